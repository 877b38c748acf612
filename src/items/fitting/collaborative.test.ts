import { expect, test } from 'vitest'
import type { Blend, Scorer } from '../../engine/index.ts'
import { blendedScorer, soleBlend } from './collaborative.ts'

const row = (length: number) => ({ indices: Uint32Array.from({ length }, (_, at) => at), values: null })

function fixed(list: readonly number[]): Scorer & { readonly asked: () => number } {
  let asked = 0
  return {
    columns: list.length,
    asked: () => asked,
    score(_, scores) {
      asked += 1
      scores.set(list)
    },
  }
}

const bucket = (historyMin: number, weights: readonly number[]) => ({
  historyMin,
  weights,
  rows: 100,
  ndcg: 0.1,
  error: 0.01,
  alone: [0.1, 0.1],
  exact: 1,
  borrowed: null,
})
const blend: Blend = { sources: ['one', 'other'], buckets: [bucket(1, [1, 0]), bucket(3, [0.5, 0.5])] }

const scored = (scorer: Scorer, length: number): number[] => {
  const scores = new Float32Array(scorer.columns)
  scorer.score(row(length), scores)
  return [...scores]
}

test('one model alone says exactly what it says', () => {
  const only = fixed([3, 1, 2])
  expect(blendedScorer([only], soleBlend('only'))).toBe(only)
})

test('short and long histories have weights of their own, and a model without a say is not asked', () => {
  const [one, other] = [fixed([3, 0, 0]), fixed([0, 30, 10])]
  const both = blendedScorer([one, other], blend)
  const order = (scores: readonly number[]): number[] =>
    scores.map((_, at) => at).toSorted((a, b) => (scores[b] as number) - (scores[a] as number))
  expect(order(scored(both, 2))[0]).toBe(0)
  expect(other.asked()).toBe(0)
  expect(order(scored(both, 5))).toEqual([1, 0, 2])
  expect(other.asked()).toBe(1)
})

test('on what scale a model scores makes no difference', () => {
  const [one, other] = [fixed([3, 0, 1]), fixed([0, 30, 10])]
  const scaled = fixed([0, 3000, 1000])
  const [first, second] = [blendedScorer([one, other], blend), blendedScorer([one, scaled], blend)]
  for (const [at, score] of scored(first, 5).entries()) expect(scored(second, 5)[at]).toBeCloseTo(score, 4)
})
