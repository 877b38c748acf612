import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import golden from '../../../models/all-MiniLM-L6-v2/golden.json' with { type: 'json' }
import { quantise } from './quantise.ts'
import { cosine } from './vectors.ts'

function cosineOfQuantised(left: Float32Array, right: Float32Array): number {
  const [one, other] = [new Int8Array(left.length), new Int8Array(right.length)]
  const scale = quantise(left, one) * quantise(right, other)
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0) * scale
}

const gaussian = fc
  .array(fc.tuple(fc.double({ min: 1e-6, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })), {
    minLength: 384,
    maxLength: 384,
  })
  .map((pairs) =>
    Float32Array.from(pairs, ([radius, angle]) => Math.sqrt(-2 * Math.log(radius)) * Math.cos(2 * Math.PI * angle)),
  )

test('the cosine of two embeddings moves by at most 0.005', () => {
  const embeddings = goldenVectors()
  expect(embeddings.length).toBe(12)
  for (const left of embeddings) {
    for (const right of embeddings) {
      expect(Math.abs(cosineOfQuantised(left, right) - cosine(left, right))).toBeLessThanOrEqual(0.005)
    }
  }
})

test('the same holds for directions of no model', () => {
  fc.assert(
    fc.property(gaussian, gaussian, (left, right) => {
      expect(Math.abs(cosineOfQuantised(left, right) - cosine(left, right))).toBeLessThanOrEqual(0.005)
    }),
    { numRuns: 50 },
  )
})

test('a text stays as similar to itself as it was, whatever the length of its vector', () => {
  const vector = Float32Array.from({ length: 384 }, (_, index) => Math.sin(index) * 1000)
  expect(cosineOfQuantised(vector, vector)).toBeCloseTo(1, 12)
  expect(
    cosineOfQuantised(
      vector,
      vector.map((value) => value / 1e6),
    ),
  ).toBeCloseTo(1, 6)
})

test('opposite directions stay opposite', () => {
  const vector = Float32Array.of(0.3, -0.4, 0.5)
  expect(
    cosineOfQuantised(
      vector,
      vector.map((value) => -value),
    ),
  ).toBeCloseTo(-1, 12)
})

test('a vector without direction becomes zero with scale 0', () => {
  for (const vector of [
    Float32Array.of(0, 0),
    Float32Array.of(Number.NaN, 1),
    Float32Array.of(1, Infinity),
    Float32Array.of(1, Number.NaN),
  ]) {
    const target = Int8Array.of(9, 9)
    expect(quantise(vector, target)).toBe(0)
    expect([...target]).toEqual([0, 0])
  }
})

function goldenVectors(): readonly Float32Array[] {
  return golden.sentences.map(({ embedding }) => Float32Array.from(embedding))
}
