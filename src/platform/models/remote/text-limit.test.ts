import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { acceptableText, bytesMax } from './text-limit.ts'

test('an ordinary text goes as it is', () => {
  expect(acceptableText('I need a carpenter. 你好')).toBe('I need a carpenter. 你好')
})

test.each(['', '  ', '\n', '\0'])('nothing said (%j) is said with a full stop', (text) => {
  expect(acceptableText(text)).toBe('.')
})

test('a long text is cut between characters', () => {
  const cut = acceptableText('语'.repeat(10_000))
  expect(Buffer.byteLength(cut)).toBe(7998)
  expect(cut).toBe('语'.repeat(2666))
})

test('any text becomes one that is short enough, well formed and not empty', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
        maxLength: 12_000,
      }),
      (text) => {
        const accepted = acceptableText(text)
        expect(Buffer.byteLength(accepted)).toBeLessThanOrEqual(bytesMax)
        expect(accepted.isWellFormed()).toBe(true)
        expect(accepted.trim()).not.toBe('')
        expect(accepted).not.toContain('\0')
      },
    ),
  )
})
