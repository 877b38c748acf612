import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { planBatches } from './batches.ts'

const lengths = fc.array(fc.integer({ min: 2, max: 256 }), { maxLength: 200 })

test('texts of one length stand together, shortest first', () => {
  expect(planBatches([9, 3, 9, 3], 18)).toEqual([
    [1, 3],
    [0, 2],
  ])
})

test('no texts make no batches', () => {
  expect(planBatches([], 512)).toEqual([])
})

test('a text longer than a batch is a batch of its own', () => {
  expect(planBatches([300, 300], 256)).toEqual([[0], [1]])
})

test('every text is in one batch, and a batch of several stays within its cells', () => {
  fc.assert(
    fc.property(lengths, (all) => {
      const batches = planBatches(all, 512)
      expect(batches.flat().toSorted((one, other) => one - other)).toEqual(all.map((_, index) => index))
      for (const batch of batches) {
        const width = Math.max(...batch.map((index) => all[index] ?? 0))
        expect(batch.length === 1 || batch.length * width <= 512).toBe(true)
      }
    }),
  )
})

test('padding is a small part of the work', () => {
  const all = Array.from({ length: 1000 }, (_, index) => 5 + ((index * 7919) % 60))
  const cells = planBatches(all, 512).reduce(
    (sum, batch) => sum + batch.length * Math.max(...batch.map((index) => all[index]!)),
    0,
  )
  const tokens = all.reduce((sum, length) => sum + length, 0)
  expect(tokens / cells).toBeGreaterThan(0.95)
})
