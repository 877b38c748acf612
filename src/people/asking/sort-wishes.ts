/** Puts each reading where it belongs: filters, preferences, excluded, ignored. */
import { cutTo, PIECE_CHARACTERS_MAX, pieceOf, placesOf } from './line.ts'
import type { Line, Span } from './line.ts'
import type { Ground } from './ground.ts'
import type { Reading } from './reading.ts'
import { selfSpans } from './self.ts'
import { termsOf } from './terms.ts'
import { piecesOf, trimPiece, writtenAs } from './topic.ts'
import type { Negated, Weights } from './weigh.ts'
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

interface Weighing extends Ground, Weights {}

export function sortWishes(ground: Ground, weights: Weights): Sorted {
  const weighing = { ...ground, ...weights }
  const { line, readings, cues, negated } = weighing
  const own = new Set(selfSpans(line).flatMap(placesOf))
  const against = new Set(negated.flatMap(({ whole }) => placesOf(whole)))
  const denied = new Set(negated.flatMap((item) => item.readings))
  const free = readings.filter((reading) => !denied.has(reading) && !isInside(reading, against))
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
const isInside = (reading: Reading, against: ReadonlySet<number>): boolean =>
  reading.isShared === true && placesOf(reading).some((index) => against.has(index))

function sortReading(weighing: Weighing, reading: Reading, own: ReadonlySet<number>): Part {
  const { line } = weighing
  const { first, last, wanted, because } = reading
  const from = pieceOf(line, reading)
  const ignore = (reason: string): Part => ({
    placed: [],
    ignored: [{ first, last, ignored: { from, because: reason } }],
  })
  if (!wanted) return because === undefined ? { placed: [], ignored: [] } : ignore(because)
  if (placesOf(reading).some((index) => own.has(index))) {
    if (FACTS.has(wanted.kind)) return ignore(OWN)
    if (!isPlea(wanted)) return { placed: [], ignored: [] }
  }
  const list = isFilter(weighing, reading) ? 'filters' : 'preferences'
  return { placed: [{ first, last, list, wish: { ...wanted, from } }], ignored: [] }
}

/** "I'm a teacher" asks for nothing; "I'm lonely" does. */
const isPlea = (wanted: Wanted): boolean => wanted.kind === 'purpose' && wanted.values.includes('emotional_support')

function isFilter(weighing: Weighing, { first, wanted, isWeak }: Reading): boolean {
  if (isWeak || !wanted) return false
  const urgency = weighing.urgencyAt(first)
  return urgency === 'must' || (urgency === null && FIRM.has(wanted.kind))
}

/** A "no" that "ideally" softens makes a preference to be without. */
function sortNegated(weighing: Weighing, item: Negated): Part {
  const { line } = weighing
  const { first, last } = item.whole
  const from = pieceOf(line, item.whole)
  if (item.isOwn) return { placed: [], ignored: [{ first, last, ignored: { from, because: OWN } }] }
  const isSoft = weighing.urgencyAt(item.first) === 'soft' || weighing.urgencyAt(first) === 'soft'
  const wanted = item.readings.length > 0 ? againstReadings(item.readings) : [wordsOfSpan(line, item)]
  return {
    ignored: [],
    placed: wanted.flatMap((each): Placed[] => {
      if (!each) return []
      if (isSoft) return [{ first, last, list: 'preferences', wish: { ...each, from, not: true } }]
      return [{ first, last, list: 'excluded', wish: { ...each, from } }]
    }),
  }
}

/** "no men under 30" is against neither all men nor all who are under 30. */
function againstReadings(readings: readonly Reading[]): readonly Wanted[] {
  const wanted = readings.flatMap((reading) => reading.whenExcluded ?? reading.wanted ?? [])
  const genders = wanted.flatMap((each) => (each.kind === 'gender' ? each.values : []))
  const ages = wanted.filter((each) => each.kind === 'age')
  if (genders.length === 0 || ages.length === 0) return wanted
  return ages.map((age) => ({ ...age, genders }))
}

function wordsOfSpan(line: Line, span: Span): WordsWish | null {
  const [piece] = trimPiece(line, span)
  const at = piece ?? span
  const text = cutTo(writtenAs(line, at), PIECE_CHARACTERS_MAX)
  const terms = termsOf(text)
  return terms.length === 0 ? null : { kind: 'words', text, terms }
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
  const isMust = weighing.urgencyAt(piece.first) === 'must'
  const place = { first: piece.first, last: piece.last, wish: { ...wanted, from: pieceOf(line, piece) } }
  if (isMust && !isOneOfSeveral) return [{ ...place, list: 'filters' }]
  return [{ ...place, list: 'preferences', ...(!isMust && { mayBeTopic: true }) }]
}
