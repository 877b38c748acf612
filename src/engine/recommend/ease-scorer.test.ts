import { expect, test } from 'vitest'
import { easeScorer } from './ease-scorer.ts'

const model = { columns: 4, items: Uint32Array.of(0, 2), weights: Float32Array.of(0, 0.5, -0.25, 0) }

function scoresOf(indices: readonly number[], values: Float32Array | null = null): number[] {
  const scores = new Float32Array(4).fill(9)
  easeScorer(model).score({ indices: Uint32Array.from(indices), values }, scores)
  return [...scores]
}

test('a score is the sum of what each item of the row says', () => {
  expect(scoresOf([0])).toEqual([0, 0, 0.5, 0])
  expect(scoresOf([2])).toEqual([-0.25, 0, 0, 0])
  expect(scoresOf([0, 2])).toEqual([-0.25, 0, 0.5, 0])
})

test('what a row has more of says more', () => {
  expect(scoresOf([0, 2], Float32Array.of(2, 4))).toEqual([-1, 0, 1, 0])
})

test('unknown columns say nothing, and nothing of the last row is left', () => {
  const scorer = easeScorer(model)
  const scores = new Float32Array(4)
  scorer.score({ indices: Uint32Array.of(0, 2), values: null }, scores)
  scorer.score({ indices: Uint32Array.of(1, 3, 77), values: null }, scores)
  expect([...scores]).toEqual([0, 0, 0, 0])
  expect(scorer.columns).toBe(4)
})
