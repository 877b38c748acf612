import { seededRandom } from './random.ts'

export interface Interval {
  /** Of all values; NaN where there are none. */
  readonly mean: number
  readonly low: number
  readonly high: number
  /** Standard deviation of the mean over resamples. */
  readonly error: number
}

export interface Bootstrap {
  readonly seed: number
  /** 1,000 where not given. */
  readonly resamples?: number
  /** 0.95 where not given. */
  readonly confidence?: number
}

/**
 * Percentile intervals of the means of several measures of the same rows (B. Efron and R. Tibshirani, "An Introduction to
 * the Bootstrap", 1993, chapter 13). The lists are equally long, and a resample draws the same rows of each, so that the
 * difference of two engines, given as a list of its own, has the interval of a paired comparison. The same seed and number of
 * rows draw the same.
 */
export function bootstrapMeans(lists: readonly Float64Array[], options: Bootstrap): readonly Interval[] {
  const count = lists[0]?.length ?? 0
  if (lists.some((list) => list.length !== count)) throw new RangeError('Bootstrap: lists of different lengths')
  const { seed, resamples = 1000, confidence = 0.95 } = options
  const random = seededRandom(seed)
  const means = lists.map(() => new Float64Array(resamples))
  const draws = new Uint32Array(count)
  for (let resample = 0; resample < resamples; resample += 1) {
    for (let draw = 0; draw < count; draw += 1) draws[draw] = random() * count
    for (const [at, list] of lists.entries()) (means[at] as Float64Array)[resample] = meanAt(list, draws)
  }
  return lists.map((list, at) => intervalOf(meanOf(list), means[at] as Float64Array, confidence))
}

/** Of one list. */
export function bootstrapMean(values: Float64Array, options: Bootstrap): Interval {
  return bootstrapMeans([values], options)[0] as Interval
}

/** The standard deviation of a mean by its formula, for where 1,000 resamples are too many. NaN below two values. */
export function standardError(values: Float64Array): number {
  const mean = meanOf(values)
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return Math.sqrt(squares / (values.length - 1) / values.length)
}

export const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length

function meanAt(values: Float64Array, places: Uint32Array): number {
  let sum = 0
  for (let at = 0; at < places.length; at += 1) sum += values[places[at] as number] as number
  return sum / places.length
}

function intervalOf(mean: number, means: Float64Array, confidence: number): Interval {
  const sorted = means.toSorted()
  const tail = (1 - confidence) / 2
  const average = meanOf(means)
  const error = Math.sqrt(means.reduce((sum, each) => sum + (each - average) ** 2, 0) / means.length)
  return { mean, low: quantile(sorted, tail), high: quantile(sorted, 1 - tail), error }
}

/** Between the two nearest of sorted values. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1)
  const below = sorted[Math.floor(at)] as number
  return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] as number) - below)
}
