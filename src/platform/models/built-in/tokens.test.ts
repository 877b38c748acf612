import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeHead, openTokens, tokensMax } from './tokens.ts'

const directory = new URL('../../../../models/all-MiniLM-L6-v2', import.meta.url).pathname
const encode = openTokens(directory)
const CLS = 101
const SEP = 102

test('a text stands between [CLS] and [SEP]', () => {
  expect(encode('Hello, world!')).toEqual([CLS, 7592, 1010, 2088, 999, SEP])
})

test('a text longer than the model takes keeps its beginning and [SEP]', () => {
  const ids = encode('many words '.repeat(1000))
  expect(ids).toHaveLength(tokensMax)
  expect(ids[0]).toBe(CLS)
  expect(ids.at(-1)).toBe(SEP)
  expect(ids.slice(0, 5)).toEqual(encode('many words many words').slice(0, 5))
})

test('an empty text is its markers', () => {
  expect(encode('')).toEqual([CLS, SEP])
})

test('a lone surrogate and a NUL do not change what stands around them', () => {
  expect(encode('a\ud800\0b')).toEqual(encode('ab'))
})

test('of a very long text only the beginning is read', () => {
  const sizes: number[] = []
  const ids = encodeHead((part) => {
    sizes.push(part.length)
    return Array.from({ length: part.length / 4 }, (_, index) => index)
  }, 'x'.repeat(1_000_000))
  expect(sizes).toEqual([4096])
  expect(ids).toHaveLength(tokensMax)
})

const word = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('wonderful', '…', '语言', 'x'.repeat(150)),
)

test('reading the beginning gives the same tokens as reading the whole', () => {
  const whole = (text: string): number[] => encodeHead((part) => encodeAll(part), text)
  const encodeAll = (part: string): number[] => part.match(/\S{1,100}/gu)?.map((token) => token.length) ?? []
  fc.assert(
    fc.property(fc.array(word, { minLength: 50, maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (words, times) => {
      const text = `${words.join(' ')} `.repeat(times)
      const all = encodeAll(text)
      const expected = all.length <= tokensMax ? all : all.slice(0, tokensMax - 1)
      expect(whole(text).slice(0, tokensMax - 1)).toEqual(expected.slice(0, tokensMax - 1))
    }),
    { numRuns: 50 },
  )
})

test('a cut in the middle of a long text does not show in its real tokens', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 20, maxLength: 30 }), (words) => {
      const text = `${words.join(' ')} wonderfulness `.repeat(60)
      const beginning = text.slice(0, 4096)
      fc.pre(beginning.length < text.length)
      expect(encode(text)).toEqual(encode(`${text} `.repeat(2)))
    }),
    { numRuns: 20 },
  )
})
