import { BLOCK } from './dense-inverse.ts'
import type { SymmetricBlocks } from './dense-inverse.ts'
import { continueOrStop } from './effort.ts'
import type { Effort } from './effort.ts'
import { transposed } from './matrix.ts'
import type { SparseMatrix } from './matrix.ts'

/** Columns between two questions whether to stop. */
const COLUMNS_BETWEEN = 64

/** Writes RᵀR into the lower triangle of blocks of as many rows as the matrix has columns. Throws `Stopped`. */
export function gramIntoBlocks(matrix: SparseMatrix, blocks: SymmetricBlocks, effort: Effort): void {
  const turned = transposed(matrix)
  const line = new Float64Array(blocks.count * BLOCK)
  for (let column = 0; column < matrix.columns; column += 1) {
    if (column % COLUMNS_BETWEEN === 0) continueOrStop(effort)
    addProductsOf(column, { matrix, turned, line })
    const [row, inner] = [Math.floor(column / BLOCK), column % BLOCK]
    for (let other = 0; other < row; other += 1) {
      blocks.block(row, other).set(line.subarray(other * BLOCK, (other + 1) * BLOCK), inner * BLOCK)
    }
    blocks.block(row, row).set(line.subarray(row * BLOCK, column + 1), inner * BLOCK)
    line.fill(0, 0, column + 1)
  }
}

interface Sides {
  readonly matrix: SparseMatrix
  readonly turned: SparseMatrix
  readonly line: Float64Array
}

/** The products of one column with itself and those before it. */
function addProductsOf(column: number, { matrix, turned, line }: Sides): void {
  for (let at = turned.starts[column] as number; at < (turned.starts[column + 1] as number); at += 1) {
    const row = turned.indices[at] as number
    const value = turned.values?.[at] ?? 1
    const end = matrix.starts[row + 1] as number
    for (let entry = matrix.starts[row] as number; entry < end; entry += 1) {
      const other = matrix.indices[entry] as number
      if (other > column) break
      line[other] = (line[other] as number) + value * (matrix.values?.[entry] ?? 1)
    }
  }
}
