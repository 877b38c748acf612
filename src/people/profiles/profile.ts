/** Somebody as she can be found: what the host said of her, and what the persona adds that she approved. */
import type { Persona } from '../composing/index.ts'

/** Whom she wants to be found by, as far as she has said. */
export interface Wants {
  readonly km: number | null
  /** Years of life, inclusive. */
  readonly ageMin: number | null
  readonly ageMax: number | null
  readonly genders: readonly string[]
  readonly needs: readonly string[]
}

/** What the host, or she herself, said. Null and an empty list: nothing. */
export interface SaidProfile {
  readonly name: string | null
  /** Null beside a date of birth, which tells it for every day. */
  readonly age: number | null
  /** `YYYY-MM-DD`. */
  readonly dateOfBirth: string | null
  /** Lower case; the known words are in `genders.ts`. */
  readonly gender: string | null
  readonly about: string | null
  readonly interests: readonly string[]
  readonly needs: readonly string[]
  readonly offers: readonly string[]
  /** ISO 639-1. */
  readonly languages: readonly string[]
  /** Degrees; both or neither. */
  readonly latitude: number | null
  readonly longitude: number | null
  readonly lastActive: Date | null
  readonly isVisible: boolean
  readonly isSuspended: boolean
  readonly wants: Wants
}

/** What an approved persona adds. */
export interface JoinedPersona {
  readonly persona: Persona | null
  readonly personaNeeds: readonly string[]
  readonly personaOffers: readonly string[]
}

export interface Profile extends SaidProfile, JoinedPersona {
  readonly personId: string
  /** False where nothing but a persona stands behind it. */
  readonly isGiven: boolean
  readonly source: 'api' | 'host'
  /** Of what the host's database said last; null where our own API spoke last. */
  readonly hostDigest: string | null
  /** False while she is paused. */
  readonly isListed: boolean
  /** Distinct stems of all that is searched word by word. */
  readonly words: readonly string[]
  /** Another with every change of what is embedded. */
  readonly version: number
  /** True until the generation that answers has vectors of this version. */
  readonly needsVectors: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
}

export const nothingSaid: SaidProfile = {
  name: null,
  age: null,
  dateOfBirth: null,
  gender: null,
  about: null,
  interests: [],
  needs: [],
  offers: [],
  languages: [],
  latitude: null,
  longitude: null,
  lastActive: null,
  isVisible: true,
  isSuspended: false,
  wants: { km: null, ageMin: null, ageMax: null, genders: [], needs: [] },
}

export const noPersona: JoinedPersona = { persona: null, personaNeeds: [], personaOffers: [] }

/** Whole years on the day of `now`, in UTC; null when neither age nor date of birth is known. */
export function ageOf({ age, dateOfBirth }: Pick<SaidProfile, 'age' | 'dateOfBirth'>, now: Date): number | null {
  if (dateOfBirth === null) return age
  const today = now.toISOString()
  const years = Number(today.slice(0, 4)) - Number(dateOfBirth.slice(0, 4))
  return today.slice(5, 10) < dateOfBirth.slice(5) ? years - 1 : years
}
