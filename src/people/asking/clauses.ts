/** Where one thought ends: what is said of it reaches no further. */
import type { Cue } from './cues.ts'
import type { Line, Span } from './line.ts'

const BREAKS: ReadonlySet<string> = new Set(['.', '!', '?', ';', ',', '(', ')', '-', '…', '·', '|', '\u2022'])
const CONTRASTS: ReadonlySet<string> = new Set(['but', 'however', 'although', 'though'])
const CONJUNCTIONS: ReadonlySet<string> = new Set(['and', 'or', 'plus', '&'])

/** Spans without the marks and words that part them. What a reading or a cue has taken parts nothing. */
export function clausesOf(line: Line, cues: readonly Cue[], isTaken: (index: number) => boolean): readonly Span[] {
  const cueStarts = new Set(cues.map(({ first }) => first))
  const clauses: Span[] = []
  let first = 0
  line.tokens.forEach(({ word }, index) => {
    if (isTaken(index)) return
    const isBreak = BREAKS.has(word) || CONTRASTS.has(word) || (CONJUNCTIONS.has(word) && cueStarts.has(index + 1))
    if (!isBreak) return
    if (index > first) clauses.push({ first, last: index - 1 })
    first = index + 1
  })
  if (first < line.tokens.length) clauses.push({ first, last: line.tokens.length - 1 })
  return clauses
}
