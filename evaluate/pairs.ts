/** Scores every ordered pair of a population in several ways, beside the planted truth. */
import { calibrate, cosine, packPassages, termsOf, wordSimilarity } from '../src/engine/index.ts'
import type { PassageList, WordWeights } from '../src/engine/index.ts'
import { fadingMean } from '../src/engine/similarity/coverage.ts'
import { meanings, wordSimilarities } from '../src/engine/similarity/similarities.ts'
import type { Vectors } from './embed.ts'
import type { PlantedPerson, PlantedSentence } from './population.ts'

export const methods = [
  'whole-text cosine',
  'words alone',
  'meaning alone',
  'blend, plain mean',
  'blend',
  'blend, calibrated',
] as const
export type Method = (typeof methods)[number]

export interface Pair {
  readonly asker: number
  readonly answerer: number
  /** Share of the asker's planted needs that the answerer was planted to meet, and how many needs these are. */
  readonly met: number
  readonly needs: number
  readonly scores: Readonly<Record<Method, number>>
}

/** One planted need beside one person. */
export interface AskedOnce {
  /** That of its best answer, not yet calibrated. */
  readonly similarity: number
  /** Whether the best answer answers another need of the same person better. */
  readonly isAgain: boolean
  readonly isMet: boolean
}

interface Side {
  readonly list: PassageList
  readonly vector: Float32Array
  readonly terms: Uint32Array
  readonly topics: readonly (string | null)[]
}

interface Ready {
  readonly asks: Side
  readonly answers: Side
}

export const wholeText = (sentences: readonly PlantedSentence[]): string => sentences.map(({ text }) => text).join(' ')

/** All texts that `scorePairs` wants vectors of. */
export function textsOf(people: readonly PlantedPerson[]): string[] {
  return people.flatMap(({ requirements, offerings }) => [
    ...[...requirements, ...offerings].map(({ text }) => text),
    wholeText(requirements),
    wholeText(offerings),
  ])
}

export function scorePairs(
  people: readonly PlantedPerson[],
  vectors: Vectors,
  weights: WordWeights,
): { pairs: readonly Pair[]; asked: readonly AskedOnce[] } {
  const side = (sentences: readonly PlantedSentence[]): Side => sideOf(sentences, vectors, weights)
  const ready = people.map(({ requirements, offerings }): Ready => ({
    asks: side(requirements),
    answers: side(offerings),
  }))
  const pairs: Pair[] = []
  const asked: AskedOnce[] = []
  for (const [asker, one] of ready.entries()) {
    for (const [answerer, other] of ready.entries()) {
      if (asker === answerer || one.asks.list.count === 0 || other.answers.list.count === 0) continue
      const { scores, best } = scoresOf(one, other.answers, weights)
      pairs.push({ asker, answerer, ...shareMet(one.asks, other.answers), scores })
      for (const [index, topic] of one.asks.topics.entries()) {
        const own = best[index]
        if (topic === null || !own) continue
        const isAgain = best.some(({ at, similarity }) => at === own.at && similarity > own.similarity)
        asked.push({ similarity: own.similarity, isAgain, isMet: other.answers.topics.includes(topic) })
      }
    }
  }
  return { pairs, asked }
}

function sideOf(sentences: readonly PlantedSentence[], vectors: Vectors, weights: WordWeights): Side {
  const whole = wholeText(sentences)
  const vectorOf = (text: string): Float32Array => vectors.get(text) ?? new Float32Array(0)
  return {
    list: packPassages(sentences.map(({ text }) => ({ vector: vectorOf(text), terms: termsOf(text, weights) }))),
    vector: vectorOf(whole),
    terms: termsOf(whole, weights),
    topics: sentences.map(({ topic }) => topic),
  }
}

function shareMet(asks: Side, answers: Side): Pick<Pair, 'met' | 'needs'> {
  const needs = new Set(asks.topics.filter((topic) => topic !== null))
  return { met: [...needs].filter((topic) => answers.topics.includes(topic)).length / needs.size, needs: needs.size }
}

interface Best {
  readonly at: number
  readonly similarity: number
}

function scoresOf(
  one: Ready,
  answers: Side,
  weights: WordWeights,
): { scores: Record<Method, number>; best: readonly Best[] } {
  const meaning = meanings(one.asks.list, answers.list)
  const words = wordSimilarities(one.asks.list, answers.list, weights)
  const blend = meaning.map((value, index) => (value + (words[index] as number)) / 2)
  const best = bestOfRows(blend, answers.list.count)
  const figures = best.map(({ similarity }) => similarity)
  const scores = {
    'whole-text cosine': cosine(one.asks.vector, answers.vector),
    'words alone': wordSimilarity(one.asks.terms, answers.terms, weights),
    'meaning alone': fadingMean(bestOfRows(meaning, answers.list.count).map(({ similarity }) => similarity)),
    'blend, plain mean': average(figures),
    blend: fadingMean(figures),
    'blend, calibrated': calibrate(fadingMean(figures)),
  }
  return { scores, best }
}

function bestOfRows(figures: Float64Array, columns: number): readonly Best[] {
  return Array.from({ length: figures.length / columns }, (_, index) => {
    const row = figures.subarray(index * columns, (index + 1) * columns)
    const similarity = Math.max(...row)
    return { at: row.indexOf(similarity), similarity }
  })
}

const average = (figures: readonly number[]): number =>
  figures.reduce((sum, figure) => sum + figure, 0) / figures.length
