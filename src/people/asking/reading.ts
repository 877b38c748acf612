/** What a reader finds in a sentence, before it is known how urgent it is. */
import { overlaps, placesOf } from './line.ts'
import type { Line, Span } from './line.ts'
import type { Lifted, Wanted } from './wish.ts'

export interface Reading extends Span {
  /** Null: the piece decides nothing. */
  readonly wanted: Wanted | null
  /** Why it decides nothing. A mere manner of speaking has no reason, and is not mentioned. */
  readonly because?: string
  /** The wish by an edge that falls to the other side when it is excluded: "nobody over 40" leaves those of 40. */
  readonly whenExcluded?: Wanted
  /** Evidence that never makes a filter: "in her 20s". */
  readonly isWeak?: true
  /** It claims nothing: its words are still free for other readers and for the topic. */
  readonly isShared?: true
  /** Wishes of this kind are lifted. */
  readonly lifts?: Lifted
}

export type Reader = (line: Line) => readonly Reading[]

/** Whoever comes first keeps its words: of readings that overlap, the first stands. Shared ones stand beside them. */
export function withoutOverlaps(readings: readonly Reading[]): readonly Reading[] {
  const taken = new Set<number>()
  return readings.filter((reading) => {
    if (reading.isShared) return true
    const places = placesOf(reading)
    if (places.some((place) => taken.has(place))) return false
    for (const place of places) taken.add(place)
    return true
  })
}

/** In the order of the sentence. */
export const inOrder = <Place extends Span>(places: readonly Place[]): readonly Place[] =>
  places.toSorted((one, other) => one.first - other.first)

export const isWithin = (span: Span, others: readonly Span[]): boolean => others.some((other) => overlaps(span, other))
