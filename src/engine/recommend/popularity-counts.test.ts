import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sparseMatrix } from './matrix.ts'
import { cellCount, cellOf, countGroups, evidenceOf, groupOf, tallyOf } from './popularity-counts.ts'
import type { GroupCounts } from './popularity-counts.ts'

const shape = { genders: 2, ages: 3 }

const counts = (entries: readonly (readonly [item: number, cell: number, weight: number])[]): GroupCounts => ({
  ...shape,
  columns: 4,
  items: Uint32Array.from(entries, ([item]) => item),
  cells: Uint32Array.from(entries, ([, cell]) => cell),
  weights: Float32Array.from(entries, ([, , weight]) => weight),
  squares: null,
})

test('every group has a cell of its own, and nobody known has the last', () => {
  expect(cellCount(shape)).toBe(12)
  const cells = Array.from({ length: 12 }, (_, cell) => cell)
  expect(cells.map((cell) => cellOf(shape, groupOf(shape, cell)))).toEqual(cells)
  expect(groupOf(shape, 11)).toEqual({ gender: null, age: null })
  expect(groupOf(shape, 0)).toEqual({ gender: 0, age: 0 })
  expect(cellOf(shape, { gender: null, age: 2 })).toBe(10)
})

test('the evidence of some cells is what stands in them, whatever the order of the entries', () => {
  const entries = [
    [0, 3, 2],
    [1, 5, 1],
    [0, 3, 4],
    [2, 11, 8],
    [3, 5, 1],
  ] as const
  for (const order of [entries, entries.toReversed()]) {
    const tally = tallyOf(counts(order))
    expect(evidenceOf(tally, (cell) => cell === 3)).toEqual({ events: 6, shares: Float64Array.of(1, 0, 0, 0) })
    expect(evidenceOf(tally, (cell) => cell < 11).shares).toEqual(Float64Array.of(0.75, 0.125, 0, 0.125))
    expect(evidenceOf(tally, () => true).events).toBe(16)
  }
})

test('shares add to 1, or there are none', () => {
  const entry = fc.tuple(fc.nat(3), fc.nat(11), fc.double({ min: 0.01, max: 9, noNaN: true }))
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 30 }), fc.nat(11), (entries, asked) => {
      const { events, shares } = evidenceOf(tallyOf(counts(entries)), (cell) => cell === asked)
      const sum = shares.reduce((total, share) => total + share, 0)
      expect(sum).toBeCloseTo(events > 0 ? 1 : 0, 9)
    }),
  )
})

test('a like that weighs three is one event, and so is a row that does one thing a hundred times', () => {
  const matrix = sparseMatrix(
    { rows: 6, columns: 4 },
    {
      rows: Uint32Array.of(0, 1, 2, 3, 4, 5),
      columns: Uint32Array.of(0, 1, 2, 0, 1, 2),
      values: Float32Array.of(3, 3, 3, 100, 1, 1),
    },
  )
  const tally = tallyOf(countGroups(matrix, Uint32Array.of(0, 0, 0, 1, 1, 1), shape))
  expect(evidenceOf(tally, (cell) => cell === 0).events).toBeCloseTo(3, 6)
  expect(evidenceOf(tally, (cell) => cell === 1).events).toBeLessThan(1.1)
})

test('a matrix without values counts each of its entries once, in the cell of its row', () => {
  const matrix = sparseMatrix(
    { rows: 3, columns: 4 },
    { rows: Uint32Array.of(0, 0, 1, 2), columns: Uint32Array.of(0, 1, 1, 3) },
  )
  const counted = countGroups(matrix, Uint32Array.of(5, 5, 11), shape)
  expect([...counted.cells]).toEqual([5, 5, 5, 11])
  expect(evidenceOf(tallyOf(counted), (cell) => cell === 5)).toEqual({
    events: 3,
    shares: Float64Array.of(1 / 3, 2 / 3, 0, 0),
  })
})

test('nothing counted is no evidence', () => {
  expect(evidenceOf(tallyOf(counts([])), () => true)).toEqual({ events: 0, shares: new Float64Array(4) })
  expect(evidenceOf(tallyOf(counts([[1, 2, 0]])), () => true).events).toBe(0)
})
