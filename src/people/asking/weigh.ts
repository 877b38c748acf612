/** How urgent what was read is: where "must" and "ideally" reach, and what a "no" or an "only" is about. */
import type { Cue, Urgency } from './cues.ts'
import type { Ground } from './ground.ts'
import { itemBefore, itemsAfter } from './items.ts'
import type { Item } from './items.ts'
import { placesOf, textAfter, textBefore } from './line.ts'
import type { Span } from './line.ts'
import { scopesOf } from './scopes.ts'
import type { Scope } from './scopes.ts'

export interface Negated extends Item {
  /** From the "no" to the thing. */
  readonly whole: Span
  /** "I don't smoke": said of whoever asks. */
  readonly isOwn: boolean
}

export interface Weights {
  readonly scopes: readonly Scope[]
  readonly negated: readonly Negated[]
  /** What "only" is about. */
  readonly demanded: readonly Item[]
  /** Null where neither "must" nor "ideally" reaches. */
  readonly urgencyAt: (index: number) => Urgency | null
}

export function weigh(ground: Ground): Weights {
  const { cues } = ground
  const scopes = scopesOf(ground)
  const negated = cues.filter(({ kind }) => kind === 'not').flatMap((cue) => negatedBy(ground, cue))
  const demanded = cues.filter(({ kind }) => kind === 'only').flatMap((cue) => demandedBy(ground, cue) ?? [])
  const urgencies = new Map<number, Urgency>([
    ...scopes.flatMap((scope) => placesOf(scope).map((index): [number, Urgency] => [index, scope.urgency])),
    ...demanded.flatMap((item) => placesOf(item).map((index): [number, Urgency] => [index, 'must'])),
  ])
  return { scopes, negated, demanded, urgencyAt: (index) => urgencies.get(index) ?? null }
}

/** "I don't want smokers" is a wish, "I don't smoke" is none. */
const OWN = /(?:^| )(?:i|im|we|ive) $/u
const WISHING =
  /^(?:really |actually |currently )?(?:want|wanna|like|need|look|looking|seek|seeking|search|searching|interested|into|care|date|here|after|tolerate|accept|stand|enjoy|go for|do|open|up for|ready)(?: |$)/u

function negatedBy(ground: Ground, cue: Cue): readonly Negated[] {
  if (cue.side === 'before') {
    const item = itemBefore(ground, cue)
    return item ? [{ ...item, whole: { first: item.first, last: cue.last }, isOwn: false }] : []
  }
  const { line } = ground
  const isOwn = OWN.test(textBefore(line, cue.first)) && !WISHING.test(textAfter(line, cue.last))
  return itemsAfter(ground, cue).map((item, index) => {
    const first = index === 0 ? cue.first : item.first
    return { ...item, whole: { first, last: item.last }, isOwn }
  })
}

const ENDED = /^(?:who|that|please|near)(?: |$)/u

/** "only women" and "women only"; words are demanded only when they end the clause, as in "only vegans". */
function demandedBy(ground: Ground, cue: Cue): Item | null {
  const [next] = itemsAfter(ground, cue)
  if (!next) return itemBefore(ground, cue)
  if (next.readings.length > 0) return next
  const clause = ground.clauses[ground.clauseAt(cue.first)]
  return next.last === clause?.last || ENDED.test(textAfter(ground.line, next.last)) ? next : null
}
