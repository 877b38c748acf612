import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sparseMatrix } from './matrix.ts'
import type { SparseMatrix } from './matrix.ts'
import { coverageOf, idealGain, measure, NO_COLUMN, placesOf, qualityOf, valuesAt } from './metrics.ts'

const list = (...columns: number[]): Uint32Array => Uint32Array.from(columns)
const shape = { rows: 4, columns: 6 }

function matrixOf(...pairs: readonly (readonly [row: number, column: number])[]): SparseMatrix {
  return sparseMatrix(shape, {
    rows: Uint32Array.from(pairs, ([row]) => row),
    columns: Uint32Array.from(pairs, ([, column]) => column),
  })
}

/** Prefers lower columns. */
const descending = (_row: number, scores: Float32Array): void => {
  for (const column of scores.keys()) scores[column] = -column
}

test('the figures are those of a list worked out by hand', () => {
  const { recall, ndcg, averagePrecision, hit } = qualityOf(list(4, 1, 7, 2), list(1, 2, 9), 4)
  const [second, fourth] = [1 / Math.log2(3), 1 / Math.log2(5)]
  expect(recall).toBeCloseTo(2 / 3, 12)
  expect(ndcg).toBeCloseTo((second + fourth) / (1 + second + 1 / Math.log2(4)), 12)
  expect(averagePrecision).toBeCloseTo((1 / 2 + 2 / 4) / 3, 12)
  expect(hit).toBe(1)
})

test('of more positives than places the ideal is as many as there are places, and recall is of all', () => {
  const positives = list(...Array.from({ length: 40 }, (_, column) => column))
  const quality = qualityOf(positives.slice(0, 20), positives, 20)
  expect(quality).toEqual({ recall: 0.5, ndcg: 1, averagePrecision: 1, hit: 1 })
})

test('what stands behind the first k counts for nothing', () => {
  expect(qualityOf(list(5, 6, 1), list(1), 2)).toEqual({ recall: 0, ndcg: 0, averagePrecision: 0, hit: 0 })
})

test('all figures are between 0 and 1, and 1 only for the best list', () => {
  const columns = fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(columns, columns, fc.integer({ min: 1, max: 12 }), (shown, wanted, k) => {
      const quality = qualityOf(list(...shown), list(...wanted).sort(), k)
      for (const figure of Object.values(quality)) expect(figure >= 0 && figure <= 1 + 1e-12).toBe(true)
      const isBest = shown.slice(0, Math.min(k, wanted.length)).every((column) => wanted.includes(column))
      if (!isBest) expect(quality.ndcg).toBeLessThan(1)
      if (isBest && shown.length >= Math.min(k, wanted.length)) expect(quality.ndcg).toBeCloseTo(1, 12)
    }),
  )
})

test('a hit further down is worth less', () => {
  const at = (place: number): number =>
    qualityOf(list(...Array.from({ length: 9 }, (_, column) => (column === place ? 99 : column))), list(99), 9).ndcg
  expect(at(0)).toBe(1)
  for (let place = 1; place < 9; place += 1) expect(at(place)).toBeLessThan(at(place - 1))
  expect(idealGain(2)).toBeCloseTo(1 + 1 / Math.log2(3), 12)
})

test('what was known is not recommended again, and rows with nothing to find are not measured', () => {
  const train = matrixOf([0, 0], [0, 1], [1, 0], [3, 2])
  const test_ = matrixOf([0, 2], [1, 5], [2, 0])
  const qualities = measure({ train, test: test_, k: 2 }, descending)
  expect([...qualities.rows]).toEqual([0, 1, 2])
  expect([...qualities.lists]).toEqual([2, 3, 1, 2, 0, 1])
  expect([...qualities.recall]).toEqual([1, 0, 1])
  expect([...qualities.hit]).toEqual([1, 0, 1])
})

test('only the rows that are asked for are measured', () => {
  const test_ = matrixOf([0, 2], [1, 5], [2, 0])
  expect([...measure({ train: matrixOf(), test: test_, k: 2, rows: list(1, 3) }, descending).rows]).toEqual([1])
})

test('a list that is cut short says so, and does not count as shown', () => {
  const onlyOne = (_row: number, scores: Float32Array): void => {
    scores.fill(-Infinity)
    scores[4] = 1
  }
  const qualities = measure({ train: matrixOf(), test: matrixOf([0, 4], [1, 3]), k: 3 }, onlyOne)
  expect([...qualities.lists]).toEqual([4, NO_COLUMN, NO_COLUMN, 4, NO_COLUMN, NO_COLUMN])
  expect(coverageOf(qualities, 6)).toBeCloseTo(1 / 6, 12)
  expect([...qualities.ndcg]).toEqual([1, 0])
})

test('coverage is the share of all columns that anybody is shown, also in a slice', () => {
  const qualities = measure(
    { train: matrixOf([1, 0], [1, 1]), test: matrixOf([0, 5], [1, 5], [2, 5]), k: 2 },
    descending,
  )
  expect(coverageOf(qualities, 6)).toBeCloseTo(4 / 6, 12)
  const slice = placesOf(qualities, (row) => row !== 1)
  expect([...slice]).toEqual([0, 2])
  expect(coverageOf(qualities, 6, slice)).toBeCloseTo(2 / 6, 12)
  expect([...valuesAt(Float64Array.of(7, 8, 9), slice)]).toEqual([7, 9])
  expect(coverageOf(qualities, 0)).toBe(0)
})

test('an item that half of the rows have tells one bit, and an unknown one as much as that of a single row', () => {
  const train = matrixOf([0, 0], [1, 0], [2, 1])
  const novelties = [0, 1, 5].map((column) => {
    const scoreOne = (_row: number, scores: Float32Array): void => {
      scores.fill(0)
      scores[column] = 1
    }
    return measure({ train, test: matrixOf([3, 4]), k: 1 }, scoreOne).novelty[0]
  })
  expect(novelties).toEqual([1, 2, 2])
})
