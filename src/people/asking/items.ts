/** What a "no" or an "only" is about: the next thing behind it, and what "or" adds to that. */
import type { Cue } from './cues.ts'
import { negationFillers, setOf } from './frame-words.ts'
import type { Line, Span } from './line.ts'
import type { Reading } from './reading.ts'
import { termsOf } from './terms.ts'

/** Either readings or words. */
export interface Item extends Span {
  readonly readings: readonly Reading[]
}

export interface ItemFinding {
  readonly line: Line
  readonly readings: readonly Reading[]
  readonly cues: readonly Cue[]
  readonly clauses: readonly Span[]
}

const fillers = setOf(negationFillers)
/** They end a thing: "no smokers near me". */
const ENDS = setOf(
  'who that which and or nor but near with in from for at on if because since so as while when where within please to looking ' +
    'is are was be has can',
)
/** A thing has no more words than this. */
const WORDS_MAX = 4
/** More things than this no "no" is about. */
const ITEMS_MAX = 8
/** A list goes on behind a comma when an "or" is still to come. */
const LIST_GOES_ON = /^(?:(?:or|nor) |, (?:or|nor) |, (?:[^ ,.!?;]+ ){1,3}(?:, (?:[^ ,.!?;]+ ){1,3}){0,5}(?:, )?(?:or|nor) )/u
/** "no smokers and drinkers": what follows is one word that ends the clause. */
const ONE_MORE = /^and [^ ]+(?: [.,;!?)]|$)/u

/** Empty when nothing that could be meant follows. */
export function itemsAfter(finding: ItemFinding, cue: Cue): readonly Item[] {
  const { line } = finding
  const items: Item[] = []
  let at = cue.last + 1
  while (items.length < ITEMS_MAX) {
    const found = itemAt(finding, skipFillers(finding, at))
    if (!found) break
    items.push(found)
    const rest = line.text.slice(line.starts[found.last + 1] ?? line.text.length)
    if (!LIST_GOES_ON.test(rest) && !ONE_MORE.test(rest)) break
    at = found.last + 1
    while ([',', 'or', 'nor', 'and'].includes(line.tokens[at]?.word ?? '')) at += 1
  }
  return items
}

function skipFillers({ line, readings, cues }: ItemFinding, from: number): number {
  let at = from
  const isOpen = (index: number): boolean =>
    !readings.some(({ first, isShared }) => first === index && !isShared) && !cues.some(({ first }) => first === index)
  while (isOpen(at) && fillers.has(line.tokens[at]?.word ?? '')) at += 1
  return at
}

function itemAt(finding: ItemFinding, at: number): Item | null {
  const claimed = finding.readings.find(({ first, isShared }) => first === at && !isShared)
  return claimed ? itemOfReading(finding, claimed) : itemOfWords(finding, at)
}

/** "men over 40" is one thing. A manner of speaking is none. */
function itemOfReading({ readings }: ItemFinding, reading: Reading): Item | null {
  if (!reading.wanted) return null
  const same = readings.filter(({ first, isShared }) => first === reading.first && !isShared)
  const isPerson = reading.wanted.kind === 'gender'
  const age = isPerson && readings.find(({ first, wanted }) => first === reading.last + 1 && wanted?.kind === 'age')
  const parts = age ? [...same, age] : same
  return { first: reading.first, last: (age || reading).last, readings: parts }
}

function itemOfWords({ line, readings, cues, clauses }: ItemFinding, first: number): Item | null {
  const clause = clauses.find((each) => each.first <= first && first <= each.last)
  if (!clause) return null
  let last = first - 1
  while (last < clause.last && last - first + 1 < WORDS_MAX) {
    const next = last + 1
    const isTaken =
      readings.some((reading) => !reading.isShared && reading.first <= next && next <= reading.last) ||
      cues.some((cue) => cue.first <= next && next <= cue.last)
    if (isTaken || ENDS.has(line.tokens[next]?.word ?? '')) break
    last = next
  }
  if (last < first || termsOf(textOf(line, { first, last })).length === 0) return null
  const kinds = readings.filter((reading) => reading.isShared && isSame(line, reading, { first, last }))
  return { first, last, readings: kinds }
}

/** A kind is meant when nothing else is said: "no therapists", but not "no gym selfies". */
const isSame = (line: Line, kind: Span, item: Span): boolean =>
  kind.first >= item.first &&
  kind.last <= item.last &&
  termsOf(textOf(line, { first: item.first, last: kind.first - 1 })).length === 0 &&
  termsOf(textOf(line, { first: kind.last + 1, last: item.last })).length === 0

/** As it was written, from token to token. */
export function textOf({ sentence, tokens }: Line, { first, last }: Span): string {
  if (last < first) return ''
  return sentence.slice(tokens[first]?.start ?? 0, tokens[last]?.end ?? 0)
}
