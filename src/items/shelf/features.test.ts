import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { plainItem as plain } from '../../../test/support/plain-item.ts'
import { FEATURES, featuresOf, featuresOfAll, likeness } from './features.ts'
import type { TextVector } from './features.ts'

/** A text that says one thing. */
function textOf(at: number, length = 384): TextVector {
  const vector = new Int8Array(length)
  vector[at] = 100
  return { vector, scale: 0.01 }
}

const near = (actual: number, expected: number, tolerance = 0.02): void =>
  assert.ok(Math.abs(actual - expected) < tolerance, `${actual} is not about ${expected}`)

test('an item is wholly like itself, and of nothing known like nothing', () => {
  const item = plain('a', { categories: { category: 'beauty' }, price: 20 })
  near(likeness(featuresOf(item, textOf(1)), featuresOf(item, textOf(1))), 1)
  const nothing = featuresOf(plain('b'), null)
  assert.deepEqual([nothing.length, nothing.some((value) => value !== 0)], [FEATURES, false])
})

test('words count most, then categories, then the price', () => {
  const facts = { categories: { category: 'beauty' }, price: 20 }
  const item = featuresOf(plain('a', facts), textOf(1))
  const otherWords = likeness(item, featuresOf(plain('b', facts), textOf(2)))
  const otherKind = likeness(item, featuresOf(plain('b', { ...facts, categories: { category: 'books' } }), textOf(1)))
  const otherPrice = likeness(item, featuresOf(plain('b', { ...facts, price: 90_000 }), textOf(1)))
  near(otherWords, 0.45)
  near(otherPrice, 0.9)
  assert.ok(otherWords < otherKind && otherKind < otherPrice)
})

test('prices that lie near each other are alike, and the nearer the more', () => {
  const priced = (price: number): Int8Array => featuresOf(plain('a', { price }), null)
  const [same, near10, twice, far] = [20, 22, 40, 2000].map((price) => likeness(priced(20), priced(price)))
  assert.ok((same ?? 0) >= (near10 ?? 0) && (near10 ?? 0) > (twice ?? 0) && (twice ?? 0) > (far ?? 0))
  near(far ?? 1, 0)
})

test('what is for anybody makes no two items alike, and case makes none differ', () => {
  const said = (gender: string): Int8Array => featuresOf(plain('a', { categories: { gender } }), null)
  assert.equal(likeness(said('any'), said('any')), 0)
  near(likeness(said('F'), said('f')), 1)
})

test('attributes of every kind are taken, numbers left to expressions', () => {
  const item = plain('a', { attributes: { colours: ['red', 'blue'], vegan: true, weight: 3 } })
  assert.ok(likeness(featuresOf(item, null), featuresOf(plain('b', { attributes: { colours: ['red'] } }), null)) > 0.3)
  assert.equal(likeness(featuresOf(item, null), featuresOf(plain('b', { attributes: { weight: 3 } }), null)), 0)
})

test('longer text vectors keep what is alike alike', () => {
  const one = featuresOf(plain('a'), textOf(1000, 1536))
  near(likeness(one, featuresOf(plain('b'), textOf(1000, 1536))), 1)
  near(likeness(one, featuresOf(plain('b'), textOf(3, 1536))), 0)
})

test('the direction of several items lies between them, nearer to what weighs more', () => {
  const [one, other] = [featuresOf(plain('a'), textOf(1)), featuresOf(plain('b'), textOf(2))]
  const both = featuresOfAll([
    { features: one, weight: 2 },
    { features: other, weight: 1 },
  ])
  near(likeness(both, one), 2 / Math.sqrt(5))
  near(likeness(both, other), 1 / Math.sqrt(5))
  assert.ok(featuresOfAll([]).every((value) => value === 0))
})

test('whatever is said of an item, its vector has length 1 or 0', () => {
  const item = fc.record({
    category: fc.string(),
    price: fc.oneof(fc.constant(null), fc.double({ min: 0, noNaN: true })),
    colour: fc.string(),
  })
  fc.assert(
    fc.property(item, ({ category, price, colour }) => {
      const features = featuresOf(plain('a', { categories: { category }, price, attributes: { colour } }), null)
      const length = likeness(features, features)
      assert.ok(length === 0 || Math.abs(length - 1) < 0.05, `${length}`)
    }),
  )
})
