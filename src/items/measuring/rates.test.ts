import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { differenceOf, rateOf, wilson } from './rates.ts'

const near = (value: number | undefined, expected: number): void =>
  assert.ok(value !== undefined && Math.abs(value - expected) < 5e-5, `${value} is not ${expected}`)

test('a rate of nothing is none, and never more than everything', () => {
  assert.equal(rateOf({ count: 0, of: 0 }), null)
  assert.equal(rateOf({ count: 1, of: 4 }), 0.25)
  assert.equal(rateOf({ count: 5, of: 4 }), 1)
})

/** Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17 (1998), table II. */
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [10, 10, 0, 20, 0.6791, 1],
])('the difference of %d of %d and %d of %d is what its source says', (count, of, less, ofLess, low, high) => {
  const found = differenceOf({ count: less, of: ofLess }, { count, of })
  near(found?.difference, count / of - less / ofLess)
  near(found?.low, low)
  near(found?.high, high)
})

test('the other way round it is the opposite', () => {
  const rate = fc.integer({ min: 1, max: 1000 }).chain((of) => fc.record({ count: fc.nat(of), of: fc.constant(of) }))
  fc.assert(
    fc.property(rate, rate, (one, other) => {
      const [there, back] = [differenceOf(one, other), differenceOf(other, one)]
      near(there?.low, -(back?.high ?? 0))
      near(there?.high, -(back?.low ?? 0))
      assert.ok((there?.low ?? 1) <= (there?.difference ?? 0) && (there?.high ?? -1) >= (there?.difference ?? 0))
    }),
  )
})

test('an interval holds the true rate about 95 times in 100', () => {
  let state = 1
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  let held = 0
  for (let trial = 0; trial < 2000; trial += 1) {
    const count = Array.from({ length: 100 }).filter(() => random() < 0.1).length
    const { low, high } = wilson({ count, of: 100 })
    if (low <= 0.1 && high >= 0.1) held += 1
  }
  assert.ok(held > 1840 && held < 1960, String(held))
})

test('nothing is compared with nothing', () => {
  assert.equal(differenceOf({ count: 0, of: 0 }, { count: 1, of: 2 }), null)
  assert.equal(differenceOf({ count: 1, of: 2 }, { count: 0, of: 0 }), null)
})
