/** Which events are learnt from, and which are held out to be found again. */
import { seededRandom } from './random.ts'
import { eventPairs } from './splits-pairs.ts'
import type { EventPairs, Events } from './splits-pairs.ts'

export interface TimedEvents extends Events {
  /** In any one unit. */
  readonly times: Float64Array
}

/** Places in the events, ascending. An event may be in neither. */
export interface Split {
  readonly train: Uint32Array
  /** Of each pair of row and column at most one event, and none of a pair that is in `train`. */
  readonly test: Uint32Array
}

/**
 * All that happened at `cut` or later is held out, of every row: nothing of anybody's future is learnt from. Rows and columns
 * that begin after the cut are unknown to the training (`coldness`).
 */
export function splitByTime(events: TimedEvents, cut: number): Split {
  const isLate = Uint8Array.from(events.times, (time) => (time >= cut ? 1 : 0))
  return splitBy(eventPairs(events), isLate)
}

/** The time from which on about `share` of the events happen; all events of that moment are on its later side. */
export function cutOf(times: Float64Array, share: number): number {
  const sorted = times.toSorted()
  return sorted[Math.floor(sorted.length * (1 - share))] ?? Infinity
}

/**
 * The pair of each row that was begun last is held out, with all of its events; of equal times the one whose first event
 * stands last. Rows of a single pair are learnt from. What others do later is known to the training: a comparison of
 * engines, not a forecast.
 */
export function splitLeavingLast(events: TimedEvents): Split {
  const pairs = eventPairs(events)
  const begins = beginnings(pairs, events.times)
  const isLater = (one: number, other: number): boolean => {
    const [first, second] = [begins[one] as number, begins[other] as number]
    const [early, late] = [events.times[first] as number, events.times[second] as number]
    return early > late || (early === late && first > second)
  }
  const isHeldOut = new Uint8Array(pairs.count)
  for (const { from, to } of rowRanges(pairs)) {
    let last = from
    for (let pair = from; pair < to; pair += 1) if (isLater(pair, last)) last = pair
    if (to - from > 1) isHeldOut[last] = 1
  }
  return splitBy(
    pairs,
    pairs.of.map((pair) => isHeldOut[pair] as number),
  )
}

/** The first event of each pair, by time. */
function beginnings(pairs: EventPairs, times: Float64Array): Int32Array {
  const begins = new Int32Array(pairs.count).fill(-1)
  for (const [event, pair] of pairs.of.entries()) {
    const first = begins[pair] as number
    if (first < 0 || (times[event] as number) < (times[first] as number)) begins[pair] = event
  }
  return begins
}

/**
 * About `share` of each row's pairs, drawn by chance: the whole number below or above it, in proportion, but never all of
 * them. All events of a pair are on one side.
 */
export function splitAtRandom(
  events: Events,
  { share, seed }: { readonly share: number; readonly seed: number },
): Split {
  const random = seededRandom(seed)
  const pairs = eventPairs(events)
  const isHeldOut = new Uint8Array(pairs.count)
  for (const { from, to } of rowRanges(pairs)) {
    const size = to - from
    let wanted = Math.min(size - 1, Math.floor(share * size + random()))
    // Each pair in turn with the chance that leaves the number right: selection sampling (Knuth, volume 2, 3.4.2 S).
    for (let pair = from; pair < to; pair += 1) {
      if (random() * (to - pair) >= wanted) continue
      isHeldOut[pair] = 1
      wanted -= 1
    }
  }
  return splitBy(
    pairs,
    pairs.of.map((pair) => isHeldOut[pair] as number),
  )
}

/** 1 for each row and each column of which nothing is in `train`. */
export function coldness(
  events: Events,
  train: Uint32Array,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): { readonly rows: Uint8Array; readonly columns: Uint8Array } {
  const cold = { rows: new Uint8Array(rows).fill(1), columns: new Uint8Array(columns).fill(1) }
  for (const event of train) {
    cold.rows[events.rows[event] as number] = 0
    cold.columns[events.columns[event] as number] = 0
  }
  return cold
}

/** The events at these places. */
export function eventsAt({ rows, columns }: Events, places: Uint32Array): Events {
  return {
    rows: places.map((event) => rows[event] as number),
    columns: places.map((event) => columns[event] as number),
  }
}

function splitBy(pairs: EventPairs, isHeldOut: ArrayLike<number>): Split {
  const isTaken = new Uint8Array(pairs.count)
  const all = Uint32Array.from(pairs.of.keys())
  const train = all.filter((event) => isHeldOut[event] === 0)
  for (const event of train) isTaken[pairs.of[event] as number] = 1
  const test = all.filter((event) => {
    const pair = pairs.of[event] as number
    if (isHeldOut[event] === 0 || isTaken[pair] === 1) return false
    isTaken[pair] = 1
    return true
  })
  return { train, test }
}

/** The pairs of each row that has any. */
function* rowRanges({ rows }: EventPairs): Generator<{ readonly from: number; readonly to: number }> {
  let from = 0
  for (let to = 1; to <= rows.length; to += 1) {
    if (to < rows.length && rows[to] === rows[from]) continue
    yield { from, to }
    from = to
  }
}
