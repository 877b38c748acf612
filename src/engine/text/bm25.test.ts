import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import table from '../../../models/word-weights/en-1.json' with { type: 'json' }
import { believedShare, lengthPenalty, termScore, wordSimilarity } from './bm25.ts'
import { termsOf } from './terms.ts'
import { wordWeights } from './word-weights.ts'

const weights = wordWeights(table)
const similarity = (query: string, document: string): number =>
  wordSimilarity(termsOf(query, weights), termsOf(document, weights), weights)

test('a text says all of itself, which is the surer the more it is', () => {
  const short = similarity('bakery marketing', 'bakery marketing')
  expect(short).toBeGreaterThan(0.5)
  expect(similarity('bakery marketing flour oven', 'bakery marketing flour oven')).toBeGreaterThan(short)
})

test('one word that is all of a short need counts for less than half', () => {
  expect(similarity('money', 'I drive people around for petrol money')).toBeLessThan(0.35)
  expect(similarity('money', 'money')).toBeLessThan(0.5)
})

test('a share of nothing is nothing, and more in common is never less', () => {
  expect(believedShare(0, 0)).toBe(0)
  expect(believedShare(10, 20)).toBeCloseTo(0.25, 12)
  expect(believedShare(11, 20)).toBeGreaterThan(believedShare(10, 20))
})

test('texts without a common word share nothing', () => {
  expect(similarity('bakery marketing', 'piano lessons')).toBe(0)
})

test('a rare word in common counts for more than a frequent one', () => {
  expect(similarity('sourdough work', 'sourdough oven')).toBeGreaterThan(similarity('sourdough work', 'work oven'))
})

test('a repeat helps less each time', () => {
  const [once, twice, thrice] = [1, 2, 3].map((count) => termScore(5, count, lengthPenalty(7)))
  expect((twice ?? 0) - (once ?? 0)).toBeGreaterThan((thrice ?? 0) - (twice ?? 0))
  expect(thrice).toBeLessThan(5 * 2.2)
})

test('the same words in a longer text count for less', () => {
  const long = 'bakery oven flour yeast salt water butter sugar honey nuts'
  expect(similarity('bakery marketing', long)).toBeLessThan(similarity('bakery marketing', 'bakery oven'))
})

test('an empty side shares nothing', () => {
  expect(similarity('', 'bakery')).toBe(0)
  expect(similarity('bakery', '')).toBe(0)
})

test('the figure is the published formula', () => {
  const query = Uint32Array.of(10, 20)
  const document = Uint32Array.of(10, 10, 30)
  const part = (weight: number, count: number, length: number): number =>
    (weight * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length) / 7))
  const own = part(weights.weightOf(10), 1, 2) + part(weights.weightOf(20), 1, 2)
  const common = part(weights.weightOf(10), 2, 3)
  expect(wordSimilarity(query, document, weights)).toBeCloseTo(((common / own) * common) / (common + 10), 12)
})

test('every similarity is between 0 and 1', () => {
  const terms = fc
    .array(fc.integer({ min: 0, max: 40 }), { maxLength: 20 })
    .map((list) => Uint32Array.from(list).sort())
  fc.assert(
    fc.property(terms, terms, (query, document) => {
      const value = wordSimilarity(query, document, weights)
      expect(value >= 0 && value <= 1).toBe(true)
    }),
  )
})
