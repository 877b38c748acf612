/** Tall dense matrices, laid out for products with sparse ones. */

/** Columns of a panel: two lines of cache in each row, and a panel of 30,000 rows stays in the third level of cache. */
export const PANEL = 32

/** `rows` × `columns`, one panel of 32 columns after the other, each row by row. `columns` is a multiple of 32. */
export interface Panels {
  readonly rows: number
  readonly columns: number
  readonly data: Float32Array<ArrayBuffer>
}

/** Of zeros, with as many columns as asked for or up to 31 more. */
export function emptyPanels(rows: number, columns: number): Panels {
  const wide = Math.ceil(columns / PANEL) * PANEL
  return { rows, columns: wide, data: new Float32Array(rows * wide) }
}

/** Views of the panels, one after the other. */
export function* panelsOf({ rows, data }: Panels): Generator<Float32Array<ArrayBuffer>> {
  const size = rows * PANEL
  for (let start = 0; start < data.length; start += size) yield data.subarray(start, start + size)
}
