import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tokensOf } from './tokens.ts'

const wordsOf = (sentence: string): readonly string[] => tokensOf(sentence).map(({ word }) => word)

test.each([
  ['Someone who’s 24', ['someone', 'whos', '24']],
  ["a girl's idea", ['a', "girl's", 'idea']],
  ['25-35', ['25', '-', '35']],
  ['25 – 35', ['25', '-', '35']],
  ['20s-30s', ['20', 's', '-', '30', 's']],
  ["in her 40's", ['in', 'her', '40', 's']],
  ['thirty-five', ['35']],
  ['twenty one nights', ['20', 'one', 'nights']],
  ['twenty two', ['22']],
  ['ten five', ['10', '5']],
  ['10km', ['10', 'km']],
  ['24yo', ['24', 'yo']],
  ['２４km', ['24', 'km']],
  ['1,000 km or 2,5 km', ['1000', 'km', 'or', '2.5', 'km']],
  ['3d, 5k and 10th', ['3d', ',', '5k', 'and', '10th']],
  ['man-made', ['man', 'made']],
  ['covid-19', ['covid', '19']],
  ['nonsmoker nonsense', ['non', 'smoker', 'nonsense']],
  ['C++ and C#', ['c++', 'and', 'c#']],
  ['R&B', ['r', '&', 'b']],
  ['one\ntwo', ['one', '.', '2']],
  ['a\u200bb', ['a', 'b']],
  ['', []],
])('%j is cut into %j', (sentence, words) => {
  expect(wordsOf(sentence)).toEqual(words)
})

test('a word knows whether a hyphen ties it to the one before', () => {
  expect(tokensOf('man-made - by hand').map(({ word, isTied }) => [word, isTied])).toEqual([
    ['man', false],
    ['made', true],
    ['-', false],
    ['by', false],
    ['hand', false],
  ])
})

test('of any text at all, tokens stand in order, apart, and where they say', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (sentence) => {
      let end = 0
      for (const token of tokensOf(sentence)) {
        expect(token.start).toBeGreaterThanOrEqual(end)
        expect(token.end).toBeGreaterThan(token.start)
        expect(token.word).not.toMatch(/\s|^$/u)
        end = token.end
      }
      expect(end).toBeLessThanOrEqual(sentence.length)
    }),
  )
})

test('beyond 10,000 characters nothing is read', () => {
  expect(tokensOf('a '.repeat(20_000))).toHaveLength(5000)
})
