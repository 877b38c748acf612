import type { ItemNeighbours } from './item-neighbours.ts'

export interface LastLiked {
  readonly neighbours: ItemNeighbours
  /** Not negative, for each column. */
  readonly popularity: Float32Array
}

/**
 * What a shop shows without learning anything of its rows: neighbours of the column that the row had `last` (null: none), the
 * most similar first, and behind them all others by popularity. Neighbours score 1 and more, others below 1.
 */
export function scoreLastLiked({ neighbours, popularity }: LastLiked, last: number | null, scores: Float32Array): void {
  const largest = popularity.reduce((most, value) => Math.max(most, value), 0)
  for (const [column, value] of popularity.entries()) scores[column] = value / (largest * 2 || 1)
  if (last === null) return
  const { starts, indices, similarities } = neighbours
  for (let at = starts[last] as number; at < (starts[last + 1] as number); at += 1) {
    scores[indices[at] as number] = 1 + (similarities[at] as number)
  }
}
