/**
 * Similarities and columns as one number each: a positive similarity of 32 bits, read as a whole number, times `KEY_SCALE`,
 * plus `KEY_SCALE − 1 −` column. It is exact in 64 bits and sorts as the similarity does, and as the lower column of equal
 * ones; numbers alone are compared several times faster than pairs are.
 */
export const KEY_SCALE = 2 ** 21

/** The best first. */
export interface Best {
  readonly indices: Uint32Array
  readonly similarities: Float32Array
}

/** For each of many lists the best that were added. */
export interface BestLists {
  /** Of each list a similarity below which nothing counts any more. */
  readonly least: Float64Array
  add(list: number, column: number, similarity: number): void
  /** Ends the list. */
  take(list: number): Best
}

/** Twice as many are kept for a while, so that they are seldom looked through. */
const SLACK = 2
/** A similarity of 32 bits may have been rounded up by as much. */
const ROUNDING = 1 - 2 ** -23

export function bestLists(count: number, wanted: number): BestLists {
  const room = Math.max(1, wanted * SLACK)
  const keys = new Float64Array(count * room)
  const sizes = new Uint32Array(count)
  const least = new Float64Array(count)
  const bits = new Uint32Array(1)
  const rounded = new Float32Array(bits.buffer)
  return {
    least,
    add(list, column, similarity) {
      rounded[0] = similarity
      const size = sizes[list] as number
      keys[list * room + size] = (bits[0] as number) * KEY_SCALE + (KEY_SCALE - 1 - column)
      sizes[list] = size + 1
      if (size + 1 < room) return
      bits[0] = Math.floor(keepBest(keys.subarray(list * room, (list + 1) * room), wanted) / KEY_SCALE)
      least[list] = wanted > 0 ? (rounded[0] as number) * ROUNDING : Infinity
      sizes[list] = wanted
    },
    take: (list) => bestOf(keys.subarray(list * room, list * room + (sizes[list] as number)), wanted),
  }
}

/** The `count` best of the keys. Reorders them. */
export function bestOf(keys: Float64Array, count: number): Best {
  if (keys.length > count) keepBest(keys, count)
  const sorted = keys.subarray(0, count).sort()
  const indices = new Uint32Array(sorted.length)
  const bits = new Uint32Array(sorted.length)
  for (let at = 0; at < sorted.length; at += 1) {
    const key = sorted[sorted.length - 1 - at] as number
    const high = Math.floor(key / KEY_SCALE)
    bits[at] = high
    indices[at] = KEY_SCALE - 1 - (key - high * KEY_SCALE)
  }
  return { indices, similarities: new Float32Array(bits.buffer) }
}

/** Brings the `count` largest to the front, in no order, and returns the least of them (C. Hoare's "Find", 1961). */
function keepBest(keys: Float64Array, count: number): number {
  let from = 0
  let to = keys.length - 1
  while (from < to) {
    const pivot = keys[(from + to) >>> 1] as number
    let left = from
    let right = to
    while (left <= right) {
      while ((keys[left] as number) > pivot) left += 1
      while ((keys[right] as number) < pivot) right -= 1
      if (left > right) break
      const key = keys[left] as number
      keys[left] = keys[right] as number
      keys[right] = key
      left += 1
      right -= 1
    }
    if (count - 1 <= right) to = right
    else if (count - 1 >= left) from = left
    else break
  }
  return keys[count - 1] ?? 0
}
