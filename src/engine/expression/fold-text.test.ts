import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText } from './fold-text.ts'

test.each([
  ['ZÜRICH', 'zürich'],
  ['Zu\u0308rich', 'zürich'],
  ['Ｆｕｌｌ ﬁne', 'full fine'],
  ['\u212Bngstr\u00F6m', 'ångström'],
  ['J\u030C', '\u01F0'],
])('%s is compared as %s', (text, folded) => {
  expect(foldText(text)).toBe(folded)
})

test('folding twice changes nothing, whatever marks a letter carries', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', '\u0307', '\u030C', '\u0345'), (text, mark) => {
      const folded = foldText(text + mark)
      expect(foldText(folded)).toBe(folded)
    }),
  )
})
