/** Puts each reading where it belongs: filters, preferences, excluded, ignored. */
import { pieceOf, overlaps } from './line.ts'
import type { Line, Span } from './line.ts'
import { textOf } from './items.ts'
import type { Reading } from './reading.ts'
import { selfSpans } from './self.ts'
import { termsOf } from './terms.ts'
import { piecesOf, trimPiece, writtenAs } from './topic.ts'
import { placesOf, urgencyAt } from './weigh.ts'
import type { Negated, Weighing } from './weigh.ts'
import type { Ignored, Wanted, Wish, WordsWish } from './wish.ts'

/** A wish that knows its place. */
export interface Placed extends Span {
  readonly list: 'filters' | 'preferences' | 'excluded'
  readonly wish: Wish
  /** Read from words that "ideally" made a preference: the topic, when there is no other. */
  readonly mayBeTopic?: true
}

export interface PlacedIgnored extends Span {
  readonly ignored: Ignored
}

export interface Sorted {
  readonly placed: readonly Placed[]
  readonly ignored: readonly PlacedIgnored[]
  /** Tokens that are not left for the topic. */
  readonly used: ReadonlySet<number>
}

const OWN = 'It is about whoever asks.'
/** Facts that are read of somebody's own words about herself, too. */
const FACTS: ReadonlySet<string> = new Set(['age', 'gender', 'distance', 'language', 'relationship'])
/** A filter unless "ideally" softens it. */
const FIRM: ReadonlySet<string> = new Set(['age', 'gender', 'distance', 'language'])

export function sortWishes(weighing: Weighing): Sorted {
  const { line, readings, cues, negated } = weighing
  const own = selfSpans(line)
  const denied = new Set(negated.flatMap((item) => item.readings))
  const free = readings.filter((reading) => !denied.has(reading) && !isInsideNegated(reading, negated))
  const parts = [
    ...free.map((reading) => sortReading(weighing, reading, own)),
    ...negated.map((item) => sortNegated(weighing, item)),
  ]
  const used = new Set([
    ...readings.filter(({ isShared }) => !isShared).flatMap(placesOf),
    ...cues.flatMap(placesOf),
    ...negated.flatMap(({ whole }) => placesOf(whole)),
  ])
  const words = wordsWishes(weighing, used)
  return {
    placed: [...parts.flatMap(({ placed }) => placed), ...words],
    ignored: parts.flatMap(({ ignored }) => ignored),
    used: new Set([...used, ...words.flatMap(placesOf)]),
  }
}

type Part = Pick<Sorted, 'placed' | 'ignored'>

/** "no gym selfies" is against words; that they also name a gym is no wish for one. */
const isInsideNegated = (reading: Reading, negated: readonly Negated[]): boolean =>
  negated.some(({ whole }) => reading.isShared === true && overlaps(whole, reading))

function sortReading(weighing: Weighing, reading: Reading, own: readonly Span[]): Part {
  const { line } = weighing
  const { first, last, wanted, because } = reading
  const from = pieceOf(line, reading)
  const ignore = (reason: string): Part => ({
    placed: [],
    ignored: [{ first, last, ignored: { from, because: reason } }],
  })
  if (!wanted) return because === undefined ? { placed: [], ignored: [] } : ignore(because)
  if (own.some((span) => overlaps(span, reading))) {
    return FACTS.has(wanted.kind) ? ignore(OWN) : { placed: [], ignored: [] }
  }
  const list = isFilter(weighing, reading) ? 'filters' : 'preferences'
  return { placed: [{ first, last, list, wish: { ...wanted, from } }], ignored: [] }
}

function isFilter(weighing: Weighing, { first, wanted, isWeak }: Reading): boolean {
  if (isWeak || !wanted) return false
  const urgency = urgencyAt(weighing, first)
  return urgency === 'must' || (urgency === null && FIRM.has(wanted.kind))
}

/** A "no" that "ideally" softens makes a preference to be without. */
function sortNegated(weighing: Weighing, item: Negated): Part {
  const { line } = weighing
  const { first, last } = item.whole
  const from = pieceOf(line, item.whole)
  if (item.isOwn) return { placed: [], ignored: [{ first, last, ignored: { from, because: OWN } }] }
  const isSoft = urgencyAt(weighing, item.first) === 'soft' || urgencyAt(weighing, first) === 'soft'
  const wanted = item.readings.length > 0 ? item.readings.map(againstReading) : [wordsOfSpan(line, item)]
  return {
    ignored: [],
    placed: wanted.flatMap((each): Placed[] => {
      if (!each) return []
      if (isSoft) return [{ first, last, list: 'preferences', wish: { ...each, from, not: true } }]
      return [{ first, last, list: 'excluded', wish: { ...each, from } }]
    }),
  }
}

const againstReading = ({ wanted, whenExcluded }: Reading): Wanted | null => whenExcluded ?? wanted

function wordsOfSpan(line: Line, span: Span): WordsWish | null {
  const [piece] = trimPiece(line, span)
  const at = piece ?? span
  const terms = termsOf(textOf(line, at))
  return terms.length === 0 ? null : { kind: 'words', text: writtenAs(line, at), terms }
}

/** What is left inside "must …" and "ideally …", thing by thing. */
function wordsWishes(weighing: Weighing, used: ReadonlySet<number>): readonly Placed[] {
  const { line, readings, scopes, demanded } = weighing
  const kinds = new Set(readings.filter(({ isShared, isWeak }) => isShared && !isWeak).flatMap(placesOf))
  const spans = [...scopes, ...demanded.filter(({ readings: inside }) => inside.length === 0)]
  return spans.flatMap((span) => {
    const isLeft = (index: number): boolean =>
      index >= span.first && index <= span.last && !used.has(index) && !kinds.has(index) && !isConjunction(line, index)
    return piecesOf(line, isLeft)
      .flatMap((piece) => trimPiece(line, piece))
      .flatMap((piece) => placeWords(weighing, piece, isAlternative(line, span)))
  })
}

const isConjunction = ({ tokens }: Line, index: number): boolean =>
  tokens[index]?.word === 'and' || tokens[index]?.word === 'or'

/** One of several things cannot be demanded word by word: each is then preferred. */
const isAlternative = (line: Line, span: Span): boolean =>
  line.tokens.slice(span.first, span.last + 1).some(({ word }) => word === 'or')

function placeWords(weighing: Weighing, piece: Span, isOneOfSeveral: boolean): readonly Placed[] {
  const { line } = weighing
  const wanted = wordsOfSpan(line, piece)
  if (!wanted) return []
  const isMust = urgencyAt(weighing, piece.first) === 'must'
  const place = { first: piece.first, last: piece.last, wish: { ...wanted, from: pieceOf(line, piece) } }
  if (isMust && !isOneOfSeveral) return [{ ...place, list: 'filters' }]
  return [{ ...place, list: 'preferences', ...(!isMust && { mayBeTopic: true }) }]
}
