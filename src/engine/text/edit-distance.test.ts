import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance } from './edit-distance.ts'

test.each([
  ['', '', 0],
  ['port', '', 4],
  ['port', 'port', 0],
  ['prot', 'port', 1],
  ['pot', 'port', 1],
  ['pork', 'port', 1],
  ['ports', 'port', 1],
  ['kitten', 'sitting', 3],
  ['ca', 'abc', 3],
])('from “%s” to “%s” it is %d', (one, other, letters) => {
  expect(editDistance(one, other)).toBe(letters)
})

test('it is the same both ways, nothing for equals, and never more than the longer has letters', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      const letters = editDistance(one, other)
      expect(letters).toBe(editDistance(other, one))
      expect(letters === 0).toBe(one === other)
      expect(letters).toBeGreaterThanOrEqual(Math.abs(one.length - other.length))
      expect(letters).toBeLessThanOrEqual(Math.max(one.length, other.length))
    }),
  )
})

test('two neighbours swapped are one slip, wherever they stand', () => {
  const swapped = fc.tuple(
    fc.string(),
    fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 2, maxLength: 2 }),
    fc.string(),
  )
  fc.assert(
    fc.property(swapped, ([before, [one, other], after]) => {
      expect(editDistance(`${before}${one}${other}${after}`, `${before}${other}${one}${after}`)).toBe(1)
    }),
  )
})

test('with a bound it is the same up to the bound, and more beyond it', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
  fc.assert(
    fc.property(word, word, fc.nat(4), (one, other, most) => {
      const letters = editDistance(one, other)
      const bounded = editDistance(one, other, most)
      if (letters <= most) expect(bounded).toBe(letters)
      else expect(bounded).toBeGreaterThan(most)
    }),
  )
})
