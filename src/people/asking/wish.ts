/** What can be read from a sentence about people. Inside and on the wire the words are the same. */

export const genders = ['female', 'male', 'non-binary', 'trans'] as const
/** `trans` stands beside another gender or alone; whoever asks for "any" has no wish of this kind. */
export type Gender = (typeof genders)[number]

export const relationships = ['casual', 'serious', 'friendship', 'professional'] as const
/** What somebody wants to be to somebody. */
export type Relationship = (typeof relationships)[number]

export const purposes = ['emotional_support', 'education', 'career', 'health'] as const
/** What somebody is wanted for. */
export type Purpose = (typeof purposes)[number]

/** Years of life, whole and inclusive; null where that side is open. */
export interface AgeWish {
  readonly kind: 'age'
  readonly min: number | null
  readonly max: number | null
  /** Only of what is excluded or better avoided: those of such an age who are of one of these. "No men under 30". */
  readonly genders?: readonly Gender[]
}

/** Any of them will do: "a woman or non-binary person" is one wish, "a trans woman" are two. */
export interface GenderWish {
  readonly kind: 'gender'
  readonly values: readonly Gender[]
}

/** How far away, in kilometres; null is "near" without a figure: as far as whoever asks has said elsewhere. */
export interface DistanceWish {
  readonly kind: 'distance'
  readonly km: number | null
}

/** ISO 639-1 codes; any of them will do: "French or German" is one wish, "French and German" are two. */
export interface LanguageWish {
  readonly kind: 'language'
  readonly values: readonly string[]
}

export interface RelationshipWish {
  readonly kind: 'relationship'
  readonly values: readonly Relationship[]
}

export interface PurposeWish {
  readonly kind: 'purpose'
  readonly values: readonly Purpose[]
}

/** Something that a profile says or does not say: "vegan", "rock climbing". It says it when it says each of the `terms`. */
export interface WordsWish {
  readonly kind: 'words'
  readonly text: string
  readonly terms: readonly string[]
}

export type Wanted = AgeWish | GenderWish | DistanceWish | LanguageWish | RelationshipWish | PurposeWish | WordsWish

/** One wish, with the piece of the sentence that it was read from. */
export type Wish = Wanted & {
  readonly from: string
  /** Only among preferences: better without. */
  readonly not?: true
}

/** What is left when every wish is taken out: embedded whole, and looked for word by word. */
export interface Topic {
  readonly text: string
  readonly terms: readonly string[]
  /** Where it is looked for first: in what others offer ("who can teach me"), in what they need, or anywhere. */
  readonly side: 'offers' | 'needs' | null
}

export const liftable = ['distance', 'age', 'gender'] as const
/** "Anywhere", "any age", "any gender". */
export type Lifted = (typeof liftable)[number]

/** A piece that decides nothing, and why. */
export interface Ignored {
  readonly from: string
  readonly because: string
}

/** Exactly what was read. Sent back, edited or not, it stands in for the reading. */
export interface Understood {
  /** Facts that somebody must fit. */
  readonly filters: readonly Wish[]
  /** Facts that somebody had better fit. */
  readonly preferences: readonly Wish[]
  /** Facts that nobody may fit. */
  readonly excluded: readonly Wish[]
  readonly topic: Topic | null
  readonly ignored: readonly Ignored[]
  /** What the sentence says not to ask for: what is set or saved of it is left aside. */
  readonly lifted: readonly Lifted[]
}
