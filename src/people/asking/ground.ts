/** A sentence with its readings, its cues and its clauses: where each word belongs, found at once. */
import { clausesOf } from './clauses.ts'
import { cuesOf } from './cues.ts'
import type { Cue } from './cues.ts'
import { placesOf } from './line.ts'
import type { Line, Span } from './line.ts'
import type { Reading } from './reading.ts'
import { termsOf } from './terms.ts'

export interface Ground {
  readonly line: Line
  readonly readings: readonly Reading[]
  readonly cues: readonly Cue[]
  readonly clauses: readonly Span[]
  /** The readings that claim a token. */
  readonly claimsAt: (index: number) => readonly Reading[]
  /** Readings that claim nothing and begin at a token of the span. */
  readonly sharedIn: (span: Span) => readonly Reading[]
  readonly isCue: (index: number) => boolean
  /** The number of a token's clause; -1 for what parts clauses. */
  readonly clauseAt: (index: number) => number
  /** Whether the span holds a wish or a word that says something. */
  readonly isTelling: (span: Span) => boolean
}

export function groundOf(line: Line, readings: readonly Reading[]): Ground {
  const claims = byPlace(readings.filter(({ isShared }) => !isShared))
  const shared = Map.groupBy(
    readings.filter(({ isShared }) => isShared),
    ({ first }) => first,
  )
  const cues = cuesOf(line, new Set(claims.keys()))
  const cuePlaces = new Set(cues.flatMap(placesOf))
  const clauses = clausesOf(line, cues, (index) => claims.has(index))
  const clauseOf = new Map(
    clauses.flatMap((clause, at) => placesOf(clause).map((index): [number, number] => [index, at])),
  )
  return {
    line,
    readings,
    cues,
    clauses,
    claimsAt: (index) => claims.get(index) ?? [],
    sharedIn: (span) => placesOf(span).flatMap((index) => shared.get(index) ?? []),
    isCue: (index) => cuePlaces.has(index),
    clauseAt: (index) => clauseOf.get(index) ?? -1,
    isTelling: (span) => placesOf(span).some((index) => claims.has(index)) || termsOf(textOf(line, span)).length > 0,
  }
}

function byPlace(readings: readonly Reading[]): ReadonlyMap<number, readonly Reading[]> {
  const places = readings.flatMap((reading) => placesOf(reading).map((index) => ({ index, reading })))
  const grouped = Map.groupBy(places, ({ index }) => index)
  return new Map(Array.from(grouped, ([index, found]) => [index, found.map(({ reading }) => reading)]))
}

/** As it was written, from token to token; '' for a span that ends before it begins. */
export function textOf({ sentence, tokens }: Line, { first, last }: Span): string {
  if (last < first) return ''
  return sentence.slice(tokens[first]?.start ?? 0, tokens[last]?.end ?? 0)
}
