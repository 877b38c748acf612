import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addScaled, cosine, dot, mean, norm, normalise } from './vectors.ts'

const vector = fc
  .array(fc.float({ min: -10, max: 10, noNaN: true, noDefaultInfinity: true }), { minLength: 3, maxLength: 3 })
  .map((values) => Float32Array.from(values))

test('the product of two vectors is the sum of their products', () => {
  expect(dot(Float32Array.of(1, 2, 3), Float32Array.of(4, -5, 6))).toBe(12)
  expect(dot(new Float32Array(0), new Float32Array(0))).toBe(0)
})

test('vectors of different models have no product', () => {
  expect(() => dot(new Float32Array(3), new Float32Array(4))).toThrow('Vectors of 3 and 4 dimensions')
  expect(() => cosine(new Float32Array(3), new Float32Array(4))).toThrow(RangeError)
  expect(() => addScaled(new Float32Array(3), new Float32Array(4), 1)).toThrow(RangeError)
})

test('a normalised vector has length 1 and the same direction, and the original is kept', () => {
  const original = Float32Array.of(3, 0, 4)
  expect([...normalise(original)].map((value) => Math.round(value * 10) / 10)).toEqual([0.6, 0, 0.8])
  expect([...original]).toEqual([3, 0, 4])
})

test('the zero vector has no direction and is similar to nothing', () => {
  const zero = new Float32Array(3)
  expect([...normalise(zero)]).toEqual([0, 0, 0])
  expect(cosine(zero, Float32Array.of(1, 2, 3))).toBe(0)
  expect(norm(zero)).toBe(0)
})

test('a vector that has overflowed is treated as having no direction', () => {
  const broken = Float32Array.of(Infinity, 1, Number.NaN)
  expect([...normalise(broken)]).toEqual([0, 0, 0])
  expect(cosine(broken, Float32Array.of(1, 1, 1))).toBe(0)
})

test('cosines stay between −1 and 1, and 1 is for the same direction', () => {
  fc.assert(
    fc.property(vector, vector, (left, right) => {
      const value = cosine(left, right)
      expect(value >= -1 && value <= 1).toBe(true)
      expect(cosine(right, left)).toBe(value)
    }),
  )
  expect(cosine(Float32Array.of(1, 2, 3), Float32Array.of(2, 4, 6))).toBeCloseTo(1, 12)
})

test('the mean of vectors is taken component by component, and nothing has no mean', () => {
  expect([...(mean([Float32Array.of(1, 2), Float32Array.of(3, 6)]) ?? [])]).toEqual([2, 4])
  expect(mean([])).toBeNull()
})

test('adding a scaled vector changes the target only', () => {
  const target = Float32Array.of(1, 1)
  const added = Float32Array.of(2, -2)
  addScaled(target, added, 0.5)
  expect([...target]).toEqual([2, 0])
  expect([...added]).toEqual([2, -2])
})
