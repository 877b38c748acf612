/**
 * Operands of `addProduct`: panels of eight rows, within a panel one step of the sum after the other, within a step the
 * eight rows. Rows beyond the end are zero.
 */
import { PANEL } from './dense-panels.ts'
import type { Panels } from './dense-panels.ts'

/** Rows of an operand's panel. */
export const WIDTH = 8

/** The same in double precision. */
export const DOUBLE_WIDTH = 4

/** The next multiple of eight. */
export const padded = (rows: number): number => Math.ceil(rows / WIDTH) * WIDTH

/** Some rows of something that is stored elsewhere. */
export interface RowRange {
  readonly from: number
  readonly count: number
}

/** The operand whose rows are rows of `panels` and whose steps are its columns. */
export function packRows({ rows, columns, data }: Panels, { from, count }: RowRange, target: Float32Array): void {
  for (let row = 0; row < padded(count); row += 1) {
    const start = placeOf(row, columns)
    for (let column = 0; column < columns; column += PANEL) {
      const at = column * rows + (from + row) * PANEL
      for (let inner = 0; inner < PANEL; inner += 1) {
        target[start + (column + inner) * WIDTH] = row < count ? (data[at + inner] as number) : 0
      }
    }
  }
}

/** The operand in double precision whose rows are columns of `panels` and whose steps are some of its rows. */
export function packColumns({ rows, columns, data }: Panels, { from, count }: RowRange, target: Float64Array): void {
  for (let column = 0; column < columns; column += DOUBLE_WIDTH) {
    const inner = column % PANEL
    const first = (column - inner) * rows + from * PANEL + inner
    for (let step = 0; step < count; step += 1) {
      const [at, to] = [first + step * PANEL, column * count + step * DOUBLE_WIDTH]
      for (let lane = 0; lane < DOUBLE_WIDTH; lane += 1) target[to + lane] = data[at + lane] as number
    }
  }
}

/** A matrix row by row, `columns` long each. */
export interface RowMajor {
  readonly rows: number
  readonly columns: number
  readonly data: Float32Array | Float64Array
}

/** The operand whose rows are those of `matrix`. */
export function packMatrix({ rows, columns, data }: RowMajor, target: Float32Array): void {
  for (let row = 0; row < padded(rows); row += 1) {
    const start = placeOf(row, columns)
    for (let step = 0; step < columns; step += 1) {
      target[start + step * WIDTH] = row < rows ? (data[row * columns + step] as number) : 0
    }
  }
}

const placeOf = (row: number, steps: number): number => (row - (row % WIDTH)) * steps + (row % WIDTH)

/** The operand whose rows are the columns of `matrix`, a multiple of eight of them. */
export function packTransposed({ rows, columns, data }: RowMajor, target: Float32Array): void {
  for (let step = 0; step < rows; step += 1) {
    for (let row = 0; row < columns; row += 1) {
      target[placeOf(row, rows) + step * WIDTH] = data[step * columns + row] as number
    }
  }
}
