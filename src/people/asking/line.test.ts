import { expect, test } from 'vitest'
import { cutTo, findAll, lineOf, pieceOf, textAfter, textBefore, unreadOf } from './line.ts'
import { anyOf, pattern } from './patterns.ts'

test('a pattern meets whole words, with whatever stands between them in the sentence', () => {
  const line = lineOf('Within  10km, or WITHIN\t5 km; notwithin 3 km')
  const found = findAll(line, pattern(String.raw`within (\d+) km`))
  expect(found.map(({ groups }) => groups)).toEqual([['10'], ['5']])
  expect(found.map((span) => pieceOf(line, span))).toEqual(['Within  10km', 'WITHIN\t5 km'])
})

test('of phrases the longest wins, and their marks mean themselves', () => {
  const line = lineOf('c++ long term')
  expect(findAll(line, pattern(`(${anyOf(['long', 'c++', 'long term'])})`)).map(({ groups }) => groups)).toEqual([
    ['c++'],
    ['long term'],
  ])
})

test('a group that took no part holds nothing', () => {
  expect(findAll(lineOf('old'), pattern('(very )?old'))[0]?.groups).toEqual([''])
})

test('what stands around a word is seen with the blank on its side', () => {
  const line = lineOf('one of us, please')
  expect([textBefore(line, 1), textAfter(line, 1)]).toEqual(['one ', 'us , please'])
  expect([textBefore(line, 0), textAfter(line, 4)]).toEqual(['', ''])
})

test('a long piece is shown by its beginning, and no piece holds what no database keeps', () => {
  const long = lineOf('word '.repeat(100))
  const piece = pieceOf(long, { first: 0, last: 99 })
  expect(piece).toHaveLength(199)
  expect(long.sentence.startsWith(piece)).toBe(true)
  const broken = lineOf('\0a \ud800 b')
  expect(pieceOf(broken, { first: 0, last: 3 })).toBe('a')
  expect(pieceOf(lineOf('\0'), { first: 0, last: 0 })).toBe('')
})

test('a cut goes through no character', () => {
  expect(cutTo('ab🎸', 3)).toBe('ab')
  expect(cutTo('ab🎸', 4)).toBe('ab🎸')
})

test('what is beyond the part that is read begins with a whole character', () => {
  const sentence = `${'a'.repeat(9999)}🎸 guitar`
  expect(unreadOf(lineOf(sentence))).toBe('guitar')
  expect(unreadOf(lineOf('short'))).toBe('')
})
