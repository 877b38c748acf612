import type { SparseRow } from './matrix.ts'

/** Says how much each column suits one row. Not re-entrant: it may hold scratch of its own. */
export interface Scorer {
  readonly columns: number
  /**
   * Writes a score for every column into `scores`, as long as there are columns; higher is better, and only the order
   * within one call means anything. Columns that the row already has are scored like all others. What the scorer knows
   * nothing of scores 0.
   */
  score(row: SparseRow, scores: Float32Array): void
}

/** One that is quicker for several rows than for each of them alone. */
export interface BatchScorer extends Scorer {
  /** As `score`, exactly, for row after row; `scores` is as long as there are rows times columns. */
  scoreAll(rows: readonly SparseRow[], scores: Float32Array): void
}
