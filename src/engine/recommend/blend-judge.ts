import type { Candidates } from './blend-candidates.ts'
import { discount, idealGain } from './metrics.ts'

/** One for each source, not negative. */
export type Weights = readonly number[]

/**
 * NDCG@k of each row when the sources are blended with these weights. Places of wanted columns are counted, not lists made:
 * whatever has k better ones is soon seen to have them.
 */
export function blendedNdcg(rows: readonly Candidates[], weights: Weights, k: number): Float64Array {
  const longest = rows.reduce((most, { columns }) => Math.max(most, columns.length), 0)
  const scratch = new Float32Array(longest)
  const figures = new Float64Array(rows.length)
  for (const [at, row] of rows.entries()) {
    const blended = blend(row, weights, scratch)
    let gain = 0
    for (const candidate of row.wanted) {
      const place = placeOf(candidate, blended, k)
      if (place < k) gain += discount(place)
    }
    figures[at] = gain / idealGain(Math.min(k, row.wanted.length))
  }
  return figures
}

/** How many are better, `k` at most; of equal ones the earlier. What cannot be ranked is behind all. */
function placeOf(candidate: number, scores: Float32Array, k: number): number {
  const own = scores[candidate] as number
  if (!(own > -Infinity)) return k
  let better = 0
  for (let at = 0; at < scores.length && better < k; at += 1) {
    const score = scores[at] as number
    if (score > own || (score === own && at < candidate)) better += 1
  }
  return better
}

/** The share of rows whose `k` best are surely among their candidates, 0..1. */
export function exactShare(rows: readonly Candidates[], weights: Weights, k: number): number {
  const exact = rows.filter((row) => {
    const ceiling = row.ceilings.reduce((sum, each, source) => sum + timesWeight(each, weights[source] as number), 0)
    const blended = blend(row, weights, new Float32Array(row.columns.length))
    return blended.reduce((count, score) => count + (score > ceiling ? 1 : 0), 0) >= Math.min(k, row.columns.length)
  })
  return rows.length > 0 ? exact.length / rows.length : 1
}

const timesWeight = (score: number, weight: number): number => (weight > 0 ? weight * score : 0)

function blend({ columns, scores }: Candidates, weights: Weights, scratch: Float32Array): Float32Array {
  const blended = scratch.subarray(0, columns.length).fill(0)
  for (const [source, list] of scores.entries()) {
    const weight = weights[source] as number
    if (weight === 0) continue
    for (let at = 0; at < blended.length; at += 1) {
      blended[at] = (blended[at] as number) + weight * (list[at] as number)
    }
  }
  return blended
}
