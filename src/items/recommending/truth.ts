/** The source of truth at the moment of an answer: our own tables, or the host's database. */

export interface TruthQuestion {
  readonly ids: readonly string[]
  /** Null: wherever the items are. */
  readonly geoId: number | null
  /** Null where nobody in particular asks. */
  readonly userId: string | null
}

export interface TruthAnswer {
  /** Those of the ids that are public, in stock and in that place now. */
  readonly standing: ReadonlySet<string>
  /** Those of the ids that the person has liked by now. */
  readonly liked: ReadonlySet<string>
  /** The host does not answer, and `standing` are those that it said were recommendable a short while ago. */
  readonly isStale: boolean
}

export interface Truth {
  check(question: TruthQuestion): Promise<TruthAnswer>
}
