import { expect, test } from 'vitest'
import { mostEntries, withColumns } from './matrix-columns.ts'
import { rowOf, sparseMatrix } from './matrix.ts'

const matrix = sparseMatrix(
  { rows: 3, columns: 5 },
  {
    rows: Uint32Array.of(0, 0, 0, 1, 1, 2),
    columns: Uint32Array.of(4, 2, 0, 2, 4, 2),
    values: Float32Array.of(1, 2, 3, 4, 5, 6),
  },
)

test('the columns with the most entries are taken, of equals the first, in ascending order', () => {
  expect([...mostEntries(matrix, 2)]).toEqual([2, 4])
  expect([...mostEntries(matrix, 4)]).toEqual([0, 1, 2, 4])
  expect([...mostEntries(matrix, 5)]).toEqual([0, 1, 2, 3, 4])
  expect([...mostEntries(matrix, 0)]).toEqual([])
})

test('a matrix keeps of its columns those that are named', () => {
  const some = withColumns(matrix, Uint32Array.of(0, 2))
  expect([some.rows, some.columns, [...some.starts]]).toEqual([3, 2, [0, 2, 3, 4]])
  expect(rowOf(some, 0)).toEqual({ indices: Uint32Array.of(0, 1), values: Float32Array.of(3, 2) })
  expect(rowOf(some, 2)).toEqual({ indices: Uint32Array.of(1), values: Float32Array.of(6) })
  expect(withColumns({ ...matrix, values: null }, Uint32Array.of(4)).values).toBeNull()
})
