import { expect, test } from 'vitest'
import table from '../../../models/word-weights/en-1.json' with { type: 'json' }
import { termsOf } from './terms.ts'
import { wordWeights } from './word-weights.ts'

const weights = wordWeights(table)

test('terms ascend, and a word that is said twice is there twice', () => {
  const terms = termsOf('bread and bread, marketing', weights)
  expect(terms).toEqual(terms.toSorted())
  expect(terms.length).toBe(3)
  expect(new Set(terms).size).toBe(2)
})

test('forms of a word are one term', () => {
  expect(termsOf('bakeries', weights)).toEqual(termsOf('bakery', weights))
})

test('a text of stop words has no terms', () => {
  expect(termsOf('I would like to have something', weights).length).toBe(0)
})
