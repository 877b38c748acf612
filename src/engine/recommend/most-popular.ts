import type { SparseMatrix } from './matrix.ts'
import type { Scorer } from './scorer.ts'

/** How many rows have each column. */
export function columnCounts({ columns, indices }: SparseMatrix): Float32Array {
  const counts = new Float32Array(columns)
  for (const column of indices) counts[column]! += 1
  return counts
}

/** The same for every row: how many rows have the column. */
export function mostPopular(matrix: SparseMatrix): Scorer {
  const counts = columnCounts(matrix)
  return {
    columns: matrix.columns,
    score(_row, scores) {
      scores.set(counts)
    },
  }
}
