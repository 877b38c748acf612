/** The order in which a sparse matrix holds its entries, for whatever else is known of each of them. */
import type { Shape } from '../../engine/index.ts'

export interface Places {
  readonly rows: Uint32Array
  readonly columns: Uint32Array
}

/** Entries by row, then by column; what is equal stays as it was. Two counting sorts. */
export function matrixOrder({ rows, columns }: Places, shape: Shape): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from(rows.keys())
  return sortedBy(sortedBy(order, columns, shape.columns), rows, shape.rows)
}

function sortedBy(entries: Uint32Array, keys: Uint32Array, groups: number): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(groups + 1)
  for (const entry of entries) next[(keys[entry] as number) + 1]! += 1
  for (let group = 1; group <= groups; group += 1) next[group]! += next[group - 1] as number
  const sorted = new Uint32Array(entries.length)
  for (const entry of entries) {
    const key = keys[entry] as number
    sorted[next[key] as number] = entry
    next[key]! += 1
  }
  return sorted
}
