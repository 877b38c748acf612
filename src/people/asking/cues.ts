/** Where a sentence says how urgent a wish is. */
import { cuePhrases } from './cue-phrases.ts'
import type { CuePhrases } from './cue-phrases.ts'
import { findAll, placesOf } from './line.ts'
import type { Line, Span } from './line.ts'
import { pattern, phraseOf } from './patterns.ts'

export type Urgency = 'must' | 'soft'

export type Cue = Span & Pick<CuePhrases, 'kind' | 'side'>

const rules = cuePhrases.map(({ kind, side, phrases }) => ({ kind, side, found: pattern(phraseOf(phrases)) }))

/** Those that no reading has taken: the "no" of "no strings attached" negates nothing. */
export function cuesOf(line: Line, claimed: ReadonlySet<number>): readonly Cue[] {
  const taken = new Set(claimed)
  const cues: Cue[] = []
  for (const { kind, side, found } of rules) {
    for (const { first, last } of findAll(line, found)) {
      const places = placesOf({ first, last })
      if (places.some((place) => taken.has(place)) || isCompound(line, last)) continue
      for (const place of places) taken.add(place)
      cues.push({ kind, side, first, last })
    }
  }
  return cues.toSorted((one, other) => one.first - other.first)
}

/** "no-code" and "must-see" are words of their own; "non-smoker" is said of one who is not. */
const isCompound = ({ tokens }: Line, last: number): boolean =>
  tokens[last + 1]?.isTied === true && tokens[last]?.word !== 'non'
