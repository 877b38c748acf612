import { expect, test } from 'vitest'
import { bootstrapMean, bootstrapMeans, meanOf, standardError } from './bootstrap.ts'
import { gaussian, seededRandom } from './random.ts'

function normals(count: number, seed: number): Float64Array {
  const normal = gaussian(seededRandom(seed))
  return Float64Array.from({ length: count }, () => 5 + 2 * normal())
}

test('an interval is as wide as theory says', () => {
  const { mean, low, high, error } = bootstrapMean(normals(400, 1), { seed: 1 })
  expect(mean).toBe(meanOf(normals(400, 1)))
  expect(error).toBeCloseTo(standardError(normals(400, 1)), 2)
  expect(high - low).toBeGreaterThan(3.6 * error)
  expect(high - low).toBeLessThan(4.2 * error)
})

test('about 95 of 100 intervals hold the truth', () => {
  const held = Array.from({ length: 200 }, (_, seed) =>
    bootstrapMean(normals(60, seed), { seed, resamples: 400 }),
  ).filter(({ low, high }) => low <= 5 && 5 <= high).length
  expect(held).toBeGreaterThan(178)
  expect(held).toBeLessThan(200)
})

test('a confidence of 0.5 is narrower than the usual one', () => {
  const [usual, half] = [0.95, 0.5].map((confidence) => bootstrapMean(normals(99, 3), { seed: 1, confidence }))
  expect((half?.high ?? 0) - (half?.low ?? 0)).toBeLessThan(0.5 * ((usual?.high ?? 0) - (usual?.low ?? 0)))
})

test('the same seed gives the same interval, another seed another', () => {
  expect(bootstrapMean(normals(50, 1), { seed: 9 })).toEqual(bootstrapMean(normals(50, 1), { seed: 9 }))
  expect(bootstrapMean(normals(50, 1), { seed: 9 }).low).not.toBe(bootstrapMean(normals(50, 1), { seed: 8 }).low)
})

test('lists of the same rows are drawn together, so a difference that is always the same has no width', () => {
  const one = normals(80, 4)
  const other = one.map((value) => value + 0.25)
  const [first, second] = bootstrapMeans([one, other], { seed: 2 })
  expect((second?.low ?? 0) - (first?.low ?? 0)).toBeCloseTo(0.25, 9)
  const difference = bootstrapMean(
    other.map((value, row) => value - (one[row] as number)),
    { seed: 2 },
  )
  expect(difference.high - difference.low).toBeCloseTo(0, 9)
})

test('the standard error is the formula', () => {
  expect(standardError(Float64Array.of(1, 3))).toBe(1)
  expect(standardError(Float64Array.of(2, 2, 2))).toBe(0)
  expect(standardError(Float64Array.of(1))).toBeNaN()
})

test('nothing has no mean, and lists of other lengths no common one', () => {
  expect(bootstrapMean(new Float64Array(), { seed: 1 }).mean).toBeNaN()
  expect(bootstrapMeans([], { seed: 1 })).toEqual([])
  expect(() => bootstrapMeans([normals(2, 1), normals(3, 1)], { seed: 1 })).toThrow(RangeError)
})
