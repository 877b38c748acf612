import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { harmonicMean } from './harmonic-mean.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => Math.round(value * 1e9) / 1e9)

test('two equal directions are that value', () => {
  expect(harmonicMean(0.5, 0.5)).toBe(0.5)
})

test('a fit of one side only is none', () => {
  expect(harmonicMean(0.9, 0)).toBe(0)
  expect(harmonicMean(0, 0)).toBe(0)
})

test('a direction that is not known leaves the other to stand alone', () => {
  expect(harmonicMean(0.4, null)).toBe(0.4)
  expect(harmonicMean(null, 0)).toBe(0)
  expect(harmonicMean(null, null)).toBeNull()
})

test('it lies between both, nearer to the smaller, whichever side asks', () => {
  fc.assert(
    fc.property(share, share, (one, other) => {
      const value = harmonicMean(one, other) ?? -1
      expect(value).toBe(harmonicMean(other, one))
      expect(value).toBeGreaterThanOrEqual(Math.min(one, other) * (1 - 1e-12))
      expect(value).toBeLessThanOrEqual((one + other) / 2 + 1e-12)
    }),
  )
})

test('negative figures count as nothing', () => {
  expect(harmonicMean(-0.2, 0.5)).toBe(0)
})
