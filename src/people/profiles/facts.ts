/** What search knows of a person: what her host said of her, joined with what her persona adds. */
import type { Place } from '../../engine/index.ts'

export interface Facts {
  readonly personId: string
  readonly name: string | null
  /** Whole years, on the day of asking. */
  readonly age: number | null
  /** As it was said. */
  readonly gender: string | null
  /** The known values that it stands for, and the words themselves where there is none. */
  readonly genders: readonly string[]
  readonly about: string | null
  readonly interests: readonly string[]
  readonly needs: readonly string[]
  readonly offers: readonly string[]
  /** ISO 639-1. */
  readonly languages: readonly string[]
  readonly place: Place | null
  readonly lastActive: Date | null
  /** Whom she wants to be found by; null is no matter. */
  readonly wants: Wants
}

/** What somebody has said of others, in her own preferences. */
export interface Wants {
  readonly km: number | null
  readonly ageMin: number | null
  readonly ageMax: number | null
  readonly genders: readonly string[] | null
  readonly needs: readonly string[]
}
