import { expect, test } from 'vitest'
import { anyOf, beginsWith, endsWith, linesOf, pattern, phraseOf, wordOf } from './patterns.ts'

const foundIn = (text: string, source: string): readonly string[] =>
  [...text.matchAll(pattern(source))].map(([found]) => found)

test('a pattern meets whole words only', () => {
  expect(foundIn('her other theatre her', 'her')).toEqual(['her', 'her'])
})

test('words and phrases are lists that read as such', () => {
  expect(foundIn('a cat and a dog', wordOf(' cat  dog\n bird '))).toEqual(['cat', 'dog'])
  expect(linesOf('\n  one two\n\n  three  \n')).toEqual(['one two', 'three'])
  expect(foundIn('in the very same town', phraseOf('\n  in (?:the )?area\n  (?:very )?same town\n'))).toEqual([
    'very same town',
  ])
})

test('of phrases as they are written the longest wins, and their marks mean themselves', () => {
  expect(foundIn('c++ long term', anyOf(['long', 'c++', 'long term']))).toEqual(['c++', 'long term'])
})

test('a text is looked at from its end and from its beginning, by whole words', () => {
  expect([endsWith('for').test('look for '), endsWith('for').test('therefor ')]).toEqual([true, false])
  expect([beginsWith('run').test('run far'), beginsWith('run').test('runs')]).toEqual([true, false])
})
