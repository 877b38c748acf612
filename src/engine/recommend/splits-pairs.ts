/** One event in each place, in any order. */
export interface Events {
  readonly rows: Uint32Array
  readonly columns: Uint32Array
}

/** The pairs of row and column among events, numbered by row, then by column. */
export interface EventPairs {
  readonly count: number
  /** The pair of each event. */
  readonly of: Uint32Array
  /** The row of each pair, ascending. */
  readonly rows: Uint32Array
}

/** Two counting sorts: time and memory of the order of the events. */
export function eventPairs({ rows, columns }: Events): EventPairs {
  const order = sortedBy(rows, sortedBy(columns, Uint32Array.from(rows.keys())))
  const of = new Uint32Array(rows.length)
  const rowsOfPairs: number[] = []
  let before = -1
  for (const event of order) {
    const isNew = before < 0 || rows[before] !== rows[event] || columns[before] !== columns[event]
    if (isNew) rowsOfPairs.push(rows[event] as number)
    of[event] = rowsOfPairs.length - 1
    before = event
  }
  return { count: rowsOfPairs.length, of, rows: Uint32Array.from(rowsOfPairs) }
}

/** `order` by ascending keys; what is equal stays as it was. */
function sortedBy(keys: Uint32Array, order: Uint32Array): Uint32Array {
  const starts = new Uint32Array(keys.reduce((most, key) => Math.max(most, key), 0) + 2)
  for (const key of keys) starts[key + 1]! += 1
  for (let key = 1; key < starts.length; key += 1) starts[key]! += starts[key - 1] as number
  const sorted = new Uint32Array(order.length)
  for (const event of order) {
    const key = keys[event] as number
    sorted[starts[key] as number] = event
    starts[key]! += 1
  }
  return sorted
}
