/** Some of the columns of a matrix. */
import type { SparseMatrix } from './matrix.ts'

/** At most `count` columns, those with the most entries; of equals the first. Ascending. */
export function mostEntries({ columns, indices }: SparseMatrix, count: number): Uint32Array<ArrayBuffer> {
  const entries = new Uint32Array(columns)
  for (const column of indices) entries[column] = (entries[column] as number) + 1
  const order = Uint32Array.from(entries.keys())
  if (columns <= count) return order
  order.sort((one, other) => (entries[other] as number) - (entries[one] as number) || one - other)
  return order.slice(0, count).sort()
}

/** The matrix with only the columns that are named, ascending, in their order. */
export function withColumns(matrix: SparseMatrix, columns: Uint32Array): SparseMatrix {
  const places = new Int32Array(matrix.columns).fill(-1)
  for (const [place, column] of columns.entries()) places[column] = place
  const starts = new Uint32Array(matrix.rows + 1)
  const indices = new Uint32Array(matrix.indices.length)
  const values = matrix.values && new Float32Array(matrix.indices.length)
  let size = 0
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let entry = matrix.starts[row] as number; entry < (matrix.starts[row + 1] as number); entry += 1) {
      const place = places[matrix.indices[entry] as number] as number
      if (place < 0) continue
      indices[size] = place
      if (values) values[size] = matrix.values?.[entry] as number
      size += 1
    }
    starts[row + 1] = size
  }
  return {
    rows: matrix.rows,
    columns: columns.length,
    starts,
    indices: indices.slice(0, size),
    values: values?.slice(0, size) ?? null,
  }
}
