/** Measures how well a sentence finds the people that it asks for, by the weight of what it asks. `node evaluate/searching.ts` */
import { readFileSync } from 'node:fs'
import { cosine, mean, normalise, wordWeights } from '../src/engine/index.ts'
import { readSentence } from '../src/people/asking/index.ts'
import type { Candidate } from '../src/people/profiles/index.ts'
import { inOrder, judge } from '../src/people/search/judge.ts'
import type { Measure } from '../src/people/search/judge.ts'
import { topicWordsOf } from '../src/people/search/search.ts'
import { defaultWeights } from '../src/people/search/weights.ts'
import type { Weights } from '../src/people/search/factor.ts'
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
const TOTALS = [15, 30, 60, 100, 150, 220]
const SHARES = [0, 0.3, 0.5, 0.7, 1]

const words = wordWeights(JSON.parse(readFileSync(new URL('../models/word-weights/en-1.json', import.meta.url), 'utf8')))
const people = makeSearchers(SIZE, SEED)
/** Somebody asks for each topic in each wording of its needs. */
const questions = Object.entries(topics).flatMap(([topic, { needs }], at) =>
  needs.map((prompt, index) => ({ topic, prompt, asker: people[(at * 3 + index) % people.length] as Searcher })),
)
const read = questions.map(({ prompt }) => readSentence(prompt))
const vectors = await embedAll([...people.flatMap(textsOf), ...read.flatMap(({ topic }) => topic?.text ?? [])])

console.log(`${people.length} people, ${questions.length} sentences; ${read.filter(({ topic }) => topic).length} have a topic.`)
console.log('topic weight, of it meaning: first is right, of the first R (at most 10) right, reciprocal rank')
for (const total of TOTALS) for (const share of SHARES) print(total, share)

function print(total: number, share: number): void {
  const weights = { ...defaultWeights, topic_meaning: total * share, topic_words: total * (1 - share) }
  const found = questions.map((_, index) => ranksOf(index, weights)).filter(({ right }) => right.length > 0)
  const average = (figure: (one: (typeof found)[number]) => number): string =>
    (found.reduce((sum, one) => sum + figure(one), 0) / found.length).toFixed(3)
  console.log(
    `${String(total).padStart(4)} ${share.toFixed(1)}: ${average(({ right }) => Number(right[0] === 0))} ${average(precision)} ${average(({ right }) => 1 / ((right[0] ?? 0) + 1))}`,
  )
}

function precision({ right }: { readonly right: readonly number[] }): number {
  const first = Math.min(10, right.length)
  return right.filter((rank) => rank < first).length / first
}

/** The places, from 0, of those who offer what is asked for. */
function ranksOf(index: number, weights: Weights): { readonly right: readonly number[] } {
  const { topic, asker } = questions[index] as (typeof questions)[number]
  const understood = read[index] as ReturnType<typeof readSentence>
  const asked = understood.topic ? (vectors.get(understood.topic.text) ?? null) : null
  const measure: Measure = {
    asker: asker.facts,
    interests: asker.facts.interests,
    needs: asker.facts.needs,
    standpoint: { place: asker.facts.place, radiusKm: 50 },
    topic: topicWordsOf(understood, words),
    hasTopic: asked !== null,
    preferences: understood.preferences,
    clauses: [],
    weights,
    relate,
    today: TODAY,
  }
  const judged = people
    .filter((one) => one !== asker)
    .map((one) => judge(candidateOf(one, asker, asked), measure))
    .toSorted(inOrder)
  const offering = new Set(people.filter((one) => one.offered.includes(topic)).map(({ facts }) => facts.personId))
  return { right: judged.flatMap(({ candidate }, rank) => (offering.has(candidate.personId) ? rank : [])) }
}

function candidateOf(one: Searcher, asker: Searcher, topic: Float32Array | null): Candidate {
  const [theirs, mine] = [sidesOf(one, vectors), sidesOf(asker, vectors)]
  const between = (left: Float32Array | null, right: Float32Array | null): number | null =>
    left && right ? cosine(left, right) : null
  const beside = [theirs.lists, theirs.about, theirs.needs, theirs.offers].map((side) => between(topic, side))
  return {
    ...one.facts,
    words: one.words,
    cosines: {
      topic: topic ? Math.max(...beside.slice(0, 2).map((value) => value ?? 0)) : null,
      about: between(theirs.about, mine.about),
      met: between(theirs.offers, mine.needs),
      meets: between(theirs.needs, mine.offers),
    },
  }
}

function sidesOf({ facts }: Searcher, known: Vectors) {
  const centre = (texts: readonly string[]): Float32Array | null => {
    const middle = mean(texts.map((text) => known.get(text) as Float32Array))
    return middle && normalise(middle)
  }
  const [interests, needs, offers] = [facts.interests, facts.needs, facts.offers].map((list) =>
    list.length > 0 ? (known.get(list.join(', ')) ?? null) : null,
  )
  const parts = [interests, offers, needs].filter((part) => part != null)
  const middle = mean(parts)
  return { lists: middle && normalise(middle), about: facts.about ? centre([facts.about]) : null, needs: needs ?? null, offers: offers ?? null }
}

function textsOf({ facts }: Searcher): string[] {
  const lists = [facts.interests, facts.needs, facts.offers].filter((list) => list.length > 0)
  return [...lists.map((list) => list.join(', ')), ...(facts.about ? [facts.about] : [])]
}
