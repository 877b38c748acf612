/** The named parts of a score, and how much each of them has to say. */

export const factorNames = [
  'topic_meaning',
  'topic_words',
  'preferences',
  'where',
  'interests',
  'shared_needs',
  'needs_met',
  'offers_wanted',
  'about',
  'distance',
  'age',
  'activity',
] as const
export type FactorName = (typeof factorNames)[number]

/** How much each part has to say, relative to the others; 0 silences it. */
export type Weights = Readonly<Record<FactorName, number>>

/** What a part has found, 0 to 1; null where a fact that it needs is not known. */
export type Values = Readonly<Record<FactorName, number | null>>

/** A part of one score. */
export interface Factor {
  readonly name: FactorName
  /** 0 to 1. */
  readonly value: number
  /** Its share of the whole: the shares of all parts of one score add up to 1. */
  readonly weight: number
  /** Hundredths of a point are whole: the points of all parts add up to the score, to the cent. */
  readonly points: number
}

export interface Scored {
  /** 0 to 100, with two decimals. */
  readonly score: number
  /** 0 to 1, not rounded: what lists are ordered by. */
  readonly exact: number
  readonly factors: readonly Factor[]
}

/**
 * The sum of value × weight over the parts whose facts are known, by the weights of these parts alone: whoever says little
 * is measured by what there is. 0 when nothing is known.
 */
export function scoreOf(values: Values, weights: Weights): Scored {
  const shares = sharesOf(values, weights)
  const exact = sumOf(shares)
  const cents = Math.round(exact * CENTS)
  const points = apportion(
    shares.map(({ value, weight }) => value * weight * CENTS),
    cents,
  )
  return {
    score: cents / 100,
    exact,
    factors: shares.map((factor, index) => ({ ...factor, points: (points[index] as number) / 100 })),
  }
}

/** 0 to 1, not rounded; 0 when nothing is known. */
export const exactOf = (values: Values, weights: Weights): number => sumOf(sharesOf(values, weights))

const sumOf = (shares: readonly Share[]): number =>
  Math.min(
    1,
    shares.reduce((sum, { value, weight }) => sum + value * weight, 0),
  )

type Share = Omit<Factor, 'points'>

/** The parts whose facts are known and that have something to say. */
function sharesOf(values: Values, weights: Weights): readonly Share[] {
  const known = factorNames.flatMap((name) => {
    const value = values[name]
    return value === null || weights[name] === 0 ? [] : [{ name, value, weight: weights[name] }]
  })
  const total = known.reduce((sum, { weight }) => sum + weight, 0)
  return known.map((factor) => ({ ...factor, weight: factor.weight / total }))
}

/** A score of 100 has this many hundredths. */
const CENTS = 10_000

/** Whole numbers near the given ones that add up to `total`: the largest remainders are rounded up (Hamilton's method). */
export function apportion(parts: readonly number[], total: number): readonly number[] {
  const whole = parts.map(Math.floor)
  const missing = total - whole.reduce((sum, part) => sum + part, 0)
  const byRemainder = parts
    .map((part, index) => ({ index, remainder: part - Math.floor(part) }))
    .toSorted((one, other) => other.remainder - one.remainder || one.index - other.index)
  for (const { index } of byRemainder.slice(0, Math.max(0, missing))) whole[index] = (whole[index] as number) + 1
  return whole
}
