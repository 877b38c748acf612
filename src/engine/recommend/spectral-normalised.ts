import { transposed } from './matrix.ts'
import type { SparseMatrix } from './matrix.ts'

/** Sums of the values of each row. Throws a RangeError for a negative value: a degree has a root. */
export function degreesOf({ rows, starts, values }: SparseMatrix): Float32Array<ArrayBuffer> {
  const degrees = new Float32Array(rows)
  for (let row = 0; row < rows; row += 1) {
    const [start, end] = [starts[row] as number, starts[row + 1] as number]
    degrees[row] = values ? sumOf(values, start, end) : end - start
  }
  return degrees
}

function sumOf(values: Float32Array, start: number, end: number): number {
  let sum = 0
  for (let at = start; at < end; at += 1) {
    const value = values[at] as number
    if (value < 0) throw new RangeError('Spectral model: a value is negative')
    sum += value
  }
  return sum
}

/** 1/√degree; 0 where there is nothing. */
export const inverseRoot = (degree: number): number => (degree > 0 ? 1 / Math.sqrt(degree) : 0)

/** A matrix with its values written out, and the same with rows and columns changed. */
export interface TwoWays {
  readonly straight: SparseMatrix
  readonly turned: SparseMatrix
}

/** Each value over the root of the degrees of its row and its column: no singular value is above 1. */
export function normalised(matrix: SparseMatrix): TwoWays {
  const rowScales = degreesOf(matrix).map(inverseRoot)
  const columnScales = degreesOf(transposed(matrix)).map(inverseRoot)
  const { rows, starts, indices } = matrix
  const values = new Float32Array(indices.length)
  for (let row = 0; row < rows; row += 1) {
    for (let entry = starts[row] as number; entry < (starts[row + 1] as number); entry += 1) {
      const scale = (rowScales[row] as number) * (columnScales[indices[entry] as number] as number)
      values[entry] = (matrix.values?.[entry] ?? 1) * scale
    }
  }
  const straight = { ...matrix, values }
  return { straight, turned: transposed(straight) }
}
