/** What somebody must be like to be found, as one list of named conditions: all of them hold for whoever is found. */
import type { Expression, Place } from '../../engine/index.ts'

/** A fact that nobody knows `passes` what is only preferred, and `fails` what must be. */
export type Unknown = 'passes' | 'fails'

export interface Conditions {
  /** Only these, whoever they are; null is everybody. An empty list is nobody. */
  readonly candidateIds: readonly string[] | null
  readonly excludedIds: readonly string[]
  /** Blocked, by either side. */
  readonly blockedIds: readonly string[]
  /** Shown to the asker lately. */
  readonly seenIds: readonly string[]
  /** Whoever was last active before is left out; whoever has no date is not. */
  readonly activeSince: Date | null
  /** Only those whose profile came or changed since. */
  readonly changedSince: Date | null
  readonly near: Near | null
  /** Inclusive; null where a side is open. */
  readonly ages: { readonly min: number | null; readonly max: number | null; readonly unknown: Unknown } | null
  readonly genders: Among | null
  readonly languages: Among | null
  /** Each wants one of its sayings said. */
  readonly said: readonly WordsCondition[]
  /** Each wants none of its sayings said. */
  readonly unsaid: readonly WordsCondition[]
  readonly notGenders: readonly string[]
  readonly notAges: readonly NotAges[]
  readonly notLanguages: readonly string[]
  /** Each must be true of the profile. What the database cannot tell of it is judged afterwards. */
  readonly where: readonly Expression[]
  /** Whom the candidates must accept by what they have stated; null asks in one direction only. */
  readonly accepted: Accepted | null
}

/** Inclusive; null where a side is open. Nobody may be of such an age, or with `genders` nobody of one of these. */
export interface NotAges {
  readonly min: number | null
  readonly max: number | null
  /** Empty: whoever it is. */
  readonly genders: readonly string[]
}

/** One of each group: who asks for English and Spanish asks for both. No group is empty. */
export interface Among {
  readonly groups: readonly (readonly string[])[]
  readonly unknown: Unknown
}

/** A millimetre, in kilometres: figures are rounded, and the date line has two names. */
export const KM_SLACK = 1e-6

export interface Near {
  readonly place: Place
  readonly km: number
  readonly unknown: Unknown
  /** Measures to about a kilometre, so that nobody is found out by asking from here and from there. */
  readonly isBlurred: boolean
}

/** Groups of stems: whoever says one stem of each says it. There is a group, and none is empty. */
export type Saying = readonly (readonly string[])[]

/** As whoever says one of the stems. */
export const sayingOf = (stems: readonly string[]): readonly Saying[] => (stems.length === 0 ? [] : [[stems]])

/** Whether these words, stems of a profile, are one of the sayings. */
export const isSaid = (anyOf: readonly Saying[], words: readonly string[]): boolean =>
  anyOf.some((saying) => saying.every((stems) => stems.some((stem) => words.includes(stem))))

export interface WordsCondition {
  /** As the asker put it. */
  readonly text: string
  /** A kind of company or of help may be loosened; a word that must be said may not. */
  readonly kind: 'relationship' | 'purpose' | 'words'
  readonly anyOf: readonly Saying[]
}

/** The asker, as far as a candidate may be particular. What is unknown of her fits nobody who is. */
export interface Accepted {
  readonly age: number | null
  readonly genders: readonly string[]
  readonly place: Place | null
  /** As in `Near`. */
  readonly isBlurred: boolean
}

/** In the order in which they are told to somebody who asks why. */
export const conditionNames = [
  'candidate_ids',
  'exclude_user_ids',
  'blocked',
  'paused',
  'suspended',
  'visible',
  'inactive',
  'distance',
  'age',
  'gender',
  'language',
  'must',
  'must_not',
  'where',
  'their_distance',
  'their_age',
  'their_gender',
  'seen',
  'unchanged',
] as const
export type ConditionName = (typeof conditionNames)[number]

/** Nothing but who may never be found. */
export const noConditions: Conditions = {
  candidateIds: null,
  excludedIds: [],
  blockedIds: [],
  seenIds: [],
  activeSince: null,
  changedSince: null,
  near: null,
  ages: null,
  genders: null,
  languages: null,
  said: [],
  unsaid: [],
  notGenders: [],
  notAges: [],
  notLanguages: [],
  where: [],
  accepted: null,
}
