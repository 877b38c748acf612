import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { calibrate, coveredAgainMin, coveredMin } from './calibrate.ts'

const blend = fc.double({ min: 0, max: 1, noNaN: true })

test('nothing stays nothing and all stays all', () => {
  expect(calibrate(0)).toBe(0)
  expect(calibrate(1)).toBe(1)
})

test('what is better before is better after', () => {
  fc.assert(
    fc.property(blend, blend, (one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)]
      expect(calibrate(low)).toBeLessThanOrEqual(calibrate(high))
      if (high - low > 1e-9) expect(calibrate(low)).toBeLessThan(calibrate(high))
    }),
  )
})

test('scores stay between 0 and 1, also for figures that are none', () => {
  fc.assert(
    fc.property(fc.double(), (value) => {
      const score = calibrate(value)
      expect(score >= 0 && score <= 1).toBe(true)
    }),
  )
})

test('the fitted blend is read as a cosine of 0.3', () => {
  expect(calibrate(0.183)).toBeCloseTo(0.3, 10)
  expect(calibrate((0.183 + 0.221) / 2)).toBeCloseTo(0.35, 10)
})

test('what reaches the default threshold has an answer to show, and a second use of an answer takes more', () => {
  expect(coveredMin).toBeLessThanOrEqual(0.3)
  expect(coveredAgainMin).toBeGreaterThan(coveredMin)
})
