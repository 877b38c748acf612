import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { gaussian, seededRandom } from './random.ts'
import { credibility, credibilityMax, noiseOf, realDistance } from './shrinkage.ts'

const noises = fc.record({
  own: fc.double({ min: 0, max: 1, noNaN: true }),
  expected: fc.double({ min: 0, max: 1, noNaN: true }),
  common: fc.double({ min: 0, max: 1, noNaN: true }),
})

test('groups without noise are as far apart as they look', () => {
  const groups = [0.1, 0.2, 0.6].map((squared) => ({ squared, noise: 0 }))
  expect(realDistance(groups)).toBeCloseTo(0.3, 12)
})

test('what chance explains is no distance', () => {
  expect(realDistance([])).toBe(0)
  expect(realDistance([{ squared: 0, noise: 0 }])).toBe(0)
  expect(realDistance([{ squared: 0.1, noise: 0.1 }])).toBe(0)
  expect(
    realDistance([
      { squared: 0.1, noise: 0.2 },
      { squared: 0.3, noise: 0.25 },
    ]),
  ).toBe(0)
})

test('of one group the distance is what is above its noise', () => {
  expect(realDistance([{ squared: 0.5, noise: 0.2 }])).toBeCloseTo(0.3, 12)
})

test('a group that is all noise has hardly a say', () => {
  const clear = { squared: 0.01, noise: 0.001 }
  const noisy = { squared: 0.9, noise: 0.9 }
  expect(realDistance([clear, clear, noisy])).toBeCloseTo(realDistance([clear, clear]), 2)
})

test('the distance that was planted is found again among groups of all sizes', () => {
  const normal = gaussian(seededRandom(1))
  const [items, real] = [200, 0.01]
  const groups = Array.from({ length: 100 }, (_, group) => {
    const noise = 0.0005 * 2 ** (group % 8)
    const squared = Array.from({ length: items }, () => (normal() * Math.sqrt(real + noise)) / Math.sqrt(items))
    return { squared: squared.reduce((sum, each) => sum + each ** 2, 0), noise }
  })
  expect(Math.abs(realDistance(groups) - real)).toBeLessThan(0.001)
})

test('noise that own and expected shares have in common is no difference of theirs', () => {
  expect(noiseOf({ own: 0.5, expected: 0.3, common: 0.2 })).toBeCloseTo(0.4, 12)
  expect(noiseOf({ own: 0.1, expected: 0.1, common: 0.2 })).toBe(0)
})

test('no belief is better than the one that is given', () => {
  fc.assert(
    fc.property(noises, fc.double({ min: 0, max: 1, noNaN: true }), (noise, real) => {
      fc.pre(noise.common <= Math.sqrt(noise.own * noise.expected))
      const errorOf = (belief: number): number =>
        belief ** 2 * noise.own + 2 * belief * (1 - belief) * noise.common + (1 - belief) ** 2 * (noise.expected + real)
      const best = credibility(real, noise)
      for (const other of [0, 0.25, 0.5, 0.75, 1]) expect(errorOf(best)).toBeLessThanOrEqual(errorOf(other) + 1e-12)
    }),
  )
})

test('a belief is a share, the larger the more groups differ', () => {
  fc.assert(
    fc.property(noises, (noise) => {
      const beliefs = [0, 0.001, 0.1, 1].map((real) => credibility(real, noise))
      for (const belief of beliefs) expect(belief >= 0 && belief <= 1).toBe(true)
      if (noise.own >= noise.common) expect(beliefs).toEqual(beliefs.toSorted((one, other) => one - other))
    }),
  )
})

test('a group without events is not believed', () => {
  expect(credibility(0.5, { own: Infinity, expected: 0.1, common: 0.1 })).toBe(0)
  expect(credibility(0, { own: 0, expected: 0, common: 0 })).toBe(0)
  expect(credibilityMax(0, 0.1)).toBe(0)
})

test('what is expected weighs as many events as show its best item thirty times', () => {
  expect(credibilityMax(300, 0.1)).toBe(0.5)
  expect(credibilityMax(3, 0.1)).toBeCloseTo(3 / 303, 12)
  expect(credibilityMax(3000, 0.5)).toBeGreaterThan(0.98)
})
