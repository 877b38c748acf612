import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apportion, factorNames, scoreOf } from './factor.ts'
import type { FactorName, Values, Weights } from './factor.ts'

const every = <Value>(value: Value): Readonly<Record<FactorName, Value>> =>
  Object.fromEntries(factorNames.map((name) => [name, value])) as Record<FactorName, Value>
const values = (some: Partial<Values>): Values => ({ ...every<number | null>(null), ...some })
const weights = (some: Partial<Weights>): Weights => ({ ...every(0), ...some })
const share = fc.double({ min: 0, max: 1, noNaN: true })
const anyValues = fc.record(every(fc.option(share, { nil: null }))) as fc.Arbitrary<Values>
const anyWeights = fc.record(every(fc.double({ min: 0, max: 1000, noNaN: true }))) as fc.Arbitrary<Weights>

describe('a score', () => {
  test('is the sum of value times weight', () => {
    const scored = scoreOf(values({ interests: 0.5, distance: 1 }), weights({ interests: 30, distance: 10 }))
    expect(scored.score).toBe(62.5)
    expect(scored.factors).toEqual([
      { name: 'interests', value: 0.5, weight: 0.75, points: 37.5 },
      { name: 'distance', value: 1, weight: 0.25, points: 25 },
    ])
  })

  test('goes by what is known: whoever says little is neither punished nor favoured', () => {
    const by = weights({ interests: 30, about: 20, distance: 10 })
    const little = scoreOf(values({ interests: 0.5 }), by)
    const much = scoreOf(values({ interests: 0.5, about: 0.5, distance: 0.5 }), by)
    expect(little.score).toBe(50)
    expect(much.score).toBe(50)
  })

  test('is nothing where nothing is known, or nothing counts', () => {
    expect(scoreOf(values({}), every(1))).toEqual({ score: 0, exact: 0, factors: [] })
    expect(scoreOf(values({ about: 1 }), weights({})).factors).toEqual([])
  })

  test('adds up to the cent, lies between 0 and 100, and its shares make a whole', () => {
    fc.assert(
      fc.property(anyValues, anyWeights, (some, by) => {
        const { score, exact, factors } = scoreOf(some, by)
        const cents = factors.reduce((sum, { points }) => sum + Math.round(points * 100), 0)
        expect(cents).toBe(Math.round(score * 100))
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(100)
        expect(score).toBeCloseTo(exact * 100, 1)
        if (factors.length > 0) expect(factors.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9)
      }),
    )
  })

  test('grows with every part of it', () => {
    fc.assert(
      fc.property(anyValues, anyWeights, fc.constantFrom(...factorNames), share, (some, by, name, more) => {
        const before = some[name]
        fc.pre(before !== null)
        const after = scoreOf({ ...some, [name]: Math.min(1, before + more) }, by)
        expect(after.exact).toBeGreaterThanOrEqual(scoreOf(some, by).exact - 1e-12)
      }),
    )
  })
})

test('what is shared out in whole numbers adds up, and goes to the largest remainders', () => {
  expect(apportion([1.4, 2.4, 3.2], 7)).toEqual([2, 2, 3])
  expect(apportion([0.5, 0.5], 1)).toEqual([1, 0])
  expect(apportion([], 0)).toEqual([])
})
