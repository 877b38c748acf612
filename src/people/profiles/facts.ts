/** What search knows of a person: what her host said of her, joined with what her persona adds. */
import type { Place } from '../../engine/index.ts'
import type { Persona } from '../composing/index.ts'
import type { Wants } from './profile.ts'

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
  /** Of the approved persona; null where there is none. */
  readonly persona: Persona | null
  /** Whom she wants to be found by. */
  readonly wants: Wants
}
