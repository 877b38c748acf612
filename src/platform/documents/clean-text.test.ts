import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanText, isBlank } from './clean-text.ts'

const clean = (raw: string, charactersMax = 1000): string => cleanText(raw, charactersMax).text

test.each([
  ['Windows', 'a\r\nb'],
  ['old Mac', 'a\rb'],
  ['next line', 'a\u0085b'],
  ['line separator', 'a\u2028b'],
  ['form feed', 'a\fb'],
])('the line end of %s becomes the usual one', (_name, raw) => expect(clean(raw)).toBe('a\nb'))

test('control characters and byte order marks vanish; tabs stay', () => {
  expect(clean('\uFEFFa\u0000b\u0007c\u001b[0m\u009fd\te')).toBe('abc[0md\te')
})

test('a lone surrogate is replaced, a pair is kept', () => {
  expect(clean('a\ud800b\udc00c 😀')).toBe('a\ufffdb\ufffdc 😀')
})

test('letters and their marks are composed', () => {
  expect(clean('Jose\u0301')).toBe('Jos\u00e9')
})

test('white space at the ends of lines and blank lines in a row go, indentation stays', () => {
  expect(clean('\n\n  a  \n\n\n\n  b\t\nc\n\n')).toBe('a\n\n  b\nc')
})

test('joiners that scripts and emoji need are kept', () => {
  expect(clean('می\u200cخواهم 👩\u200d💻')).toBe('می\u200cخواهم 👩\u200d💻')
})

test('a text at the limit is whole, one above it is cut and says so', () => {
  expect(cleanText('abcd', 4)).toEqual({ text: 'abcd', truncated: false })
  expect(cleanText('abcde', 4)).toEqual({ text: 'abcd', truncated: true })
})

test('a cut never splits a character of two code units', () => {
  expect(cleanText('abc😀', 4)).toEqual({ text: 'abc', truncated: true })
})

test('what is cleaned away does not count against the limit', () => {
  expect(cleanText('a\u0000\u0000\u0000bc', 3)).toEqual({ text: 'abc', truncated: false })
})

test('a text of millions of marks on one letter is cleaned at once', () => {
  const raw = `a${'\u0301'.repeat(2_000_000)}${'\u0316'.repeat(2_000_000)}`
  const started = performance.now()
  expect(cleanText(raw, 1_000_000).text.length).toBeLessThan(40)
  expect(performance.now() - started).toBeLessThan(20_000)
})

test('a text of millions of spaces is cleaned at once', () => {
  const started = performance.now()
  expect(clean(`a${' '.repeat(4_000_000)}b`, 1_000_000)).toBe('a')
  expect(performance.now() - started).toBeLessThan(20_000)
})

test('letters and digits of any script are text; marks and punctuation are blank', () => {
  expect(['a', 'я', '漢', 'ع', '7', '٣'].map(isBlank)).toEqual([false, false, false, false, false, false])
  expect(['', ' \n', '•–—', '...', '😀', '\u0301'].map(isBlank)).toEqual([true, true, true, true, true, true])
})

test('property: clean text is well-formed, composed, within its limit, free of controls, and clean again', () => {
  const raw = fc.string({
    unit: fc.oneof(
      fc.constantFrom('\r', '\n', '\0', '\ud800', 'e', '\u0301', ' '),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
  })
  fc.assert(
    fc.property(raw, fc.integer({ min: 1, max: 60 }), (given, charactersMax) => {
      const { text } = cleanText(given, charactersMax)
      expect(text.isWellFormed()).toBe(true)
      expect(text.length).toBeLessThanOrEqual(charactersMax)
      expect(text).not.toMatch(/[^\P{Cc}\n\t]|\n{3}|^\s|\s$/u)
      expect(text.normalize('NFC')).toBe(text)
      expect(cleanText(text, charactersMax)).toEqual({ text, truncated: false })
    }),
    { numRuns: 500 },
  )
})
