import { bestLists } from './item-neighbours-best.ts'
import type { BestLists } from './item-neighbours-best.ts'
import { transposed } from './matrix.ts'
import type { SparseMatrix } from './matrix.ts'

export interface Search {
  readonly neighbours: number
  readonly shrinkage: number
  /** Called now and then; it may throw. */
  readonly onTurn: () => void
}

interface Scratch {
  /** What each column has in common with the one at hand; 0 between two columns. */
  readonly products: Float32Array
  /** The columns whose product is not 0. */
  readonly met: Uint32Array
  /** Where the walk along each row has come to: behind the column at hand. */
  readonly next: Uint32Array
}

/** Columns between two turns. */
const TURN_COLUMNS = 64

/** The nearest columns of each column. Each pair is looked at once, from the lower column, and told to both. */
export function nearest(byRow: SparseMatrix, { neighbours, shrinkage, onTurn }: Search): BestLists {
  const byColumn = transposed(byRow)
  const lengths = rowLengths(byColumn)
  const lists = bestLists(byRow.columns, neighbours)
  const scratch = {
    products: new Float32Array(byRow.columns),
    met: new Uint32Array(byRow.columns),
    next: byRow.starts.slice(0, -1),
  }
  const { products, met } = scratch
  const { least } = lists
  for (let column = 0; column < byRow.columns; column += 1) {
    if (column % TURN_COLUMNS === 0) onTurn()
    const count = addProducts(byRow, byColumn, { ...scratch, column })
    const length = lengths[column] as number
    for (let at = 0; at < count; at += 1) {
      const other = met[at] as number
      const product = products[other] as number
      products[other] = 0
      const whole = length * (lengths[other] as number) + shrinkage
      // Most end here, without a division.
      if (product > (least[column] as number) * whole) lists.add(column, other, product / whole)
      if (product > (least[other] as number) * whole) lists.add(other, column, product / whole)
    }
  }
  return lists
}

/** Walks all rows that have the column and adds what they have behind it; returns how many columns were met. */
function addProducts(
  { starts, indices, values }: SparseMatrix,
  byColumn: SparseMatrix,
  { products, met, next, column }: Scratch & { readonly column: number },
): number {
  const { starts: columnStarts, indices: rows, values: weights } = byColumn
  let count = 0
  for (let at = columnStarts[column] as number; at < (columnStarts[column + 1] as number); at += 1) {
    const row = rows[at] as number
    const weight = weights ? (weights[at] as number) : 1
    const from = (next[row] as number) + 1
    next[row] = from
    const end = starts[row + 1] as number
    for (let entry = from; entry < end; entry += 1) {
      const other = indices[entry] as number
      const before = products[other] as number
      met[count] = other
      count += before === 0 ? 1 : 0
      products[other] = before + (values ? weight * (values[entry] as number) : 1)
    }
  }
  return count
}

function rowLengths({ rows, starts, values }: SparseMatrix): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    const [from, to] = [starts[row] as number, starts[row + 1] as number]
    return Math.sqrt(values ? values.subarray(from, to).reduce((sum, value) => sum + value ** 2, 0) : to - from)
  })
}
