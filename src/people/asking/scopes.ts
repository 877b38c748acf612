/** How far "must" and "ideally" reach: to the end of the clause or to the next such word. */
import type { Cue, Urgency } from './cues.ts'
import type { Ground } from './ground.ts'
import type { Span } from './line.ts'

export interface Scope extends Span {
  readonly urgency: Urgency
}

export function scopesOf(ground: Ground): readonly Scope[] {
  const urgent = ground.cues.filter(({ kind }) => kind === 'must' || kind === 'soft')
  return urgent.flatMap((cue, at) => {
    const span = reachOf(ground, cue, { previous: urgent[at - 1], next: urgent[at + 1] })
    return span ? [{ ...span, urgency: cue.kind === 'must' ? 'must' : 'soft' }] : []
  })
}

interface Neighbours {
  readonly previous: Cue | undefined
  readonly next: Cue | undefined
}

/** On its own side; where nothing stands there, on the other; alone in its clause, in the clause before. */
function reachOf(ground: Ground, cue: Cue, { previous, next }: Neighbours): Span | null {
  const at = ground.clauseAt(cue.first)
  const clause = ground.clauses[at]
  if (!clause) return null
  const after = { first: cue.last + 1, last: Math.min(clause.last, (next?.first ?? Infinity) - 1) }
  const before = { first: Math.max(clause.first, (previous?.last ?? -1) + 1), last: cue.first - 1 }
  const sides = cue.side === 'after' ? [after, before] : [before, after]
  return sides.find(ground.isTelling) ?? neighbourOf(ground, at)
}

/** "Ideally, a woman": at the beginning of a sentence it looks forward. */
function neighbourOf({ line, clauses, isTelling }: Ground, at: number): Span | null {
  const before = clauses[at - 1]
  const between = before && line.tokens[(clauses[at]?.first ?? 0) - 1]?.word
  const isBeginning = before === undefined || between === '.' || between === '!' || between === '?'
  const neighbour = isBeginning ? (clauses[at + 1] ?? before) : before
  return neighbour && isTelling(neighbour) ? neighbour : null
}
