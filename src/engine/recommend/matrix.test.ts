import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowOf, sparseMatrix, transposed } from './matrix.ts'
import type { SparseMatrix } from './matrix.ts'

const shape = { rows: 5, columns: 7 }
const triples = fc.array(
  fc.record({
    row: fc.nat({ max: shape.rows - 1 }),
    column: fc.nat({ max: shape.columns - 1 }),
    value: fc.float({ min: -4, max: 4, noNaN: true }),
  }),
  { maxLength: 40 },
)
type Triples = typeof triples extends fc.Arbitrary<infer List> ? List : never

const columnsOf = (list: Triples) => ({
  rows: Uint32Array.from(list, ({ row }) => row),
  columns: Uint32Array.from(list, ({ column }) => column),
})
const build = (list: Triples): SparseMatrix =>
  sparseMatrix(shape, { ...columnsOf(list), values: Float32Array.from(list, ({ value }) => value) })

/** Cell by cell, the slow way. */
function expected(list: Triples): Map<string, number> {
  const cells = new Map<string, number>()
  for (const { row, column, value } of list) {
    const key = `${row} ${column}`
    cells.set(key, Math.max(value, cells.get(key) ?? -Infinity))
  }
  return cells
}

function cellsOf(matrix: SparseMatrix): Map<string, number> {
  const cells = new Map<string, number>()
  for (let row = 0; row < matrix.rows; row += 1) {
    const { indices, values } = rowOf(matrix, row)
    for (const [at, column] of indices.entries()) cells.set(`${row} ${column}`, values?.[at] ?? 1)
  }
  return cells
}

test('every cell that was given is there once, with the largest of its values', () => {
  fc.assert(
    fc.property(triples, (list) => {
      const matrix = build(list)
      expect(matrix.indices.length).toBe(expected(list).size)
      expect(cellsOf(matrix)).toEqual(expected(list))
    }),
  )
})

test('columns ascend within a row, whatever the order of the entries', () => {
  fc.assert(
    fc.property(triples, (list) => {
      const matrix = build(list)
      expect(matrix).toEqual(build(list.toReversed()))
      for (let row = 0; row < matrix.rows; row += 1) {
        const { indices } = rowOf(matrix, row)
        expect([...indices]).toEqual([...indices].toSorted((one, other) => one - other))
      }
    }),
  )
})

test('without values every entry counts as 1, and nothing is stored for it', () => {
  const matrix = sparseMatrix(shape, { rows: Uint32Array.of(4, 0, 4), columns: Uint32Array.of(6, 2, 6) })
  expect(matrix.values).toBeNull()
  expect(cellsOf(matrix)).toEqual(
    new Map([
      ['0 2', 1],
      ['4 6', 1],
    ]),
  )
})

test('rows and columns change places, and twice is not at all', () => {
  fc.assert(
    fc.property(triples, (list) => {
      const matrix = build(list)
      const turned = transposed(matrix)
      expect([turned.rows, turned.columns]).toEqual([shape.columns, shape.rows])
      expect(turned).toEqual(
        sparseMatrix(
          { rows: shape.columns, columns: shape.rows },
          {
            rows: columnsOf(list).columns,
            columns: columnsOf(list).rows,
            values: Float32Array.from(list, ({ value }) => value),
          },
        ),
      )
      expect(transposed(turned)).toEqual(matrix)
    }),
  )
})

test('a row is a view of the matrix', () => {
  const matrix = build([{ row: 1, column: 3, value: 2 }])
  expect(rowOf(matrix, 1).indices.buffer).toBe(matrix.indices.buffer)
  expect(rowOf(matrix, 1)).toEqual({ indices: Uint32Array.of(3), values: Float32Array.of(2) })
  expect(rowOf(matrix, 0).indices.length).toBe(0)
})

test('a matrix of nothing is one', () => {
  const none = { rows: new Uint32Array(), columns: new Uint32Array() }
  expect([...sparseMatrix({ rows: 0, columns: 0 }, none).starts]).toEqual([0])
  expect([...transposed(sparseMatrix({ rows: 0, columns: 2 }, none)).starts]).toEqual([0, 0, 0])
})

test.each([
  ['a row', { rows: Uint32Array.of(5), columns: Uint32Array.of(0) }, 'a row is not among 5'],
  ['a column', { rows: Uint32Array.of(0), columns: Uint32Array.of(7) }, 'a column is not among 7'],
  ['fewer columns', { rows: Uint32Array.of(0), columns: new Uint32Array() }, 'not equally many'],
  [
    'fewer values',
    { rows: Uint32Array.of(0), columns: Uint32Array.of(0), values: new Float32Array() },
    'not equally many',
  ],
  [
    'no number',
    { rows: Uint32Array.of(0), columns: Uint32Array.of(0), values: Float32Array.of(Number.NaN) },
    'no finite number',
  ],
])('%s that cannot be is refused', (_what, entries, words) => {
  expect(() => sparseMatrix(shape, entries)).toThrow(RangeError)
  expect(() => sparseMatrix(shape, entries)).toThrow(words)
})
