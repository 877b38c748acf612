import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { topK } from './top-k.ts'

/** By sorting everything. */
function sorted(scores: Float32Array, k: number, exclude: readonly number[]): number[] {
  return [...scores.keys()]
    .filter((column) => (scores[column] as number) > -Infinity && !exclude.includes(column))
    .sort((one, other) => (scores[other] as number) - (scores[one] as number) || one - other)
    .slice(0, Math.max(0, k))
}

const few = fc.constantFrom(0, 0.5, 1, 2, -1, Infinity, -Infinity, Number.NaN)
const someScores = fc
  .oneof(fc.array(few, { maxLength: 60 }), fc.array(fc.float(), { maxLength: 60 }))
  .map((list) => Float32Array.from(list))

test('the best are those that sorting everything finds, also among equal scores and what is no number', () => {
  fc.assert(
    fc.property(someScores, fc.nat(70), fc.uniqueArray(fc.nat(60)), (scores, k, excluded) => {
      const exclude = Uint32Array.from(excluded).sort()
      expect([...topK(scores, k, exclude)]).toEqual(sorted(scores, k, excluded))
    }),
    { numRuns: 1000 },
  )
})

test('of equal scores the lower columns come, in order', () => {
  expect([...topK(Float32Array.of(1, 2, 1, 2, 2), 3)]).toEqual([1, 3, 4])
  expect([...topK(new Float32Array(9), 4)]).toEqual([0, 1, 2, 3])
})

test('what is excluded and what cannot be ranked leaves the list shorter', () => {
  const scores = Float32Array.of(5, Number.NaN, 3, -Infinity, 4)
  expect([...topK(scores, 5)]).toEqual([0, 4, 2])
  expect([...topK(scores, 5, Uint32Array.of(0, 2, 4))]).toEqual([])
})

test('columns that are excluded and not there are no matter', () => {
  expect([...topK(Float32Array.of(1, 2), 2, Uint32Array.of(1, 7, 9))]).toEqual([0])
})

test('none are the best of none', () => {
  expect(topK(new Float32Array(), 3).length).toBe(0)
  expect(topK(Float32Array.of(1), 0).length).toBe(0)
  expect(topK(Float32Array.of(1), -1).length).toBe(0)
})

test('a better longer list begins with the shorter one', () => {
  fc.assert(
    fc.property(someScores, fc.nat(30), (scores, k) => {
      expect([...topK(scores, k + 10).subarray(0, k)]).toEqual([...topK(scores, k)])
    }),
  )
})
