/** How far "must" and "ideally" reach: to the end of the clause or to the next such word. */
import { clauseAt } from './clauses.ts'
import type { Cue, Urgency } from './cues.ts'
import type { Line, Span } from './line.ts'

export interface Scope extends Span {
  readonly urgency: Urgency
}

export interface Scoping {
  readonly line: Line
  readonly clauses: readonly Span[]
  readonly cues: readonly Cue[]
  /** Whether the span holds a wish or a word that says something. */
  readonly isTelling: (span: Span) => boolean
}

export function scopesOf(scoping: Scoping): readonly Scope[] {
  const urgent = scoping.cues.filter(({ kind }) => kind === 'must' || kind === 'soft')
  return urgent.flatMap((cue) => {
    const span = reachOf(scoping, urgent, cue)
    return span ? [{ ...span, urgency: cue.kind === 'must' ? 'must' : 'soft' }] : []
  })
}

/** On its own side; where nothing stands there, on the other; alone in its clause, in the clause before. */
function reachOf(scoping: Scoping, urgent: readonly Cue[], cue: Cue): Span | null {
  const at = clauseAt(scoping.clauses, cue.first)
  const clause = scoping.clauses[at]
  if (!clause) return null
  const others = urgent.filter((other) => other !== cue && clauseAt(scoping.clauses, other.first) === at)
  const next = others.find(({ first }) => first > cue.last)
  const previous = others.findLast(({ last }) => last < cue.first)
  const after = { first: cue.last + 1, last: next ? next.first - 1 : clause.last }
  const before = { first: previous ? previous.last + 1 : clause.first, last: cue.first - 1 }
  const sides = cue.side === 'after' ? [after, before] : [before, after]
  return sides.find(scoping.isTelling) ?? neighbourOf(scoping, at)
}

/** "Ideally, a woman": at the beginning of a sentence it looks forward. */
function neighbourOf({ line, clauses, isTelling }: Scoping, at: number): Span | null {
  const before = clauses[at - 1]
  const between = before && line.tokens[(clauses[at]?.first ?? 0) - 1]?.word
  const isBeginning = before === undefined || between === '.' || between === '!' || between === '?'
  const neighbour = isBeginning ? (clauses[at + 1] ?? before) : before
  return neighbour && isTelling(neighbour) ? neighbour : null
}
