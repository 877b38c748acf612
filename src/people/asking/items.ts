/** What a "no" or an "only" is about: the next thing behind it and what "or" adds to it, or the thing before it. */
import type { Cue } from './cues.ts'
import { negationFillers, setOf } from './frame-words.ts'
import { textOf } from './ground.ts'
import type { Ground } from './ground.ts'
import type { Line, Span } from './line.ts'
import type { Reading } from './reading.ts'
import { termsOf } from './terms.ts'

/** Either what its readings say or, without any, its words. */
export interface Item extends Span {
  readonly readings: readonly Reading[]
}

const fillers = setOf(negationFillers)
/** They end a thing: "no smokers near me". */
const enders = setOf(
  'who that which and or nor but near with in from for at on if because since so as while when where within please to looking , ' +
    'is are was be has can',
)
/** A thing has no more words than this; behind "non-" and before "-free" it has one. */
const WORDS_MAX = 4
/** More things than this no "no" is about. */
const ITEMS_MAX = 8
/** A list goes on behind a comma when an "or" is still to come. */
const LIST_GOES_ON =
  /^(?:(?:or|nor) |, (?:or|nor) |, (?:[^ ,.!?;]+ ){1,3}(?:, (?:[^ ,.!?;]+ ){1,3}){0,5}(?:, )?(?:or|nor) )/u
/** "no smokers and drinkers": what follows is one word that ends the clause. */
const ONE_MORE = /^and [^ ]+(?: [.,;!?)]|$)/u
/** The longest list that is looked at, in characters. */
const LIST_SIGHT = 400

/** Empty when nothing follows that could be meant. */
export function itemsAfter(ground: Ground, cue: Cue): readonly Item[] {
  const { line } = ground
  const wordsMax = line.tokens[cue.last]?.word === 'non' ? 1 : WORDS_MAX
  const items: Item[] = []
  let at = cue.last + 1
  while (items.length < ITEMS_MAX) {
    const found = itemAt(ground, skipFillers(ground, at), wordsMax)
    if (!found) break
    items.push(withGender(found, items.at(-1)))
    const from = line.starts[found.last + 1] ?? line.text.length
    const rest = line.text.slice(from, from + LIST_SIGHT)
    if (!LIST_GOES_ON.test(rest) && !ONE_MORE.test(rest)) break
    at = found.last + 1
    while ([',', 'or', 'nor', 'and'].includes(line.tokens[at]?.word ?? '')) at += 1
  }
  return items
}

/** The last thing before the cue in its clause; null when there is none. */
export function itemBefore(ground: Ground, cue: Cue): Item | null {
  const { line, clauses, clauseAt, claimsAt, isCue } = ground
  const clause = clauses[clauseAt(cue.first)]
  if (!clause) return null
  const claims = claimsAt(cue.first - 1).filter(({ wanted }) => wanted)
  if (claims[0]) return withGenderBefore(ground, { first: claims[0].first, last: claims[0].last, readings: claims })
  if (line.tokens[cue.first]?.word === 'free') return { first: cue.first - 1, last: cue.first - 1, readings: [] }
  let first = cue.first
  while (first > clause.first && claimsAt(first - 1).length === 0 && !isCue(first - 1)) first -= 1
  const span = { first, last: cue.first - 1 }
  return termsOf(textOf(line, span)).length > 0 ? { ...span, readings: kindsOf(ground, span) } : null
}

function skipFillers({ line, claimsAt, isCue }: Ground, from: number): number {
  let at = from
  while (claimsAt(at).length === 0 && !isCue(at) && fillers.has(line.tokens[at]?.word ?? '')) at += 1
  return at
}

function itemAt(ground: Ground, at: number, wordsMax: number): Item | null {
  const [claim] = ground.claimsAt(at)
  return claim ? itemOfClaim(ground, claim) : itemOfWords(ground, at, wordsMax)
}

/** "men over 40" is one thing. A manner of speaking is none. */
function itemOfClaim(ground: Ground, claim: Reading): Item | null {
  const ages = ofKind([claim], 'gender').length > 0 || claim.lifts === 'gender' ? agesBehind(ground, claim) : []
  const readings = [...(claim.wanted ? ground.claimsAt(claim.first) : []), ...ages]
  return readings.length === 0 ? null : { first: claim.first, last: (ages[0] ?? claim).last, readings }
}

const ofKind = (readings: readonly Reading[], kind: 'gender' | 'age'): readonly Reading[] =>
  readings.filter(({ wanted }) => wanted?.kind === kind)

const BEING: ReadonlySet<string> = new Set(['who', 'that', 'is', 'are'])

/** "men who are under 30" */
function agesBehind({ line, claimsAt }: Ground, { last }: Span): readonly Reading[] {
  let at = last + 1
  while (BEING.has(line.tokens[at]?.word ?? '') && claimsAt(at).length === 0) at += 1
  return ofKind(claimsAt(at), 'age')
}

/** "men under 30 need not apply" */
function withGenderBefore({ claimsAt }: Ground, item: Item): Item {
  const genders = ofKind(item.readings, 'age').length > 0 ? ofKind(claimsAt(item.first - 1), 'gender') : []
  return genders[0] ? { ...item, first: genders[0].first, readings: [...genders, ...item.readings] } : item
}

/** "men under 30 or over 50" */
function withGender(item: Item, before: Item | undefined): Item {
  const isAgeAlone = item.readings.length > 0 && item.readings.every(({ wanted }) => wanted?.kind === 'age')
  const isGoingOn = isAgeAlone && before !== undefined && ofKind(before.readings, 'age').length > 0
  return isGoingOn ? { ...item, readings: [...ofKind(before.readings, 'gender'), ...item.readings] } : item
}

function itemOfWords(ground: Ground, first: number, wordsMax: number): Item | null {
  const { line, clauses, clauseAt, claimsAt, isCue } = ground
  const clause = clauses[clauseAt(first)]
  if (!clause) return null
  let last = first - 1
  while (last < Math.min(clause.last, first + wordsMax - 1)) {
    const next = last + 1
    if (claimsAt(next).length > 0 || isCue(next) || enders.has(line.tokens[next]?.word ?? '')) break
    last = next
  }
  const span = { first, last }
  return termsOf(textOf(line, span)).length === 0 ? null : { ...span, readings: kindsOf(ground, span) }
}

/** A kind is meant when nothing else is said: "no therapists", but not "no gym selfies". */
const kindsOf = ({ line, sharedIn }: Ground, span: Span): readonly Reading[] =>
  sharedIn(span).filter((kind) => kind.last <= span.last && isAll(line, kind, span))

const isAll = (line: Line, kind: Span, span: Span): boolean =>
  termsOf(textOf(line, { first: span.first, last: kind.first - 1 })).length === 0 &&
  termsOf(textOf(line, { first: kind.last + 1, last: span.last })).length === 0
