import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Stopped, unlimitedEffort } from './effort.ts'
import { openProducts, quantised } from './quantised.ts'
import { gaussian, seededRandom } from './random.ts'

const random = gaussian(seededRandom(1))
const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, random)
const ones = (count: number): Float32Array => new Float32Array(count).fill(1)

/** In double precision. */
function product(left: Float32Array, right: Float32Array): number {
  return left.reduce((sum, value, at) => sum + value * (right[at] as number), 0)
}
const lengthOf = (vector: Float32Array): number => Math.sqrt(product(vector, vector))

test('a vector keeps its length and nearly its direction', () => {
  const vectors = numbers(20 * 100).map((value, at) => value * (1 + (at >> 6)))
  const { scales, vectors: small } = quantised(vectors, 100)
  for (let at = 0; at < 20; at += 1) {
    const before = vectors.subarray(at * 100, (at + 1) * 100)
    const after = Float32Array.from(small.subarray(at * 100, (at + 1) * 100), (value) => value * (scales[at] as number))
    expect(lengthOf(after)).toBeCloseTo(lengthOf(before), 3)
    expect(product(before, after) / (lengthOf(before) * lengthOf(after))).toBeGreaterThan(0.9999)
  }
})

test('a vector of zeros stays one', () => {
  expect(quantised(new Float32Array(6), 3)).toEqual({
    length: 3,
    scales: new Float32Array(2),
    vectors: new Int8Array(6),
  })
  expect(quantised(new Float32Array(), 0).scales.length).toBe(0)
})

test('products are those of the vectors, times their weights, added to what was there', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 9 }), (length, count) => {
      const vectors = numbers(count * length)
      const [question, weights] = [numbers(length), numbers(count)]
      const scores = ones(count)
      openProducts(quantised(vectors, length), length, weights).addProducts(question, scores)
      for (let at = 0; at < count; at += 1) {
        const vector = vectors.subarray(at * length, (at + 1) * length)
        const expected = 1 + (weights[at] as number) * product(vector, question)
        const bound = 0.02 * Math.abs(weights[at] as number) * lengthOf(vector) * lengthOf(question) + 1e-5
        expect(Math.abs((scores[at] as number) - expected)).toBeLessThan(bound)
      }
    }),
  )
})

test.each([1, 3, 4, 5, 11])('%d questions together get exactly what each would alone', (asked) => {
  const products = openProducts(quantised(numbers(30 * 40), 40), 40, numbers(30))
  const questions = Array.from({ length: asked }, () => numbers(40))
  const together = questions.map(() => ones(30))
  products.addAllProducts(questions, together)
  for (const [at, question] of questions.entries()) {
    const alone = ones(30)
    products.addProducts(question, alone)
    expect(together[at]).toEqual(alone)
  }
})

test('the first components alone can be asked', () => {
  const vectors = numbers(10 * 50)
  const short = Float32Array.from(
    { length: 10 * 20 },
    (_, at) => vectors[Math.floor(at / 20) * 50 + (at % 20)] as number,
  )
  const question = numbers(20)
  const [scores, expected] = [new Float32Array(10), new Float32Array(10)]
  openProducts(quantised(vectors, 50), 20, ones(10)).addProducts(question, scores)
  openProducts(quantised(short, 20), 20, ones(10)).addProducts(question, expected)
  for (const [at, score] of scores.entries()) expect(Math.abs(score - (expected[at] as number))).toBeLessThan(0.3)
})

test('a vector comes back as it is kept', () => {
  const kept = quantised(numbers(3 * 20), 20)
  const target = ones(20)
  openProducts(kept, 20, ones(3)).addVector(1, 2, target)
  for (const [at, value] of target.entries()) {
    expect(value).toBeCloseTo(1 + 2 * (kept.scales[1] as number) * (kept.vectors[20 + at] as number), 5)
  }
})

test('long vectors at their limits do not overflow', () => {
  const length = 4096
  const products = openProducts(quantised(ones(length), length), length, ones(1))
  const scores = new Float32Array(1)
  products.addProducts(new Float32Array(length).fill(1e30), scores)
  expect((scores[0] as number) / (length * 1e30)).toBeCloseTo(1, 3)
})

test('a question of zeros, and one that is no number, add nothing', () => {
  const products = openProducts(quantised(numbers(20), 10), 10, ones(2))
  const scores = ones(2)
  products.addProducts(new Float32Array(10), scores)
  products.addProducts(new Float32Array(10).fill(Number.NaN), scores)
  products.addProducts(new Float32Array(10).fill(Infinity), scores)
  expect([...scores]).toEqual([1, 1])
})

test('it can be stopped', () => {
  expect(() => quantised(numbers(4), 2, { ...unlimitedEffort(1), shouldStop: () => true })).toThrow(Stopped)
})
