import { expect, test } from 'vitest'
import { cellOf, rowOf, sparseMatrix } from '../../engine/index.ts'
import { FEATURES, featuresOf, likeness } from '../shelf/index.ts'
import { contentScorer, oneGroup, popularScores } from './sources.ts'

const itemOf = (id: string, category: string) => ({
  id,
  categories: { category },
  attributes: {},
  price: null,
  platform: null,
  geoId: null,
  createdAt: new Date(0),
})

const features = [itemOf('a', 'kitchen'), itemOf('b', 'kitchen'), itemOf('c', 'office')].map((item) =>
  featuresOf(item, null),
)
const content = new Int8Array(4 * FEATURES)
for (const [column, each] of features.entries()) content.set(each, column * FEATURES)

test('items are scored by how alike they are to what somebody likes, and one of which nothing is known by nothing', () => {
  const scores = new Float32Array(4)
  contentScorer(content).score({ indices: Uint32Array.of(0), values: null }, scores)
  expect(scores[1]).toBeCloseTo(scores[0] as number)
  expect(scores[1]).toBeGreaterThan(2 * (scores[2] as number))
  expect(scores[3]).toBe(0)
  expect((scores[1] as number) > (scores[2] as number)).toBe(
    likeness(features[0] as Int8Array, features[1] as Int8Array) >
      likeness(features[0] as Int8Array, features[2] as Int8Array),
  )
})

test('a like says more than a click', () => {
  const scores = new Float32Array(4)
  const row = { indices: Uint32Array.of(0, 2), values: Float32Array.of(1 / 3, 1) }
  contentScorer(content).score(row, scores)
  expect(scores[2]).toBeGreaterThan(scores[1] as number)
})

const shape = { rows: 90, columns: 3 }
/** The first third likes item 0, the others item 1. */
const matrix = sparseMatrix(shape, {
  rows: Uint32Array.from({ length: 90 }, (_, row) => row),
  columns: Uint32Array.from({ length: 90 }, (_, row) => (row < 30 ? 0 : 1)),
})

const bestOf = (scores: Float32Array): number => scores.indexOf(Math.max(...scores))

test('without groups everybody has the same favourites', () => {
  const scoresOf = popularScores(matrix, oneGroup(90), null)
  expect([0, 50, 89].map((row) => bestOf(scoresOf(row)))).toEqual([1, 1, 1])
  expect(scoresOf(0)).toBe(scoresOf(89))
})

test('a group that likes something else has favourites of its own', () => {
  const sizes = { genders: 2, ages: 0 }
  const cells = Uint32Array.from({ length: 90 }, (_, row) => cellOf(sizes, { gender: row < 30 ? 0 : 1, age: null }))
  const scoresOf = popularScores(matrix, { ...sizes, cells }, null)
  expect([0, 50].map((row) => bestOf(scoresOf(row)))).toEqual([0, 1])
})

test('what is long ago counts less, and an unknown time is the longest ago', () => {
  const times = Float64Array.from({ length: 90 }, (_, row) => (row < 30 ? 100_000 : row < 60 ? 0 : Number.NaN))
  const scoresOf = popularScores(matrix, oneGroup(90), { times, halfLifeMs: 10_000 })
  expect(bestOf(scoresOf(0))).toBe(0)
  expect(bestOf(popularScores(matrix, oneGroup(90), { times, halfLifeMs: Infinity })(0))).toBe(1)
  expect(rowOf(matrix, 0).indices[0]).toBe(0)
})

test('where no time is known none is longer ago than another', () => {
  const times = new Float64Array(90).fill(Number.NaN)
  const scores = popularScores(matrix, oneGroup(90), { times, halfLifeMs: 10_000 })(0)
  expect(scores.every(Number.isFinite)).toBe(true)
  expect(bestOf(scores)).toBe(1)
})
