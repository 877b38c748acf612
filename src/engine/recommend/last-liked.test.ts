import { expect, test } from 'vitest'
import type { ItemNeighbours } from './item-neighbours.ts'
import { scoreLastLiked } from './last-liked.ts'

const neighbours: ItemNeighbours = {
  columns: 4,
  starts: Uint32Array.of(0, 2, 2, 2, 2),
  indices: Uint32Array.of(3, 1),
  similarities: Float32Array.of(0.5, 0.25),
}
const popularity = Float32Array.of(10, 5, 20, 0)

function order(last: number | null, popular = popularity): number[] {
  const scores = new Float32Array(4)
  scoreLastLiked({ neighbours, popularity: popular }, last, scores)
  return [...scores.keys()].sort((one, other) => (scores[other] as number) - (scores[one] as number) || one - other)
}

test('neighbours of what was liked last come first, and behind them the popular', () => {
  expect(order(0)).toEqual([3, 1, 2, 0])
})

test('without a last one, or without neighbours of it, the popular come', () => {
  expect(order(null)).toEqual([2, 0, 1, 3])
  expect(order(2)).toEqual([2, 0, 1, 3])
})

test('where nothing is popular the neighbours still come first', () => {
  expect(order(0, new Float32Array(4))).toEqual([3, 1, 0, 2])
})
