/** Figures about two people as values from 0 to 1, without a cliff anywhere. */
import { DAY_MS } from '../../base/index.ts'

/** Halves with every `half` of what separates them; 1 for nothing, and never quite 0. */
export const decay = (apart: number, half: number): number => 2 ** (-apart / half)

/** At a quarter of the radius somebody is half as near as next door: at its edge a sixteenth is left. */
export const nearness = (km: number, radiusKm: number): number => decay(km, kmHalf(radiusKm))
export const kmHalf = (radiusKm: number): number => Math.max(KM_HALF_MIN, radiusKm / 4)
/** Within a kilometre or two nobody cares. */
const KM_HALF_MIN = 1

/** Years between two ages: half is left at seven. */
export const ageNearness = (one: number, other: number): number => decay(Math.abs(one - other), YEARS_HALF)
export const YEARS_HALF = 7

/** Days since somebody was last seen, whole ones, so that a list stays as it is for a day; half is left after two weeks. */
export function recency(lastActive: Date, today: string): number {
  const days = Math.floor((Date.parse(`${today}T23:59:59Z`) - lastActive.getTime()) / DAY_MS)
  return decay(Math.max(0, days), DAYS_HALF)
}
export const DAYS_HALF = 14

/**
 * A cosine of two sentence vectors as a value: linear between what chance texts have in common and what two wordings of
 * one thing have. Measured by `evaluate/searching.ts`.
 */
export const closeness = (cosine: number): number =>
  Math.min(1, Math.max(0, (cosine - COSINE_CHANCE) / (COSINE_SAME - COSINE_CHANCE)))
export const COSINE_CHANCE = 0.15
export const COSINE_SAME = 0.7
