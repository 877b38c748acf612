import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import table from '../../../models/word-weights/en-1.json' with { type: 'json' }
import { HASHED_TERM_MIN, wordWeights } from './word-weights.ts'
import { isStopWord, stemOf } from './words.ts'

const weights = wordWeights(table)
const weightOfWord = (word: string): number => weights.weightOf(weights.termOf(stemOf(word)))

test('the table is a list of whole words, most frequent first', () => {
  const words = table.words.split(' ')
  expect(words.slice(0, 8)).toEqual(['the', 'of', 'and', 'in', 'to', 'was', 'he', 'is'])
  expect(words.length).toBeGreaterThan(20_000)
  expect(new Set(words).size).toBe(words.length)
  expect(words.filter((word) => !/^[\p{L}\p{N}]+$/u.test(word))).toEqual([])
})

test('the version of the table stamps the weights', () => {
  expect(weights.version).toBe('en-1')
})

test('the rarer the word, the more it weighs', () => {
  const ordered = ['the', 'time', 'help', 'marketing', 'bakery', 'kubernetes'].map(weightOfWord)
  expect(ordered).toEqual(ordered.toSorted((one, other) => one - other))
  expect(new Set(ordered).size).toBe(ordered.length)
})

test('a word that no table has weighs most, whatever it is', () => {
  expect(weightOfWord('sourdough')).toBe(weightOfWord('Zürichsee'))
  expect(weightOfWord('sourdough')).toBeGreaterThan(weightOfWord('collarbone'))
})

test('a stem takes the rank of its most frequent form', () => {
  const small = wordWeights({ version: 'x', words: 'of teaching bread teach teacher' })
  expect(small.termOf(stemOf('teach'))).toBe(1)
  expect(small.termOf(stemOf('teaching'))).toBe(1)
  expect(small.termOf('bread')).toBe(2)
})

test('a weight is the limit of the Robertson–Spärck Jones weight', () => {
  const words = Array.from({ length: 1000 }, (_, index) => `w${index}`).join(' ')
  const small = wordWeights({ version: 'x', words })
  const share = 1 / (10 + 2.7) / Math.log((1000 + 3.2) / 3.2)
  expect(small.weightOf(9)).toBeCloseTo(-Math.log(1 - (1 - share) ** 15), 10)
})

test('every stem has one uint32, known below 2^20 and unknown above', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (stem) => {
      const term = weights.termOf(stem)
      expect(Number.isInteger(term) && term >= 0 && term < 2 ** 32).toBe(true)
      expect(weights.termOf(stem)).toBe(term)
      expect(weights.weightOf(term)).toBeGreaterThan(0)
    }),
  )
  expect(weights.termOf('market')).toBeLessThan(HASHED_TERM_MIN)
  expect(weights.termOf('sourdough')).toBeGreaterThanOrEqual(HASHED_TERM_MIN)
})

test('unknown words hardly ever share an id', () => {
  const ids = new Set(Array.from({ length: 20_000 }, (_, index) => weights.termOf(`zz${index}`)))
  expect(ids.size).toBeGreaterThan(19_990)
})

test('words that stop words share a stem with do not become stop words', () => {
  expect(isStopWord('useful')).toBe(false)
  expect(weightOfWord('useful')).toBeGreaterThan(3)
})
