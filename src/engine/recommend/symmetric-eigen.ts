/** All eigenvalues and eigenvectors of a symmetric matrix, in double precision. */
import { continueOrStop } from './effort.ts'
import type { Effort } from './effort.ts'
import { doubles, openKernels } from './kernels.ts'
import { diagonalise, openRotations } from './symmetric-eigen-rotations.ts'
import { tridiagonalise } from './symmetric-eigen-tridiagonal.ts'

/** `size` × `size`, row by row; only the lower triangle is read. */
export interface SymmetricMatrix {
  readonly size: number
  readonly entries: Float64Array
}

export interface Eigen {
  /** Descending. */
  readonly values: Float64Array<ArrayBuffer>
  /** One eigenvector of length 1 after the other, in the order of the values. */
  readonly vectors: Float64Array<ArrayBuffer>
}

/** Vectors that are reflected together: as many as stay in the second level of cache. */
const BLOCK = 16

/**
 * Householder's reflections to a tridiagonal matrix, then implicit QL with Wilkinson's shifts (H. Bowdler, R. Martin,
 * C. Reinsch and J. Wilkinson, "The QR and QL algorithms for symmetric matrices", 1968). The rotations are collected and
 * applied to columns that stay in the cache. Throws `Stopped`, and a RangeError for entries that are no numbers.
 */
export function symmetricEigen({ size, entries }: SymmetricMatrix, effort: Effort): Eigen {
  const line = size + (size % 2)
  const room = openKernels({
    matrix: doubles(size * line),
    rows: doubles(size * line),
    mirror: doubles(line),
    product: doubles(line),
    next: doubles(line),
    sums: doubles(line),
  })
  const { kernels, matrix, rows } = room
  for (let row = 0; row < size; row += 1) {
    matrix.set(entries.subarray(row * size, row * size + row + 1), row * line)
  }
  const { diagonal, beside, factors } = tridiagonalise(room, size, effort)
  const rotations = openRotations(size, effort)
  diagonalise(diagonal, beside, rotations.take)
  rotations.finish(rows, line)
  for (let from = 0; from < size; from += BLOCK) {
    continueOrStop(effort)
    const address = rows.byteOffset + 8 * from * line
    const count = Math.min(BLOCK, size - from)
    for (let mirror = 2; mirror < size; mirror += 1) {
      const at = matrix.byteOffset + 8 * mirror * line
      kernels.reflectRows(address, 8 * line, count, at, mirror, factors[mirror] as number)
    }
  }
  return sorted(diagonal, rows, line)
}

function sorted(unordered: Float64Array, rows: Float64Array, line: number): Eigen {
  const size = unordered.length
  const order = Array.from(unordered.keys()).sort((one, other) => valueAt(other) - valueAt(one))
  const vectors = new Float64Array(size * size)
  for (const [place, from] of order.entries()) vectors.set(rows.subarray(from * line, from * line + size), place * size)
  return { values: Float64Array.from(order, valueAt), vectors }

  function valueAt(place: number): number {
    return unordered[place] as number
  }
}
