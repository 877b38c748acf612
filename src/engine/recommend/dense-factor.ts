/** What makes the columns of a tall matrix orthonormal. */
import type { RowMajor } from './dense-pack.ts'
import { continueOrStop } from './effort.ts'
import type { Effort } from './effort.ts'
import { doubles, openKernels } from './kernels.ts'
import type { SymmetricMatrix } from './symmetric-eigen.ts'

export interface FactorInverse extends RowMajor {
  readonly data: Float64Array<ArrayBuffer>
}

/** Rows between two questions whether to stop. */
const ROWS_BETWEEN = 64

/**
 * The inverse of the Cholesky factor of a Gram matrix G = YᵀY, lower triangle: the columns of Y × inverseᵀ are
 * orthonormal. A column of which the ones before leave no more than `tolerance` of its squared length says nothing new:
 * its row is zero, so the product has a column of zeros there. Throws `Stopped`.
 */
export function inverseFactor({ size, entries }: SymmetricMatrix, tolerance: number, effort: Effort): FactorInverse {
  const line = size + (size % 2)
  const { kernels, matrix } = openKernels({ matrix: doubles(size * line) })
  for (let row = 0; row < size; row += 1) {
    matrix.set(entries.subarray(row * size, row * size + row + 1), row * line)
  }
  inBlocks((from, to) => kernels.factorRows(matrix.byteOffset, 8 * line, from, to, tolerance))
  inBlocks((from, to) => kernels.invertRows(matrix.byteOffset, 8 * line, from, to))
  const data = new Float64Array(size * size)
  for (let row = 0; row < size; row += 1) data.set(matrix.subarray(row * line, row * line + size), row * size)
  return { rows: size, columns: size, data }

  function inBlocks(work: (from: number, to: number) => void): void {
    for (let from = 0; from < size; from += ROWS_BETWEEN) {
      continueOrStop(effort)
      work(from, Math.min(size, from + ROWS_BETWEEN))
    }
  }
}
