/** Events counted by item and group. */
import type { SparseMatrix } from './matrix.ts'

export interface GroupShape {
  readonly genders: number
  readonly ages: number
}

/** null: of any, or not known. */
export interface Group {
  readonly gender: number | null
  readonly age: number | null
}

/** Cells number the pairs of a gender and an age, each also not known, row by row; the last is of nobody known. */
export function cellOf({ genders, ages }: GroupShape, { gender, age }: Group): number {
  return (gender ?? genders) * (ages + 1) + (age ?? ages)
}

export function groupOf({ genders, ages }: GroupShape, cell: number): Group {
  const [gender, age] = [Math.floor(cell / (ages + 1)), cell % (ages + 1)]
  return { gender: gender === genders ? null : gender, age: age === ages ? null : age }
}

export const cellCount = ({ genders, ages }: GroupShape): number => (genders + 1) * (ages + 1)

/**
 * Entries in any order, of an item and a cell as many as there are: they add up. Weights are not negative, and are whatever
 * an event counts for, by type and by how long ago it was.
 */
export interface GroupCounts extends GroupShape {
  /** How many items there are. */
  readonly columns: number
  readonly items: Uint32Array
  readonly cells: Uint32Array
  /** The sum of what all rows of the cell give the item. */
  readonly weights: Float32Array
  /** The sum of the squares of what each of these rows gives it. null: every weight is of so many rows that give 1 each. */
  readonly squares: Float32Array | null
}

/** Counts a matrix whose values say what each row gives each column; `cells` is the cell of each row. */
export function countGroups(matrix: SparseMatrix, cells: Uint32Array, shape: GroupShape): GroupCounts {
  const { columns, starts, values } = matrix
  const cellsOf = new Uint32Array(matrix.indices.length)
  for (let row = 0; row < matrix.rows; row += 1) cellsOf.fill(cells[row] as number, starts[row], starts[row + 1])
  const weights = values ?? new Float32Array(matrix.indices.length).fill(1)
  return {
    ...shape,
    columns,
    items: matrix.indices,
    cells: cellsOf,
    weights,
    squares: weights.map((each) => each ** 2),
  }
}

/** What one group has done. */
export interface Evidence {
  /**
   * Effective events: Σ w · Σ w / Σ w², with w what one row gives one item (L. Kish, "Survey Sampling", 1965, section 8.2). A
   * like that weighs three clicks is one event, and so is the row that clicks the same item a hundred times.
   */
  readonly events: number
  /** Of each item; they add to 1, or are all 0. */
  readonly shares: Float64Array
}

/** Counts in the order of their cells, so that a group is found without a look at all others. */
export interface Tally {
  readonly counts: GroupCounts
  /** Where the entries of each cell begin in `order`, and one more. */
  readonly starts: Uint32Array
  readonly order: Uint32Array
}

export function tallyOf(counts: GroupCounts): Tally {
  const starts = new Uint32Array(cellCount(counts) + 1)
  for (const cell of counts.cells) starts[cell + 1]! += 1
  for (let cell = 1; cell < starts.length; cell += 1) starts[cell]! += starts[cell - 1] as number
  const next = starts.slice()
  const order = new Uint32Array(counts.cells.length)
  for (const [entry, cell] of counts.cells.entries()) order[next[cell]!++] = entry
  return { counts, starts, order }
}

/** The evidence of all cells of which `isCounted` is true. */
export function evidenceOf({ counts, starts, order }: Tally, isCounted: (cell: number) => boolean): Evidence {
  const { columns, items, weights, squares } = counts
  const shares = new Float64Array(columns)
  let [sum, sumOfSquares] = [0, 0]
  for (let cell = 0; cell + 1 < starts.length; cell += 1) {
    if (!isCounted(cell)) continue
    for (let at = starts[cell] as number; at < (starts[cell + 1] as number); at += 1) {
      const entry = order[at] as number
      const weight = weights[entry] as number
      shares[items[entry] as number]! += weight
      sum += weight
      sumOfSquares += squares ? (squares[entry] as number) : weight
    }
  }
  if (!(sum > 0)) return { events: 0, shares }
  return { events: sum ** 2 / sumOfSquares, shares: shares.map((share) => share / sum) }
}
