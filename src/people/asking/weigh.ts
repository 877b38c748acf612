/** How urgent each reading is: what must be, had better be, must not be, and what decides nothing. */
import { clausesOf } from './clauses.ts'
import { cuesOf } from './cues.ts'
import type { Cue, Urgency } from './cues.ts'
import { itemsAfter, textOf } from './items.ts'
import type { Item, ItemFinding } from './items.ts'
import { overlaps, textAfter, textBefore } from './line.ts'
import type { Line, Span } from './line.ts'
import type { Reading } from './reading.ts'
import { scopesOf } from './scopes.ts'
import type { Scope } from './scopes.ts'
import { termsOf } from './terms.ts'

export interface Negated extends Item {
  /** From the "no" to the thing. */
  readonly whole: Span
  /** "I don't smoke": said of whoever asks. */
  readonly isOwn: boolean
}

export interface Weighing {
  readonly line: Line
  readonly readings: readonly Reading[]
  readonly cues: readonly Cue[]
  readonly scopes: readonly Scope[]
  readonly negated: readonly Negated[]
  /** What "only" is about. */
  readonly demanded: readonly Item[]
  readonly clauses: readonly Span[]
}

export function weigh(line: Line, readings: readonly Reading[]): Weighing {
  const claims = readings.filter(({ isShared }) => !isShared)
  const taken = new Set(claims.flatMap(({ first, last }) => placesOf({ first, last })))
  const cues = cuesOf(line, (span) => claims.some((claim) => overlaps(claim, span)))
  const clauses = clausesOf(line, cues, (index) => taken.has(index))
  const finding: ItemFinding = { line, readings, cues, clauses }
  const isTelling = (span: Span): boolean =>
    span.first <= span.last &&
    (claims.some((claim) => overlaps(claim, span)) || termsOf(textOf(line, span)).length > 0)
  return {
    line,
    readings,
    cues,
    clauses,
    scopes: scopesOf({ line, clauses, cues, isTelling }),
    negated: cues.filter(({ kind }) => kind === 'not').flatMap((cue) => negatedBy(finding, cue)),
    demanded: cues.filter(({ kind }) => kind === 'only').flatMap((cue) => demandedBy(finding, cue)),
  }
}

/** Null where neither "must" nor "ideally" reaches. */
export const urgencyAt = ({ scopes, demanded }: Weighing, index: number): Urgency | null => {
  const reaches = ({ first, last }: Span): boolean => first <= index && index <= last
  return demanded.some(reaches) ? 'must' : (scopes.find(reaches)?.urgency ?? null)
}

/** "I don't want smokers" is a wish, "I don't smoke" is none. */
const OWN = /(?:^| )(?:i|im|we|ive) $/u
const WISHING = /^(?:really |actually |currently )?(?:want|wanna|like|need|look|looking|seek|seeking|search|searching|interested|into|care|date|here|after|tolerate|accept|stand|enjoy|go for|do|open|up for|ready)(?: |$)/u

function negatedBy(finding: ItemFinding, cue: Cue): readonly Negated[] {
  const { line } = finding
  if (cue.side === 'before') return itemBefore(finding, cue).map((item) => ({ ...item, whole: { first: item.first, last: cue.last }, isOwn: false }))
  const isOwn = OWN.test(textBefore(line, cue.first)) && !WISHING.test(textAfter(line, cue.last))
  return itemsAfter(finding, cue).map((item, index) => {
    const first = index === 0 ? cue.first : item.first
    return { ...item, whole: { first, last: item.last }, isOwn }
  })
}

/** "only women" and "women only"; words are demanded only when they end the clause, as in "only vegans". */
function demandedBy(finding: ItemFinding, cue: Cue): readonly Item[] {
  const [next] = itemsAfter(finding, cue)
  if (next && next.readings.length > 0) return [next]
  const clause = finding.clauses.find((each) => overlaps(each, cue))
  if (next && (next.last === clause?.last || /^(?:who|that|please|near)(?: |$)/u.test(textAfter(finding.line, next.last)))) {
    return next.first === cue.last + 1 ? [next] : []
  }
  return next ? [] : itemBefore(finding, cue)
}

/** The last thing before the cue in its clause. */
function itemBefore({ line, readings, cues, clauses }: ItemFinding, cue: Cue): readonly Item[] {
  const clause = clauses.find((each) => overlaps(each, cue))
  if (!clause) return []
  const claimed = readings.filter(({ isShared, wanted, last }) => !isShared && wanted && last === cue.first - 1)
  if (claimed[0]) return [{ first: claimed[0].first, last: claimed[0].last, readings: claimed }]
  const from = Math.max(clause.first, ...cues.filter(({ last }) => last < cue.first).map(({ last }) => last + 1))
  const behind = Math.max(from, ...readings.filter(({ isShared, last }) => !isShared && last < cue.first).map(({ last }) => last + 1))
  const span = { first: behind, last: cue.first - 1 }
  const kinds = readings.filter(({ isShared, ...kind }) => isShared && kind.first >= span.first && kind.last <= span.last)
  const isKind = kinds[0] && termsOf(textOf(line, span)).length === termsOf(textOf(line, kinds[0])).length
  return span.first <= span.last && termsOf(textOf(line, span)).length > 0
    ? [{ ...span, readings: isKind ? kinds : [] }]
    : []
}

export const placesOf = ({ first, last }: Span): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
