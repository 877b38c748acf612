import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { emptyHistogram, histogramSteps, quantileIn, stepOf, sumOf } from './histogram.ts'

const STEP = 2 ** 0.25

function histogramOf(durations: readonly number[]): number[] {
  const histogram = emptyHistogram()
  for (const ms of durations) histogram[stepOf(ms)] = (histogram[stepOf(ms)] ?? 0) + 1
  return histogram
}

test('a quantile is within one step of the true one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.07, max: 60_000, noNaN: true }), { minLength: 1 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (durations, share) => {
        const truth = durations.toSorted((one, other) => one - other)[Math.ceil(share * durations.length) - 1] ?? 0
        const read = quantileIn(histogramOf(durations), share) ?? 0
        assert.ok(read <= truth * STEP * 1.0001 && read >= truth / STEP / 1.0001, `${read} of ${truth}`)
      },
    ),
  )
})

test('of many durations the median and the 95th of 100 are read to a few per cent', () => {
  const durations = Array.from({ length: 10_000 }, (_, at) => 1 + at / 100)
  const histogram = histogramOf(durations)
  for (const [share, truth] of [
    [0.5, 51],
    [0.95, 96],
  ] as const)
    assert.ok(Math.abs((quantileIn(histogram, share) ?? 0) / truth - 1) < 0.05)
})

test('whatever a duration is, it has a step', () => {
  for (const ms of [0, -1, Number.NaN, Number.NEGATIVE_INFINITY, 0.0001]) assert.equal(stepOf(ms), 0)
  for (const ms of [65_536, 1e9, Number.POSITIVE_INFINITY]) assert.equal(stepOf(ms), histogramSteps - 1)
  assert.equal(stepOf(1), 16)
})

test('of nothing there is no quantile', () => {
  assert.equal(quantileIn(emptyHistogram(), 0.5), null)
})

test('histograms add up step by step', () => {
  const [few, many] = [histogramOf([1, 2, 3]), histogramOf([3, 400])]
  assert.deepEqual(sumOf([few, many]), histogramOf([1, 2, 3, 3, 400]))
  assert.deepEqual(sumOf([]), emptyHistogram())
})
