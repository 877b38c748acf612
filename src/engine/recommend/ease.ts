/** The exact linear item model. */
import { BLOCK, symmetricBlocks } from './dense-inverse.ts'
import type { SymmetricBlocks } from './dense-inverse.ts'
import { gramIntoBlocks } from './ease-gram.ts'
import { continueOrStop } from './effort.ts'
import type { Effort } from './effort.ts'
import type { SparseMatrix } from './matrix.ts'
import { mostEntries, withColumns } from './matrix-columns.ts'

export interface EaseSettings {
  /** What is added to the diagonal, above 0: about as large as the entries of a well known column. */
  readonly lambda: number
  /** The share of entries that are thought to be missing by chance, 0 to below 1; 0 is plain EASE. */
  readonly dropout?: number
  /** The columns with the most entries are taken; the others score 0. Time grows with the cube, memory with the square. */
  readonly itemsMax?: number
}

export interface EaseModel {
  readonly columns: number
  /** The columns that the model knows, ascending. */
  readonly items: Uint32Array
  /** For each of the items a row of what it says of each of them; nothing of itself. */
  readonly weights: Float32Array
}

const ITEMS_MAX = 8000

/**
 * EASE (H. Steck, "Embarrassingly shallow autoencoders for sparse data", 2019, arXiv 1905.03375): B = I − P diag(1/diag P)
 * with P = (G + Λ)⁻¹ and G = RᵀR, the weights that predict each column from the others with the least squared error. Λ is
 * lambda, and as much of the diagonal of G as dropout would add: lambda + dropout / (1 − dropout) · G ("Autoencoders that
 * don't overfit towards the identity", 2020). Throws `Stopped`, and a RangeError for settings out of bounds.
 */
export function fitEase(
  matrix: SparseMatrix,
  { lambda, dropout = 0, itemsMax = ITEMS_MAX }: EaseSettings,
  effort: Effort,
): EaseModel {
  if (!(lambda > 0 && lambda < Infinity)) throw new RangeError('EASE: lambda is not above 0')
  if (!(dropout >= 0 && dropout < 1)) throw new RangeError('EASE: dropout is not 0 to below 1')
  const items = mostEntries(matrix, itemsMax)
  const blocks = symmetricBlocks(items.length)
  gramIntoBlocks(withColumns(matrix, items), blocks, effort)
  regularise(blocks, lambda, dropout)
  blocks.invertNegatively(effort)
  return { columns: matrix.columns, items, weights: weightsOf(blocks, effort) }
}

function regularise({ size, block }: SymmetricBlocks, lambda: number, dropout: number): void {
  for (let item = 0; item < size; item += 1) {
    const row = Math.floor(item / BLOCK)
    const [own, at] = [block(row, row), (item % BLOCK) * (BLOCK + 1)]
    own[at] = (own[at] as number) / (1 - dropout) + lambda
  }
}

/** −P over its diagonal, column by column, with zeros on the diagonal. */
function weightsOf(blocks: SymmetricBlocks, effort: Effort): Float32Array {
  const { size, count, block } = blocks
  const weights = new Float32Array(size * size)
  const inverses = Float64Array.from({ length: size }, (_, item) => {
    const row = Math.floor(item / BLOCK)
    return -1 / (block(row, row)[(item % BLOCK) * (BLOCK + 1)] as number)
  })
  for (let row = 0; row < count; row += 1) {
    continueOrStop(effort)
    for (let column = 0; column <= row; column += 1) {
      writeBlock({ weights, inverses, values: block(row, column) }, row * BLOCK, column * BLOCK)
    }
  }
  return weights
}

interface Writing {
  readonly weights: Float32Array
  readonly inverses: Float64Array
  readonly values: Float32Array
}

function writeBlock({ weights, inverses, values }: Writing, firstRow: number, firstColumn: number): void {
  const size = inverses.length
  for (let row = firstRow; row < Math.min(size, firstRow + BLOCK); row += 1) {
    const start = (row - firstRow) * BLOCK - firstColumn
    for (let column = firstColumn; column < Math.min(row, firstColumn + BLOCK); column += 1) {
      const value = values[start + column] as number
      weights[row * size + column] = value * (inverses[column] as number)
      weights[column * size + row] = value * (inverses[row] as number)
    }
  }
}
