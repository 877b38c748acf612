import { expect, test } from 'vitest'
import { DOUBLE_WIDTH, packColumns, packMatrix, packRows, packTransposed, padded, WIDTH } from './dense-pack.ts'
import { emptyPanels } from './dense-panels.ts'

/** Three rows of 64 columns, each entry saying where it is. */
const panels = emptyPanels(3, 64)
for (const at of panels.data.keys()) {
  const [panel, rest] = [Math.floor(at / 96), at % 96]
  panels.data[at] = 1000 * Math.floor(rest / 32) + panel * 32 + (rest % 32)
}
const matrix = { rows: 9, columns: 2, data: Float32Array.from({ length: 18 }, (_, at) => at + 1) }

test('rows are filled up to the next multiple of eight', () => {
  expect([0, 1, 8, 9].map(padded)).toEqual([0, 8, 8, 16])
})

test('rows of panels become rows of an operand, those beyond the end zeros', () => {
  const target = new Float32Array(64 * WIDTH).fill(7)
  packRows(panels, { from: 1, count: 2 }, target)
  expect([...target.subarray(0, WIDTH)]).toEqual([1000, 2000, 0, 0, 0, 0, 0, 0])
  expect([...target.subarray(63 * WIDTH)]).toEqual([1063, 2063, 0, 0, 0, 0, 0, 0])
})

test('columns of panels become rows of an operand in double precision', () => {
  const target = new Float64Array(64 * 2)
  packColumns(panels, { from: 1, count: 2 }, target)
  expect([...target.subarray(0, 2 * DOUBLE_WIDTH)]).toEqual([1000, 1001, 1002, 1003, 2000, 2001, 2002, 2003])
  expect([...target.subarray(120)]).toEqual([1060, 1061, 1062, 1063, 2060, 2061, 2062, 2063])
})

test('a matrix becomes an operand by its rows or by its columns', () => {
  const byRows = new Float32Array(2 * 16).fill(7)
  packMatrix(matrix, byRows)
  expect([...byRows.subarray(0, 16)]).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 2, 4, 6, 8, 10, 12, 14, 16])
  expect([...byRows.subarray(16)]).toEqual([17, 0, 0, 0, 0, 0, 0, 0, 18, 0, 0, 0, 0, 0, 0, 0])
  const byColumns = new Float32Array(2 * 8)
  packTransposed({ rows: 2, columns: 8, data: matrix.data.subarray(0, 16) }, byColumns)
  expect([...byColumns]).toEqual(Array.from({ length: 16 }, (_, at) => at + 1))
})
