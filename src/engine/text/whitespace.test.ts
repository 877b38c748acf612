import { expect, test } from 'vitest'
import { cleanWhitespace } from './whitespace.ts'

test('every run of blanks, breaks and control characters becomes one space', () => {
  expect(cleanWhitespace(' a\t\n b\u00a0\u0000c\r\n')).toBe('a b c')
  expect(cleanWhitespace('zero\u200bwidth \ufeff mark')).toBe('zero width mark')
})

test('what is all blank becomes empty', () => {
  expect(cleanWhitespace(' \u0007\n\t ')).toBe('')
})
