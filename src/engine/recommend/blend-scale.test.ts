import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addOnScale, scaleOf } from './blend-scale.ts'

test('a list keeps its order on the common scale, and its factor does not matter', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(100), { minLength: 2, maxLength: 30 }),
      fc.constantFrom(0.01, 1, 4096),
      (list, factor) => {
        const [one, other] = [new Float32Array(list.length), new Float32Array(list.length)]
        addOnScale(one, Float32Array.from(list), 1)
        addOnScale(
          other,
          Float32Array.from(list, (score) => score * factor),
          1,
        )
        for (const [at, score] of one.entries()) expect(other[at]).toBeCloseTo(score, 3)
        if (new Set(list).size > 1) expect(scaleOf(one)).toBeCloseTo(1, 3)
      },
    ),
  )
})

test('a list in which all are equal says nothing, and what is no number does not spoil the scale', () => {
  const target = Float32Array.of(1, 2, 3)
  addOnScale(target, new Float32Array(3).fill(0.1), 5)
  addOnScale(target, Float32Array.of(3, 1, 2), 0)
  expect([...target]).toEqual([1, 2, 3])
  expect(scaleOf(new Float32Array())).toBe(0)
  expect(scaleOf(Float32Array.of(1e6 + 1, 1e6 + 1, 1e6 + 1))).toBe(0)
  expect(scaleOf(Float32Array.of(0, 2, Number.NaN, Infinity, -Infinity))).toBe(1)
})
