/** What is known of rows and columns: who likes which items, sparse, row by row. */
import { finish } from './steps.ts'
import type { Steps } from './steps.ts'

/**
 * Compressed sparse rows: the entries of row `r` are those from `starts[r]` to `starts[r + 1]`, their columns ascending,
 * each at most once.
 */
export interface SparseMatrix {
  readonly rows: number
  readonly columns: number
  /** One more than there are rows. */
  readonly starts: Uint32Array
  readonly indices: Uint32Array
  /** null: every entry is 1. */
  readonly values: Float32Array | null
}

/** The entries of one row, columns ascending. */
export interface SparseRow {
  readonly indices: Uint32Array
  /** null: every entry is 1. */
  readonly values: Float32Array | null
}

export interface Shape {
  readonly rows: number
  readonly columns: number
}

/** One triple in each place; without `values` every entry is 1. */
export interface Entries {
  readonly rows: Uint32Array
  readonly columns: Uint32Array
  readonly values?: Float32Array
}

/**
 * Of triples in any order; of a pair that comes twice the largest value stays. Throws a RangeError for columns of
 * different lengths, a place outside of `shape` and a value that is no finite number.
 */
export function sparseMatrix(shape: Shape, entries: Entries): SparseMatrix {
  requireEntries(shape, entries)
  const { rows, columns } = shape
  const byColumn = finish(grouping(entries.columns, entries.rows, { groups: columns, values: entries.values ?? null }))
  return merged(transposed({ rows: columns, columns: rows, ...byColumn }))
}

/** Rows become columns. Takes time and memory of the order of the entries. */
export const transposed = (matrix: SparseMatrix): SparseMatrix => finish(transposing(matrix))

export function* transposing(matrix: SparseMatrix): Steps<SparseMatrix> {
  const { rows, columns, indices, values } = matrix
  const turned = yield* grouping(indices, rowsOfEntries(matrix), { groups: columns, values })
  return { rows: columns, columns: rows, ...turned }
}

/** A view, not a copy. */
export function rowOf({ starts, indices, values }: SparseMatrix, row: number): SparseRow {
  const [start, end] = [starts[row], starts[row + 1]]
  return { indices: indices.subarray(start, end), values: values?.subarray(start, end) ?? null }
}

type Compressed = Pick<SparseMatrix, 'starts' | 'indices' | 'values'>

/** Entries that are placed in one step. */
const ENTRIES_A_STEP = 1 << 16

/** A counting sort, which leaves entries of one group in the order in which they came. */
function* grouping(
  keys: Uint32Array,
  others: Uint32Array,
  { groups, values }: { readonly groups: number; readonly values: Float32Array | null },
): Steps<Compressed> {
  const starts = startsOf(keys, groups)
  const next = starts.slice()
  const indices = new Uint32Array(keys.length)
  const moved = values && new Float32Array(keys.length)
  for (let entry = 0; entry < keys.length; entry += 1) {
    if (entry % ENTRIES_A_STEP === ENTRIES_A_STEP - 1) yield
    const key = keys[entry] as number
    const at = next[key] as number
    next[key] = at + 1
    indices[at] = others[entry] as number
    if (values && moved) moved[at] = values[entry] as number
  }
  return { starts, indices, values: moved }
}

function startsOf(keys: Uint32Array, groups: number): Uint32Array {
  const starts = new Uint32Array(groups + 1)
  for (let entry = 0; entry < keys.length; entry += 1) {
    const after = (keys[entry] as number) + 1
    starts[after] = (starts[after] as number) + 1
  }
  for (let group = 0; group < groups; group += 1) {
    starts[group + 1] = (starts[group + 1] as number) + (starts[group] as number)
  }
  return starts
}

function rowsOfEntries({ rows, starts, indices }: SparseMatrix): Uint32Array {
  const of = new Uint32Array(indices.length)
  for (let row = 0; row < rows; row += 1) of.fill(row, starts[row], starts[row + 1])
  return of
}

/** Of neighbours with the same column one stays, with the largest value. */
function merged(matrix: SparseMatrix): SparseMatrix {
  const { rows, indices } = matrix
  const starts = new Uint32Array(rows + 1)
  const values = matrix.values?.slice() ?? null
  const kept = new Uint32Array(indices.length)
  let size = 0
  for (let row = 0; row < rows; row += 1) {
    const start = size
    for (let entry = matrix.starts[row] as number; entry < (matrix.starts[row + 1] as number); entry += 1) {
      const isNew = size === start || kept[size - 1] !== indices[entry]
      if (isNew) size += 1
      kept[size - 1] = indices[entry] as number
      if (!values) continue
      const value = values[entry] as number
      values[size - 1] = isNew ? value : Math.max(value, values[size - 1] as number)
    }
    starts[row + 1] = size
  }
  return { ...matrix, starts, indices: kept.slice(0, size), values: values?.slice(0, size) ?? null }
}

function requireEntries({ rows, columns }: Shape, entries: Entries): void {
  const count = entries.rows.length
  if (entries.columns.length !== count || (entries.values?.length ?? count) !== count) {
    throw new RangeError('Matrix: rows, columns and values are not equally many')
  }
  if (entries.rows.some((row) => row >= rows)) throw new RangeError(`Matrix: a row is not among ${rows}`)
  if (entries.columns.some((column) => column >= columns)) {
    throw new RangeError(`Matrix: a column is not among ${columns}`)
  }
  if (entries.values?.some((value) => !Number.isFinite(value))) {
    throw new RangeError('Matrix: a value is no finite number')
  }
}
