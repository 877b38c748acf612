/** Where the columns of what was learnt lie on the shelf. */
import type { Columns } from '../shelf/index.ts'

/** Anything that was learnt of items: a number a column. */
export interface LearntOfItems {
  readonly columnOf: (itemId: string) => number | undefined
}

/** For a place of which nothing was learnt. */
export const NOWHERE = -1

interface Known {
  readonly columns: Columns
  readonly of: Int32Array
  /** Places that were looked up. */
  readonly count: number
}

/** Kept with what was learnt: places keep their items, so only new ones are looked up. */
const known = new WeakMap<LearntOfItems, Known>()

/** For each place of the shelf the column of its item, or `NOWHERE`. */
export function placementOf(learnt: LearntOfItems, columns: Columns): Int32Array {
  const before = known.get(learnt)
  const found = before?.columns === columns ? before : { columns, of: new Int32Array(0), count: 0 }
  const { count } = columns
  if (found.count === count) return found.of.subarray(0, count)
  const room = found.of.length < count ? new Int32Array(2 * count) : found.of
  room.set(found.of.subarray(0, found.count))
  for (let place = found.count; place < count; place += 1)
    room[place] = learnt.columnOf(columns.ids[place] ?? '') ?? NOWHERE
  known.set(learnt, { columns, of: room, count })
  return room.subarray(0, count)
}

/** Scores of columns, put at the places of their items; where nothing was learnt, `otherwise`. */
export function placed(scores: Float32Array, placement: Int32Array, otherwise: number): Float32Array {
  const onShelf = new Float32Array(placement.length)
  for (let place = 0; place < placement.length; place += 1) {
    const column = placement[place] ?? NOWHERE
    onShelf[place] = column === NOWHERE ? otherwise : (scores[column] ?? otherwise)
  }
  return onShelf
}
