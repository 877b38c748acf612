/** Reads what a sentence asks for. Pure and total: any text at all gives an answer, in time linear in its length. */
import { readAges } from './ages.ts'
import { readAsides } from './asides.ts'
import { readDistances, readKilometres } from './distances.ts'
import { isReadable } from './english.ts'
import { groundOf } from './ground.ts'
import { readGenderLifts, readGenders } from './genders.ts'
import { readPurposes, readRelationships } from './kinds.ts'
import { readLanguages } from './languages.ts'
import { readLifts } from './lifts.ts'
import { cutTo, lineOf, pieceOf, placesOf, unreadOf } from './line.ts'
import type { Line } from './line.ts'
import { inOrder, isWithin, withoutOverlaps } from './reading.ts'
import type { Reader, Reading } from './reading.ts'
import { settle } from './settle.ts'
import { sortWishes } from './sort-wishes.ts'
import type { Placed, PlacedIgnored, Sorted } from './sort-wishes.ts'
import { foreignTermsOf } from './terms.ts'
import { piecesOf, TOPIC_CHARACTERS_MAX, topicOf, writtenAs } from './topic.ts'
import { weigh } from './weigh.ts'
import { READ_CHARACTERS_MAX } from './tokens.ts'
import { liftable } from './wish.ts'
import type { Ignored, Lifted, Topic, Understood, Wish } from './wish.ts'

/** Who comes first keeps the words: a distance is never an age, "no strings" is no "no". */
const readers: readonly Reader[] = [
  readLifts,
  readDistances,
  readAges,
  readGenderLifts,
  readRelationships,
  readAsides,
  readLanguages,
  readGenders,
  readPurposes,
]

/** Why nothing was read from the words of a sentence in another language. */
export const NOT_ENGLISH = 'The sentence is not English: no filters were read from its words, only what it is about.'

/** `from` of every wish is an exact piece of the sentence; longer than 10,000 characters it is read up to there. */
export function readSentence(sentence: string): Understood {
  const line = lineOf(sentence)
  const readings = withoutOverlaps(readers.flatMap((read) => read(line)))
  return isReadable(line, readings) ? readEnglish(line, readings) : readOther(line)
}

function readEnglish(line: Line, readings: readonly Reading[]): Understood {
  const ground = groundOf(line, readings)
  const sorted = sortWishes(ground, weigh(ground))
  const { placed, ignored } = settle(line, withoutVague(withoutLifted(sorted.placed, readings)))
  const { kept, topic } = withTopic(line, sorted, placed)
  return understoodOf(line, {
    placed: kept,
    ignored: [...sorted.ignored, ...ignored],
    topic,
    lifted: liftedBy(readings, kept),
  })
}

/** Whoever says "any gender" has lifted what else was said of it. */
function withoutLifted(placed: readonly Placed[], readings: readonly Reading[]): readonly Placed[] {
  const isLifted = readings.some(({ lifts }) => lifts === 'gender')
  return placed.filter(({ list, wish }) => !isLifted || list !== 'filters' || wish.kind !== 'gender')
}

/** "near me, within 10 km": the figure says how near. */
function withoutVague(placed: readonly Placed[]): readonly Placed[] {
  const lists = new Set(
    placed.filter(({ wish }) => wish.kind === 'distance' && wish.km !== null).map(({ list }) => list),
  )
  return placed.filter(({ list, wish }) => !(wish.kind === 'distance' && wish.km === null && lists.has(list)))
}

/** "No men or women under 30" lifts nothing. */
const liftedBy = (readings: readonly Reading[], kept: readonly Placed[]): readonly Lifted[] => {
  const against = kept.filter(({ list }) => list === 'excluded')
  const said = new Set(readings.filter((reading) => !isWithin(reading, against)).map(({ lifts }) => lifts))
  return liftable.filter((kind) => said.has(kind) && !isWanted(kept, kind))
}

const isWanted = (placed: readonly Placed[], kind: Wish['kind']): boolean =>
  placed.some(({ list, wish }) => list === 'filters' && wish.kind === kind)

/** Words that "ideally" made a preference are the topic when there is no other: something has to be looked for. */
function withTopic(
  line: Line,
  { used }: Sorted,
  placed: readonly Placed[],
): { readonly kept: readonly Placed[]; readonly topic: Topic | null } {
  const topic = topicOf(line, (index) => !used.has(index))
  if (topic) return { kept: placed, topic }
  const again = new Set(placed.filter(({ mayBeTopic }) => mayBeTopic).flatMap(placesOf))
  return {
    kept: placed.filter(({ mayBeTopic }) => !mayBeTopic),
    topic: topicOf(line, (index) => !used.has(index) || again.has(index)),
  }
}

/** Of a language that is not read: figures with "km", and the topic. */
function readOther(line: Line): Understood {
  const readings = withoutOverlaps(readKilometres(line))
  const used = new Set(readings.flatMap(placesOf))
  const pieces = piecesOf(line, (index) => !used.has(index)).map((piece) => writtenAs(line, piece))
  const text = cutTo(pieces.join(', '), TOPIC_CHARACTERS_MAX)
  const terms = foreignTermsOf(text)
  const placed = readings.flatMap((reading): Placed[] =>
    reading.wanted ? [{ ...reading, list: 'filters', wish: { ...reading.wanted, from: pieceOf(line, reading) } }] : [],
  )
  const whole = { first: 0, last: line.tokens.length - 1 }
  return understoodOf(line, {
    placed,
    ignored: said(pieceOf(line, whole), NOT_ENGLISH).map((ignored) => ({ ...whole, ignored })),
    topic: terms.length === 0 ? null : { text, terms, side: null },
    lifted: [],
  })
}

interface Parts {
  readonly placed: readonly Placed[]
  readonly ignored: readonly PlacedIgnored[]
  readonly topic: Topic | null
  readonly lifted: readonly Lifted[]
}

function understoodOf(line: Line, { placed, ignored, topic, lifted }: Parts): Understood {
  const listed = (list: Placed['list']): readonly Wish[] =>
    placed.filter((one) => one.list === list).map(({ wish }) => wish)
  return {
    filters: listed('filters'),
    preferences: listed('preferences'),
    excluded: listed('excluded'),
    topic,
    ignored: ignoredOf(
      line,
      inOrder(ignored).map((each) => each.ignored),
      placed.length === 0 && topic === null && lifted.length === 0,
    ),
    lifted,
  }
}

export const IGNORED_MAX = 32

function ignoredOf(line: Line, ignored: readonly Ignored[], isNothing: boolean): readonly Ignored[] {
  const whole = pieceOf(line, { first: 0, last: line.tokens.length - 1 })
  const isSilent = isNothing && ignored.length === 0
  return [
    ...said(isSilent ? whole : '', 'It names nothing to look for.'),
    ...said(unreadOf(line), `Only the first ${READ_CHARACTERS_MAX} characters of a sentence are read.`),
    ...ignored,
  ].slice(0, IGNORED_MAX)
}

const said = (from: string, because: string): readonly Ignored[] => (from === '' ? [] : [{ from, because }])
