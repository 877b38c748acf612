/** The figures of papers, worked out as their published code does, and held beside ours. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { meanOf } from './bootstrap.ts'
import { rowOf, sparseMatrix } from './matrix.ts'
import type { SparseMatrix } from './matrix.ts'
import { measure } from './metrics.ts'
import { seededRandom } from './random.ts'

const shape = { rows: 12, columns: 30 }

/** A matrix of scores, row by row. */
type Ratings = readonly Float32Array[]

/** Of each row the columns of the k largest ratings, those known set to −1024 as in `Test_one_batch`. */
function rankedLists(ratings: Ratings, train: SparseMatrix, k: number): readonly number[][] {
  return ratings.map((rating, row) => {
    const masked = rating.slice()
    for (const column of rowOf(train, row).indices) masked[column] = -1024
    return [...masked.keys()].sort((one, other) => (masked[other] as number) - (masked[one] as number)).slice(0, k)
  })
}

/** `getLabel`: 1 where what was shown is among what the row took. */
const labels = (test_: SparseMatrix, lists: readonly number[][], rows: readonly number[]): readonly number[][] =>
  rows.map((row) => (lists[row] as number[]).map((column) => (rowOf(test_, row).indices.includes(column) ? 1 : 0)))

/** `RecallPrecision_ATk`: right / len(test), summed over rows. */
function recallAt(found: readonly number[][], sizes: readonly number[]): number {
  return found
    .map((row, at) => row.reduce((sum, label) => sum + label, 0) / (sizes[at] as number))
    .reduce((sum, each) => sum + each, 0)
}

/** `NDCGatK_r`: dcg by idcg, with as many ones in the ideal list as there are to find, k at most. */
function ndcgAt(found: readonly number[][], sizes: readonly number[], k: number): number {
  const gainOf = (row: readonly number[]): number =>
    row.reduce((sum, label, place) => sum + label / Math.log2(place + 2), 0)
  return found
    .map((row, at) => {
      const length = Math.min(k, sizes[at] as number)
      const ideal = Array.from({ length: k }, (_, place) => (place < length ? 1 : 0))
      return gainOf(row) / gainOf(ideal)
    })
    .reduce((sum, each) => sum + each, 0)
}

function random(seed: number) {
  const chance = seededRandom(seed)
  const cells = { train: [] as [number, number][], test: [] as [number, number][] }
  for (let row = 0; row < shape.rows; row += 1) {
    for (let column = 0; column < shape.columns; column += 1) {
      const draw = chance()
      if (draw < 0.15) cells.train.push([row, column])
      else if (draw < 0.15 + 0.04 * (row % 6)) cells.test.push([row, column])
    }
  }
  const matrixOf = (list: readonly [number, number][]): SparseMatrix =>
    sparseMatrix(shape, {
      rows: Uint32Array.from(list, ([row]) => row),
      columns: Uint32Array.from(list, ([, column]) => column),
    })
  const ratings = Array.from({ length: shape.rows }, () => Float32Array.from({ length: shape.columns }, chance))
  return { train: matrixOf(cells.train), test_: matrixOf(cells.test), ratings }
}

test('recall and NDCG are those of the published code of LightGCN and GF-CF, averaged over rows with a test', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 12 }), (seed, k) => {
      const { train, test_, ratings } = random(seed)
      const rows = Array.from({ length: shape.rows }, (_, row) => row).filter(
        (row) => rowOf(test_, row).indices.length > 0,
      )
      const found = labels(test_, rankedLists(ratings, train, k), rows)
      const sizes = rows.map((row) => rowOf(test_, row).indices.length)
      const ours = measure({ train, test: test_, k }, (row, scores) => scores.set(ratings[row] as Float32Array))
      expect([...ours.rows]).toEqual(rows)
      expect(meanOf(ours.recall)).toBeCloseTo(recallAt(found, sizes) / rows.length, 12)
      expect(meanOf(ours.ndcg)).toBeCloseTo(ndcgAt(found, sizes, k) / rows.length, 12)
    }),
    { numRuns: 50 },
  )
})

test('a ranking that knows the future reaches the most that there is', () => {
  const { train, test_ } = random(5)
  const qualities = measure({ train, test: test_, k: 20 }, (row, scores) => {
    scores.fill(0)
    for (const column of rowOf(test_, row).indices) scores[column] = 1
  })
  expect(meanOf(qualities.ndcg)).toBe(1)
  expect(meanOf(qualities.recall)).toBe(1)
  expect(meanOf(qualities.averagePrecision)).toBeCloseTo(1, 12)
})

test('a ranking by chance finds as much as the share of columns that are shown', () => {
  const recalls = Array.from({ length: 60 }, (_, seed) => {
    const { train, test_, ratings } = random(seed)
    return meanOf(
      measure({ train, test: test_, k: 5 }, (row, scores) => scores.set(ratings[row] as Float32Array)).recall,
    )
  })
  const mean = recalls.reduce((sum, each) => sum + each, 0) / recalls.length
  expect(Math.abs(mean - 5 / (shape.columns * 0.85))).toBeLessThan(0.03)
})
