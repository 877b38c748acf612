/**
 * How long answers took, in steps that grow: four to a doubling, from a sixteenth of a millisecond to a minute. Histograms of any
 * processes and times add up, and a quantile read off the sum is at most 19 % off, typically 5 %.
 */
export type Histogram = readonly number[]

const STEPS_A_DOUBLING = 4
const DOUBLINGS_BELOW = 4
const DOUBLINGS_ABOVE = 16

/** Steps of a histogram. */
export const histogramSteps = STEPS_A_DOUBLING * (DOUBLINGS_BELOW + DOUBLINGS_ABOVE)

export const emptyHistogram = (): number[] => Array.from({ length: histogramSteps }, () => 0)

/** The step of a duration in milliseconds. What is shorter than the first, or no number, is in the first. */
export function stepOf(ms: number): number {
  if (!(ms > 0)) return 0
  const step = Math.floor(STEPS_A_DOUBLING * (Math.log2(ms) + DOUBLINGS_BELOW))
  return Math.min(Math.max(step, 0), histogramSteps - 1)
}

const startOf = (step: number): number => 2 ** (step / STEPS_A_DOUBLING - DOUBLINGS_BELOW)

/** The duration, in milliseconds, below which so great a share (0 to 1) of all lies; null of none. */
export function quantileIn(histogram: Histogram, share: number): number | null {
  const total = histogram.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  let left = share * total
  for (const [step, count] of histogram.entries()) {
    if (count > 0 && left <= count) return startOf(step + left / count)
    left -= count
  }
  return startOf(histogramSteps)
}

/** Of as many steps. */
export const sumOf = (histograms: readonly Histogram[]): number[] =>
  histograms.reduce<number[]>(
    (sum, histogram) => sum.map((count, step) => count + (histogram[step] ?? 0)),
    emptyHistogram(),
  )
