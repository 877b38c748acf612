/** Rates, and how sure they are. */

/** So many of so many. */
export interface Rate {
  readonly count: number
  readonly of: number
}

export interface RateDifference {
  /** Of the second minus the first. */
  readonly difference: number
  /** Within them it lies 95 times in 100. */
  readonly low: number
  readonly high: number
}

/** Of a normal distribution, 95 in 100 lie within so many deviations. */
const Z = 1.959963984540054

/** 0 to 1; null of nothing. More cannot come of what was shown than was shown. */
export const rateOf = ({ count, of }: Rate): number | null => (of > 0 ? Math.min(count / of, 1) : null)

/** Within which the true rate lies: Wilson 1927. It holds for few and for rates near 0 as well. */
export function wilson({ count, of }: Rate): { readonly low: number; readonly high: number } {
  const rate = Math.min(count / of, 1)
  const middle = rate + (Z * Z) / (2 * of)
  const half = Z * Math.sqrt((rate * (1 - rate)) / of + (Z * Z) / (4 * of * of))
  const scale = 1 + (Z * Z) / of
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) }
}

/**
 * Newcombe 1998, method 10: the intervals of both rates, put together. It takes each showing for a trial of its own; where few people
 * see much, the truth is less sure than that. Null where one of them is of nothing.
 */
export function differenceOf(first: Rate, second: Rate): RateDifference | null {
  const [one, other] = [rateOf(first), rateOf(second)]
  if (one === null || other === null) return null
  const [mine, theirs] = [wilson(first), wilson(second)]
  const difference = other - one
  return {
    difference,
    low: difference - Math.hypot(other - theirs.low, mine.high - one),
    high: difference + Math.hypot(theirs.high - other, one - mine.low),
  }
}
