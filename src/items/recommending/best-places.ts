/** The best of the shelf, in an order that is the same in every process. */
import type { Columns } from '../shelf/index.ts'

export interface Ranked {
  readonly columns: Columns
  /** A score a place; higher is better. */
  readonly scores: Float32Array
  /** 1 where a place may be taken. */
  readonly mask: Uint8Array
}

/**
 * The best `count` places, best first. Of equal scores the newer item comes first, then the smaller id: places are numbered
 * as each process came to know of them, so they decide nothing. A score that is no number counts as the lowest.
 */
export function bestPlaces(ranked: Ranked, count: number): number[] {
  if (count <= 0) return []
  const isBefore = beforeIn(ranked)
  const { mask, scores } = ranked
  const heap: number[] = []
  let least = Number.NEGATIVE_INFINITY
  for (let place = 0; place < mask.length; place += 1) {
    // Nearly all are told by this alone, which is cheap.
    if (mask[place] !== 1 || (scores[place] as number) < least) continue
    if (heap.length < count) rise(heap, place, isBefore)
    else if (isBefore(place, heap[0] ?? 0)) sink(heap, place, isBefore)
    if (heap.length === count) least = scores[heap[0] ?? 0] as number
  }
  return heap.toSorted((one, other) => (isBefore(one, other) ? -1 : 1))
}

type Before = (one: number, other: number) => boolean

function beforeIn({ columns, scores }: Ranked): Before {
  const { createdMs, ids } = columns
  const scoreOf = (place: number): number => {
    const score = scores[place] ?? Number.NaN
    return Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score
  }
  return (one, other) => {
    const [mine, theirs] = [scoreOf(one), scoreOf(other)]
    if (mine !== theirs) return mine > theirs
    const [made, theirsMade] = [createdMs[one] ?? 0, createdMs[other] ?? 0]
    return made === theirsMade ? (ids[one] ?? '') < (ids[other] ?? '') : made > theirsMade
  }
}

/** The worst is at the root. */
function rise(heap: number[], place: number, isBefore: Before): void {
  let at = heap.push(place) - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!isBefore(heap[parent] ?? 0, heap[at] ?? 0)) return
    swap(heap, at, parent)
    at = parent
  }
}

function sink(heap: number[], place: number, isBefore: Before): void {
  heap[0] = place
  let at = 0
  for (;;) {
    const [left, right] = [2 * at + 1, 2 * at + 2]
    let worst = at
    for (const child of [left, right])
      if (child < heap.length && isBefore(heap[worst] ?? 0, heap[child] ?? 0)) worst = child
    if (worst === at) return
    swap(heap, at, worst)
    at = worst
  }
}

function swap(heap: number[], one: number, other: number): void {
  const kept = heap[one] ?? 0
  heap[one] = heap[other] ?? 0
  heap[other] = kept
}
