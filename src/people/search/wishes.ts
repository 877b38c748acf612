/** Whether somebody fits a wish, as far as it is known. */
import { distanceKm } from '../../engine/index.ts'
import type { Place } from '../../engine/index.ts'
import type { Wanted, Wish } from '../asking/index.ts'
import { isSaid, KM_SLACK } from '../profiles/index.ts'
import type { Candidate, Saying } from '../profiles/index.ts'
import { likelySayingsOf, opposedSayingsOf, sureSayingsOf } from './kind-words.ts'
import { sayingsOfTerms } from './relate.ts'

/** From where it is asked, and what "near" means there. */
export interface Standpoint {
  readonly place: Place | null
  readonly radiusKm: number
}

/** Null where the fact is not known. What a profile does not say of a kind or a word is not known: it may be so. */
export function fits(wish: Wanted | Wish, candidate: Candidate, standpoint: Standpoint): boolean | null {
  switch (wish.kind) {
    case 'age':
      return both(candidate.age === null ? null : isBetween(candidate.age, wish), isAmong(wish.genders, candidate))
    case 'gender':
      return isAmong(wish.values, candidate)
    case 'language':
      return candidate.languages.length === 0 ? null : shares(candidate.languages, wish.values)
    case 'distance':
      return isWithin(candidate, standpoint, wish.km)
    default:
      return saysSo(wish, candidate.words) || null
  }
}

function saysSo(wish: Spoken<Wanted | Wish>, words: readonly string[]): boolean {
  if (!isSaid(sayingsPreferred(wish), words)) return false
  if (wish.kind === 'words' || isSaid(sayingsDemanded(wish), words)) return true
  return !isSaid(opposedSayingsOf(wish.values), words)
}

export type Spoken<Each extends Wanted = Wanted> = Extract<Each, { kind: 'relationship' | 'purpose' | 'words' }>

export const isSpoken = <Each extends Wanted>(wish: Each): wish is Spoken<Each> =>
  wish.kind === 'relationship' || wish.kind === 'purpose' || wish.kind === 'words'

/** What keeps somebody in who must be so, and out who must not: of a kind what says no other. May be empty. */
export const sayingsDemanded = (wish: Spoken): readonly Saying[] =>
  wish.kind === 'words' ? sayingsOfTerms(wish.terms) : sureSayingsOf(wish.values)

/** What counts for whoever had better be so: of a kind also what hints at it. Nobody loses by a hint. May be empty. */
export function sayingsPreferred(wish: Spoken<Wanted | Wish>): readonly Saying[] {
  const isBetterNot = 'not' in wish && wish.not === true
  return wish.kind === 'words' || isBetterNot ? sayingsDemanded(wish) : likelySayingsOf(wish.values)
}

/**
 * The share of the preferences that somebody fits, half for each that is not known: 0 to 1, null without preferences. What
 * somebody had better not be counts when it is known not to be so.
 */
export function preferenceShare(
  preferences: readonly Wish[],
  candidate: Candidate,
  standpoint: Standpoint,
): number | null {
  if (preferences.length === 0) return null
  const values: number[] = preferences.map((wish) => {
    const isFit = fits(wish, candidate, standpoint)
    if (isFit === null) return UNKNOWN
    return isFit === (wish.not !== true) ? 1 : 0
  })
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** As good as chance: nobody gains or loses by what nobody has asked her. */
export const UNKNOWN = 0.5

/** Where one of two is not so, it does not matter whether the other is known. */
function both(one: boolean | null, other: boolean | null): boolean | null {
  if (one === false || other === false) return false
  return one === null ? null : other
}

function isAmong(genders: readonly string[] | undefined, candidate: Candidate): boolean | null {
  if (!genders) return true
  return candidate.genders.length === 0 ? null : shares(candidate.genders, genders)
}

export const isBetween = (
  age: number,
  { min, max }: { readonly min: number | null; readonly max: number | null },
): boolean => age >= (min ?? 0) && age <= (max ?? Number.POSITIVE_INFINITY)

const shares = (one: readonly string[], other: readonly string[]): boolean => other.some((value) => one.includes(value))

function isWithin(candidate: Candidate, { place, radiusKm }: Standpoint, km: number | null): boolean | null {
  return place && candidate.place ? distanceKm(place, candidate.place) <= (km ?? radiusKm) + KM_SLACK : null
}
