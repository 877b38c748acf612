import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Stopped, unlimitedEffort } from './effort.ts'
import { itemNeighbours, neighbourScorer } from './item-neighbours.ts'
import type { ItemNeighbours } from './item-neighbours.ts'
import { rowOf, sparseMatrix } from './matrix.ts'
import type { SparseMatrix } from './matrix.ts'
import { meanOf } from './bootstrap.ts'
import { measure } from './metrics.ts'
import { mostPopular } from './most-popular.ts'
import { planted } from './planted.ts'
import { small } from './planted-shape.ts'
import { eventsAt, splitAtRandom } from './splits.ts'

type Cells = readonly (readonly [row: number, column: number, value?: number])[]

const matrixOf = (shape: { rows: number; columns: number }, cells: Cells): SparseMatrix =>
  sparseMatrix(shape, {
    rows: Uint32Array.from(cells, ([row]) => row),
    columns: Uint32Array.from(cells, ([, column]) => column),
    values: Float32Array.from(cells, ([, , value]) => value ?? 1),
  })

function listOf({ starts, indices, similarities }: ItemNeighbours, column: number): [number, number][] {
  const [from, to] = [starts[column], starts[column + 1]]
  return Array.from(indices.subarray(from, to), (other, at) => [other, similarities.subarray(from, to)[at] as number])
}

/** Pair by pair, the slow way. */
function expected(matrix: SparseMatrix, shrinkage: number, column: number): [number, number][] {
  const valueAt = (row: number, at: number): number => {
    const { indices, values } = rowOf(matrix, row)
    const place = indices.indexOf(at)
    return place < 0 ? 0 : values === null ? 1 : (values[place] as number)
  }
  const dot = (one: number, other: number): number =>
    Array.from({ length: matrix.rows }, (_, row) => valueAt(row, one) * valueAt(row, other)).reduce((a, b) => a + b, 0)
  return Array.from({ length: matrix.columns }, (_, other): [number, number] => {
    const whole = Math.sqrt(dot(column, column)) * Math.sqrt(dot(other, other)) + shrinkage
    return [other, other === column ? 0 : Math.fround(dot(column, other) / whole)]
  })
    .filter(([, similarity]) => similarity > 0)
    .sort(([one, first], [other, second]) => second - first || one - other)
}

test('neighbours are those of the formula, the most similar first', () => {
  const cell = fc.tuple(fc.nat(7), fc.nat(9), fc.constantFrom(1, 2, 3))
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 50 }), fc.constantFrom(0, 5), (cells, shrinkage) => {
      const matrix = matrixOf({ rows: 8, columns: 10 }, cells)
      const found = itemNeighbours(matrix, { neighbours: 10, shrinkage })
      for (let column = 0; column < 10; column += 1) {
        const [list, wanted] = [listOf(found, column), expected(matrix, shrinkage, column)]
        expect(list.length).toBe(wanted.length)
        for (const [at, [, similarity]] of list.entries()) expect(similarity).toBeCloseTo(wanted[at]?.[1] ?? 0, 5)
        expect(new Set(list.map(([other]) => other))).toEqual(new Set(wanted.map(([other]) => other)))
      }
    }),
  )
})

test('only the best are kept, and of equal ones the lower columns', () => {
  const cells: Cells = Array.from({ length: 300 }, (_, column) => [column % 3, column])
  const found = itemNeighbours(matrixOf({ rows: 3, columns: 300 }, cells), { neighbours: 4, shrinkage: 0 })
  expect(listOf(found, 6)).toEqual([0, 3, 9, 12].map((column) => [column, 1]))
  expect(listOf(found, 299)).toEqual([2, 5, 8, 11].map((column) => [column, 1]))
})

test('many candidates make the same choice as few', () => {
  const { events } = planted({ ...small, rows: 400, columns: 200, events: 8000, clusters: 10 }, 1)
  const matrix = sparseMatrix({ rows: 400, columns: 200 }, events)
  const [all, best] = [200, 3].map((neighbours) => itemNeighbours(matrix, { neighbours, shrinkage: 2 }))
  for (let column = 0; column < 200; column += 1) {
    expect(listOf(best as ItemNeighbours, column)).toEqual(listOf(all as ItemNeighbours, column).slice(0, 3))
  }
})

test('shrinkage believes what few rows have in common the less', () => {
  const cells: Cells = [
    [0, 0],
    [0, 1],
    ...Array.from({ length: 20 }, (_, row): readonly [number, number] => [row, 2]),
    ...Array.from({ length: 19 }, (_, row): readonly [number, number] => [row, 3]),
  ]
  const matrix = matrixOf({ rows: 20, columns: 4 }, cells)
  const similarity = (one: number, other: number, shrinkage: number): number =>
    listOf(itemNeighbours(matrix, { shrinkage }), one).find(([column]) => column === other)?.[1] ?? 0
  expect(similarity(0, 1, 0)).toBeGreaterThan(similarity(2, 3, 0))
  expect(similarity(0, 1, 10)).toBeLessThan(similarity(2, 3, 10))
})

test('of rows above the limit only as many entries count, and others all', () => {
  const cells: Cells = [
    ...Array.from({ length: 100 }, (_, column): readonly [number, number] => [0, column]),
    [1, 40],
    [1, 41],
  ]
  const found = itemNeighbours(matrixOf({ rows: 2, columns: 100 }, cells), { rowMax: 10, shrinkage: 0 })
  expect(listOf(found, 0).map(([column]) => column)).toEqual([10, 20, 30, 50, 60, 70, 80, 90, 40])
  expect(listOf(found, 41)).toEqual([[40, Math.fround(Math.SQRT1_2)]])
  expect(listOf(found, 5)).toEqual([])
})

test('a score is the sum of the similarities to what the row has, by its values', () => {
  const neighbours: ItemNeighbours = {
    columns: 4,
    starts: Uint32Array.of(0, 2, 3, 3, 3),
    indices: Uint32Array.of(2, 3, 2),
    similarities: Float32Array.of(0.5, 0.25, 0.125),
  }
  const scores = new Float32Array(4).fill(9)
  neighbourScorer(neighbours).score({ indices: Uint32Array.of(0, 1), values: null }, scores)
  expect([...scores]).toEqual([0, 0, 0.625, 0.25])
  neighbourScorer(neighbours).score({ indices: Uint32Array.of(0, 1), values: Float32Array.of(2, 8) }, scores)
  expect([...scores]).toEqual([0, 0, 2, 0.5])
})

test('planted tastes are found: neighbours are of one cluster, and lists are three times as good as the popular', () => {
  const { events, clusters } = planted(small, 1)
  const split = splitAtRandom(events, { share: 0.2, seed: 1 })
  const train = sparseMatrix(small, eventsAt(events, split.train))
  const trial = { train, test: sparseMatrix(small, eventsAt(events, split.test)), k: 20 }
  const found = itemNeighbours(train)
  const near = Array.from({ length: small.columns }, (_, column) => listOf(found, column)[0]?.[0] ?? column)
  const same = near.filter((other, column) => clusters[other] === clusters[column]).length
  expect(same / small.columns).toBeGreaterThan(0.8)
  const ndcgOf = ({ score }: ReturnType<typeof mostPopular>): number =>
    meanOf(measure(trial, (row, scores) => score(rowOf(train, row), scores)).ndcg)
  expect(ndcgOf(neighbourScorer(found))).toBeGreaterThan(3 * ndcgOf(mostPopular(train)))
})

test('values that do not suit and rows without anything do no harm', () => {
  const cells: Cells = [
    [0, 0, -1],
    [0, 1, 1],
    [2, 0, 1],
    [2, 1, 1],
  ]
  expect(itemNeighbours(matrixOf({ rows: 3, columns: 3 }, cells)).indices.length).toBe(0)
  expect(itemNeighbours(matrixOf({ rows: 0, columns: 0 }, [])).indices.length).toBe(0)
  expect(
    itemNeighbours(
      matrixOf({ rows: 1, columns: 2 }, [
        [0, 0],
        [0, 1],
      ]),
      { neighbours: 0 },
    ).indices.length,
  ).toBe(0)
})

test('a search that is told to stop stops, and too many columns are refused', () => {
  const matrix = matrixOf({ rows: 1, columns: 2 }, [[0, 0]])
  expect(() => itemNeighbours(matrix, {}, { ...unlimitedEffort(1), shouldStop: () => true })).toThrow(Stopped)
  expect(() => itemNeighbours({ ...matrix, columns: 2 ** 21 + 1 })).toThrow(RangeError)
})
