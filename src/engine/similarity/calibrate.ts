/** Puts the blend of meaning and words on the scale on which a cosine of whole texts was read before. */

interface Knot {
  readonly from: number
  readonly to: number
}

/**
 * Fitted by `evaluate/matching.ts`. Up to 0.3 equal shares: as many pairs of planted people reach `from` by blend as reach
 * `to` by the cosine of their whole texts. Above it the bounds of the quality words, by needs beside the offers that meet
 * them in other words. Of ten such full fits nine reach 0.4, seven or eight 0.5, six 0.65 and three 0.8; of a thousand
 * needs beside offers of something else 12, 3, 0.7 and 0.1 do.
 */
const knots: readonly Knot[] = [
  { from: 0, to: 0 },
  { from: 0.1, to: 0.1 },
  { from: 0.138, to: 0.2 },
  { from: 0.183, to: 0.3 },
  { from: 0.221, to: 0.4 },
  { from: 0.277, to: 0.5 },
  { from: 0.327, to: 0.65 },
  { from: 0.427, to: 0.8 },
  { from: 1, to: 1 },
]

/**
 * From here on (calibrated) a passage counts as answered: 83 % of the planted needs that are met reach it and 8 % of the
 * others. No score is above the best of its similarities, so whatever reaches a threshold of 0.3 has an answer to show.
 */
export const coveredMin = 0.3

/** The same for a passage whose best answer answers another one better: one offer is seldom all that two needs ask for. */
export const coveredAgainMin = 0.65

/** Monotone and piecewise linear, 0..1 to 0..1; 0 stays 0 and 1 stays 1. What is outside or no number counts as 0 or 1. */
export function calibrate(blend: number): number {
  if (!(blend > 0)) return 0
  if (blend >= 1) return 1
  let upper = 1
  while ((knots[upper] as Knot).from <= blend) upper += 1
  const low = knots[upper - 1] as Knot
  const high = knots[upper] as Knot
  return low.to + ((blend - low.from) * (high.to - low.to)) / (high.from - low.from)
}
