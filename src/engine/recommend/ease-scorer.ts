import type { EaseModel } from './ease.ts'
import type { SparseRow } from './matrix.ts'
import type { Scorer } from './scorer.ts'

/** score(r) = r B: the sum of the rows of the items that the row has. What the model does not know scores 0. */
export function easeScorer({ columns, items, weights }: EaseModel): Scorer {
  const size = items.length
  const places = new Int32Array(columns).fill(-1)
  for (const [place, column] of items.entries()) places[column] = place
  const sums = new Float64Array(size)
  return {
    columns,
    score({ indices, values }: SparseRow, scores) {
      sums.fill(0)
      for (const [at, column] of indices.entries()) {
        const place = places[column] ?? -1
        if (place >= 0) addScaled(sums, weights.subarray(place * size, (place + 1) * size), values?.[at] ?? 1)
      }
      scores.fill(0)
      for (let place = 0; place < size; place += 1) scores[items[place] as number] = sums[place] as number
    },
  }
}

function addScaled(sums: Float64Array, line: Float32Array, factor: number): void {
  for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] as number) + factor * (line[at] as number)
}
