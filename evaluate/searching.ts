/** Measures how well a sentence finds the people that it asks for, by the weight of what it asks. `node evaluate/searching.ts` */
import { readFileSync } from 'node:fs'
import { cosine, mean, normalise, wordWeights } from '../src/engine/index.ts'
import { readSentence } from '../src/people/asking/index.ts'
import type { Understood } from '../src/people/asking/index.ts'
import { topicFields } from '../src/people/profiles/index.ts'
import type { Candidate } from '../src/people/profiles/index.ts'
import { valuesOf } from '../src/people/search/judge.ts'
import type { Measure } from '../src/people/search/judge.ts'
import { topicWordsOf } from '../src/people/search/prepare.ts'
import { defaultWeights } from '../src/people/search/weights.ts'
import { scoreOf } from '../src/people/search/factor.ts'
import type { Values, Weights } from '../src/people/search/factor.ts'
import { relate } from '../src/people/search/relate.ts'
import { embedAll } from './embed.ts'
import type { Vectors } from './embed.ts'
import { makeSearchers } from './searchers.ts'
import type { Searcher } from './searchers.ts'
import { topics } from './topics.ts'

const SIZE = 400
const SEED = 7
const TODAY = '2026-01-31'
/** Topic by meaning and by words, together and shared out. */
const TOTALS = [15, 50, 100, 200]
const SHARES = [0, 0.5, 0.7, 1]

const words = wordWeights(
  JSON.parse(readFileSync(new URL('../models/word-weights/en-1.json', import.meta.url), 'utf8')),
)
const people = makeSearchers(SIZE, SEED)
/** Somebody asks for each topic in each wording of its needs. */
const questions = Object.entries(topics).flatMap(([topic, { needs }], at) =>
  needs.map((prompt, index) => ({ topic, prompt, asker: people[(at * 3 + index) % people.length] as Searcher })),
)
const read = questions.map(({ prompt }) => readSentence(prompt))
const vectors = await embedAll([...people.flatMap(textsOf), ...read.flatMap(({ topic }) => topic?.text ?? [])])

const sides = new Map(people.map((one) => [one, sidesOf(one, vectors)]))
const tables = questions.map((question, index) => tableOf(question, read[index] as Understood))

console.log(
  `${people.length} people, ${questions.length} sentences; ${read.filter(({ topic }) => topic).length} have a topic.`,
)
console.log('topic weight, of it meaning: first is right, of the first R (at most 10) right, reciprocal rank')
for (const total of TOTALS) for (const share of SHARES) print(total, share)

function print(total: number, share: number): void {
  const weights = { ...defaultWeights, topic_meaning: total * share, topic_words: total * (1 - share) }
  const found = tables.map((table) => placesOf(table, weights)).filter((places) => places.length > 0)
  const average = (figure: (places: readonly number[]) => number): string =>
    (found.reduce((sum, places) => sum + figure(places), 0) / found.length).toFixed(3)
  console.log(
    `${String(total).padStart(4)} ${share.toFixed(1)}: ${average((places) => Number(places[0] === 0))} ${average(precision)} ${average((places) => 1 / ((places[0] ?? 0) + 1))}`,
  )
}

function precision(places: readonly number[]): number {
  const first = Math.min(10, places.length)
  return places.filter((place) => place < first).length / first
}

interface Row {
  readonly id: string
  readonly values: Values
  readonly isRight: boolean
}

/** The places, from 0, of those who offer what is asked for. */
function placesOf(table: readonly Row[], weights: Weights): readonly number[] {
  return table
    .map((row) => ({ ...row, exact: scoreOf(row.values, weights).exact }))
    .toSorted((one, other) => other.exact - one.exact || (one.id < other.id ? -1 : 1))
    .flatMap(({ isRight }, place) => (isRight ? place : []))
}

/** What each part finds of everybody else. */
function tableOf({ topic, asker }: (typeof questions)[number], understood: Understood): readonly Row[] {
  const asked = understood.topic ? (vectors.get(understood.topic.text) ?? null) : null
  const measure: Measure = {
    asker: asker.facts,
    interests: asker.facts.interests,
    needs: asker.facts.needs,
    asks: { interests: false, needs: false },
    standpoint: { place: asker.facts.place, radiusKm: 50 },
    topic: topicWordsOf(understood, words),
    hasTopic: asked !== null,
    preferences: understood.preferences,
    clauses: [],
    weights: defaultWeights,
    relate,
    today: TODAY,
  }
  return people
    .filter((one) => one !== asker)
    .map((one) => ({
      id: one.facts.personId,
      values: valuesOf(candidateOf(one, asker, { asked, side: understood.topic?.side ?? null }), measure),
      isRight: one.offered.includes(topic),
    }))
}

function candidateOf(
  one: Searcher,
  asker: Searcher,
  { asked, side }: { readonly asked: Float32Array | null; readonly side: 'offers' | 'needs' | null },
): Candidate {
  const [theirs, mine] = [sides.get(one) as Sides, sides.get(asker) as Sides]
  const between = (left: Float32Array | null, right: Float32Array | null): number | null =>
    left && right ? cosine(left, right) : null
  const near = topicFields(side).flatMap((field) => between(asked, theirs[field]) ?? [])
  return {
    ...one.facts,
    words: one.words,
    cosines: {
      topic: near.length > 0 ? Math.max(...near) : null,
      about: between(theirs.about, mine.about),
      met: between(theirs.offers, mine.needs),
      meets: between(theirs.needs, mine.offers),
    },
  }
}

type Sides = Readonly<Record<'gives' | 'about' | 'needs' | 'offers', Float32Array | null>>

function sidesOf({ facts }: Searcher, known: Vectors): Sides {
  const [interests, needs, offers] = [facts.interests, facts.needs, facts.offers].map((list) =>
    list.length > 0 ? (known.get(list.join(', ')) ?? null) : null,
  )
  const about = facts.about === null ? null : (known.get(facts.about) ?? null)
  const middle = mean([interests, offers, about].filter((part) => part != null))
  return { gives: middle && normalise(middle), about, needs: needs ?? null, offers: offers ?? null }
}

function textsOf({ facts }: Searcher): string[] {
  const lists = [facts.interests, facts.needs, facts.offers].filter((list) => list.length > 0)
  return [...lists.map((list) => list.join(', ')), ...(facts.about ? [facts.about] : [])]
}
