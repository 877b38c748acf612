/** What is asked of a search, as one value, however it came in. */
import type { Place } from '../../engine/index.ts'
import type { Understood } from '../asking/index.ts'
import type { FactorName } from './factor.ts'
import type { Clause } from './where.ts'

/** What the asker has set beside the sentence; null is no wish, `undefined` what her profile says. */
export interface Preferences {
  readonly radiusKm?: number | null
  /** Inclusive; null where a side is open. */
  readonly ages?: { readonly min: number | null; readonly max: number | null } | null
  readonly genders?: readonly string[] | null
  readonly interests: readonly string[]
  readonly needs: readonly string[]
}

export interface SearchQuestion {
  readonly askerId: string
  readonly prompt: string
  /** Stands in for what would be read from the sentence. */
  readonly understood: Understood | null
  readonly preferences: Preferences
  /** Where it is asked from; null is where the asker's profile says that she is. */
  readonly place: Place | null
  readonly candidateIds: readonly string[] | null
  readonly excludedIds: readonly string[]
  readonly weights: Readonly<Partial<Record<FactorName, number>>>
  readonly where: readonly Clause[]
  readonly isTwoWay: boolean
  /** Whether wishes may be loosened when too few fit. */
  readonly mayWiden: boolean
  /** Days for which nobody is shown twice; null shows everybody. */
  readonly seenDays: number | null
  readonly limit: number
  /** From what age people are found where nobody says anything of ages, unless the asker is known to be younger herself. */
  readonly ageFloor: number | null
  /** Members see places, and are compared by places, to about a kilometre. */
  readonly isBlurred: boolean
}

/** Nobody may ask for others than she was shown longer ago than this. */
export const seenDaysMax = 90
