/** Where one thought ends: what is said of it reaches no further. */
import type { Cue } from './cues.ts'
import { placesOf } from './line.ts'
import type { Line, Span } from './line.ts'

const BREAKS: ReadonlySet<string> = new Set(['.', '!', '?', ';', ',', '(', ')', '-', '…', '·', '|', '\u2022'])
const CONTRASTS: ReadonlySet<string> = new Set(['but', 'however', 'although', 'though'])
const CONJUNCTIONS: ReadonlySet<string> = new Set(['and', 'or', 'plus', '&'])

/** "tidy, quiet and friendly": the comma parts things, not thoughts. */
const ENUMERATION =
  /^, (?:[^ ,.!?;]+ ){1,2}(?:, (?:[^ ,.!?;]+ ){1,2}){0,5}(?:, )?(?:and|or) [^ ,.!?;]+(?: [^ ,.!?;]+)?(?: [.,;!?)]|$)/u
/** The longest that is looked at, in characters. */
const ENUMERATION_SIGHT = 200

/** Of words alone: what readers have taken are wishes of their own. */
function isEnumeration({ text, starts }: Line, index: number, isOwn: (index: number) => boolean): boolean {
  const said = ENUMERATION.exec(text.slice(starts[index], (starts[index] ?? 0) + ENUMERATION_SIGHT))?.[0]
  return said !== undefined && said.split(' ').every((_, step) => !isOwn(index + step))
}

/** Spans without the marks and words that part them. What a reading has taken parts nothing. */
export function clausesOf(line: Line, cues: readonly Cue[], isTaken: (index: number) => boolean): readonly Span[] {
  const cueStarts = new Set(cues.map(({ first }) => first))
  const cuePlaces = new Set(cues.flatMap(placesOf))
  const isOwn = (index: number): boolean => isTaken(index) || cuePlaces.has(index)
  const clauses: Span[] = []
  let first = 0
  line.tokens.forEach(({ word }, index) => {
    if (isTaken(index)) return
    const isBreak =
      (BREAKS.has(word) && !(word === ',' && isEnumeration(line, index, isOwn))) ||
      CONTRASTS.has(word) ||
      (CONJUNCTIONS.has(word) && cueStarts.has(index + 1))
    if (!isBreak) return
    if (index > first) clauses.push({ first, last: index - 1 })
    first = index + 1
  })
  if (first < line.tokens.length) clauses.push({ first, last: line.tokens.length - 1 })
  return clauses
}
