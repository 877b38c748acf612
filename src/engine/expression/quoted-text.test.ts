import fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultOf } from '../../../test/support/expressions.ts'
import { quoteText, readQuoted } from './quoted-text.ts'

test.each([
  [`"climbing"`, 'climbing'],
  [`'climbing'`, 'climbing'],
  [`""`, ''],
  [`"it's"`, `it's`],
  [`'say "yes"'`, 'say "yes"'],
  [String.raw`"say \"yes\""`, 'say "yes"'],
  [String.raw`'it\'s'`, `it's`],
  [String.raw`"a\\b\/c"`, String.raw`a\b/c`],
  [String.raw`"\b\f\n\r\t"`, '\b\f\n\r\t'],
  [String.raw`"\u00e9\u00C9"`, 'éÉ'],
  [String.raw`"\ud83d\ude00"`, '😀'],
  [String.raw`"\\u0041"`, String.raw`\u0041`],
  ['"two\nlines"', 'two\nlines'],
])('%s is the text between its quotes', (source, text) => {
  expect(readQuoted(source, 0)).toBe(text)
})

test('whatever a text holds, it is read as it was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (any) => {
      const text = any.replaceAll('\0', '')
      expect(readQuoted(quoteText(text), 0)).toBe(text)
    }),
  )
})

test('an escape that means nothing is pointed at', () => {
  expect(faultOf(String.raw`gender = "ab\qc"`)).toEqual({
    at: 12,
    length: 2,
    message: String.raw`\q means nothing: to write a backslash, double it.`,
  })
  expect(faultOf(String.raw`gender = "\u00g0"`)).toMatchObject({ at: 10, length: 2 })
  expect(faultOf('gender = "\\constructor"')).toMatchObject({ at: 10, length: 2 })
  expect(faultOf(`gender = "\\😀"`)).toMatchObject({ at: 10, length: 3 })
})

test.each([[String.raw`"a\u0000"`], [String.raw`"\ud83d"`], [String.raw`"\ude00\ud83d"`]])(
  'an escape brings in nothing that could not have been written: %s',
  (source) => {
    expect(faultOf(`gender = ${source}`)).toEqual({
      at: 9,
      length: source.length,
      message: 'The escapes in this text make no character.',
    })
  },
)
