import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { packVector, unitVector, unpackVector } from './vectors.ts'

const figures = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), { minLength: 1 })

test('a unit vector has length one and points the same way', () => {
  fc.assert(
    fc.property(figures, (values) => {
      const unit = unitVector(values)
      fc.pre(unit !== null && Math.hypot(...values) > 1e-6)
      expect(Math.hypot(...unit)).toBeCloseTo(1, 4)
      for (const [index, value] of values.entries()) expect(Math.sign(unit[index] ?? 0) * Math.sign(value)).not.toBe(-1)
    }),
  )
})

test.each([[[]], [[0, 0]], [[Number.NaN, 1]], [[Number.POSITIVE_INFINITY]], [[1e200, 1e200]]])(
  'figures without a direction have no unit vector: %j',
  (values) => {
    expect(unitVector(values)).toBeNull()
  },
)

test('a vector that was packed comes back as it was', () => {
  fc.assert(
    fc.property(figures, (values) => {
      const vector = Float32Array.from(values)
      expect(unpackVector(packVector(vector))).toEqual(vector)
    }),
  )
})

test('the packed form is float32, little-endian', () => {
  expect([...packVector(Float32Array.of(1, -2))]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0])
})

test('bytes in the middle of a larger buffer are read from where they stand', () => {
  const bytes = Buffer.concat([Buffer.from([9]), packVector(Float32Array.of(0.5))])
  expect([...unpackVector(bytes.subarray(1))]).toEqual([0.5])
})
