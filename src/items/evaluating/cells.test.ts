import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitCells } from './cells.ts'

test.each([
  ['a,b,c', ',', ['a', 'b', 'c']],
  ['a, b ,', ',', ['a', 'b', '']],
  [',', ',', ['', '']],
  ['"a,b","say ""hi""",c', ',', ['a,b', 'say "hi"', 'c']],
  ['"",""', ',', ['', '']],
  ['5" pipe,3', ',', ['5" pipe', '3']],
  ['a;"b;c"', ';', ['a', 'b;c']],
  ['a\t"b', '\t', ['a', '"b']],
  ['1::2::5::97', '::', ['1', '2', '5', '97']],
  ['  1  2\t3 ', ' ', ['1', '2', '3']],
  ['alone', ',', ['alone']],
] as const)('%j is cut at %j', (text, separator, cells) => {
  expect(splitCells(text, separator)).toEqual(cells)
})

test('an open quote says that the next line belongs to it', () => {
  expect(splitCells('a,"b', ',')).toBeNull()
  expect(splitCells('a,"b""', ',')).toBeNull()
  expect(splitCells('a,"b\nc"', ',')).toEqual(['a', 'b\nc'])
})

test('whatever is quoted comes back as it was, but for spaces at its ends', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (cells) => {
      const line = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')
      expect(splitCells(line, ',')).toEqual(cells.map((cell) => cell.trim()))
    }),
  )
})

test('no text breaks it', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(',', '\t', ';', '|', '::', ' '), (text, separator) => {
      const cells = splitCells(text, separator as ',')
      expect(cells === null || cells.length > 0).toBe(true)
    }),
  )
})
