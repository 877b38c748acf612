/** The search for weights. */
import type { Candidates } from './blend-candidates.ts'
import { blendedNdcg } from './blend-judge.ts'
import type { Weights } from './blend-judge.ts'
import { meanOf, standardError } from './bootstrap.ts'

export interface Ascent {
  readonly rows: readonly Candidates[]
  readonly sources: number
  readonly k: number
}

export interface Reached {
  /** They add to 1. */
  readonly weights: Weights
  /** Of each row. */
  readonly ndcg: Float64Array
}

/** Shares that one source is tried with, the others keeping their proportions. */
const SHARES = [0, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8]
/** Steps; three or four are usual. */
const STEPS_MAX = 10
/** The least gain that is worth a step of an old source. */
const GAIN_MIN = 1e-6

/** The best source alone: the earlier of equal ones. */
export function bestAlone({ rows, sources, k }: Ascent): Reached {
  const alone = Array.from({ length: sources }, (_, source) => reach(only(source, sources), rows, k))
  return alone.reduce((best, each) => (meanOf(each.ndcg) > meanOf(best.ndcg) ? each : best))
}

/**
 * Coordinate ascent from the best source alone: again and again the share of one source that gains most, until none gains. A
 * source that has no share yet gets one only for a gain above one standard error of it, over rows.
 */
export function ascend(ascent: Ascent, alone = bestAlone(ascent)): Reached {
  let reached = alone
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const next = bestStep(reached, ascent)
    if (next === null) break
    reached = next
  }
  return reached
}

function bestStep(from: Reached, { rows, sources, k }: Ascent): Reached | null {
  let best: Reached | null = null
  let gainMax = GAIN_MIN
  for (let source = 0; source < sources; source += 1) {
    const isNew = from.weights[source] === 0
    for (const share of SHARES) {
      const weights = withShare(from.weights, source, share)
      if (weights === null) continue
      const tried = reach(weights, rows, k)
      const gains = differences(tried.ndcg, from.ndcg)
      const gain = meanOf(gains)
      if (gain <= gainMax || (isNew && !(gain > standardError(gains)))) continue
      best = tried
      gainMax = gain
    }
  }
  return best
}

/** null where the weights would stay, or nothing would be left of them. */
function withShare(weights: Weights, source: number, share: number): Weights | null {
  const own = weights[source] as number
  if (own === share || own === 1) return null
  return weights.map((weight, other) => (other === source ? share : (weight * (1 - share)) / (1 - own)))
}

const reach = (weights: Weights, rows: readonly Candidates[], k: number): Reached => ({
  weights,
  ndcg: blendedNdcg(rows, weights, k),
})

const only = (source: number, sources: number): Weights =>
  Array.from({ length: sources }, (_, other) => (other === source ? 1 : 0))

export const differences = (ones: Float64Array, others: Float64Array): Float64Array =>
  ones.map((one, place) => one - (others[place] as number))
