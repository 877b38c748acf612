import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { planChunk } from './chunk-plan.ts'

const wide = { cost: 1000, texts: 1000, calls: 1000 }
const call = (costs: readonly number[], taken = 0) => ({ costs, taken })

test('a call alone fills the chunk', () => {
  expect(planChunk([call([5, 5, 5, 5])], { ...wide, cost: 15 })).toEqual([3])
})

test('a short call is through in the first chunk, whatever stands before it', () => {
  const long = call(Array.from({ length: 10_000 }, () => 10))
  expect(planChunk([long, long, call([10])], { ...wide, cost: 100 }).at(-1)).toBe(1)
})

test('long calls share a chunk by cost, not by number of texts', () => {
  const dear = call(Array.from({ length: 10 }, () => 30))
  const cheap = call(Array.from({ length: 100 }, () => 10))
  expect(planChunk([dear, cheap], { ...wide, cost: 120 })).toEqual([2, 6])
})

test('a text that costs more than a whole chunk still goes, alone', () => {
  expect(planChunk([call([5000, 5000])], wide)).toEqual([1])
})

test('what was taken is not taken again', () => {
  expect(planChunk([call([1, 1, 1], 3), call([1, 1, 1], 2)], wide)).toEqual([0, 1])
})

test('calls beyond the limit wait for the next chunk', () => {
  expect(planChunk([call([1]), call([1])], { ...wide, calls: 1 })).toEqual([1])
})

test('every chunk takes something, and never more than there is or may be', () => {
  const calls = fc.array(fc.array(fc.nat(50), { minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 10 })
  const limits = fc.record({
    cost: fc.nat(200),
    texts: fc.integer({ min: 1, max: 30 }),
    calls: fc.integer({ min: 1, max: 12 }),
  })
  fc.assert(
    fc.property(calls, limits, (costs, limit) => {
      const counts = planChunk(
        costs.map((one) => call(one)),
        limit,
      )
      const total = counts.reduce((sum, count) => sum + count, 0)
      const cost = counts.reduce(
        (sum, count, index) => sum + costs[index]!.slice(0, count).reduce((a, b) => a + b, 0),
        0,
      )
      expect(total).toBeGreaterThan(0)
      expect(total).toBeLessThanOrEqual(limit.texts)
      expect(counts.length).toBeLessThanOrEqual(limit.calls)
      expect(counts.every((count, index) => count <= costs[index]!.length)).toBe(true)
      expect(total === 1 || cost <= limit.cost).toBe(true)
    }),
  )
})
