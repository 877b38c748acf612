/** Scores every ordered pair of a population in several ways, beside the planted truth. */
import { calibrate, cosine, packPassages, termsOf, wordSimilarity } from '../src/engine/index.ts'
import type { PassageList, WordWeights } from '../src/engine/index.ts'
import { meanings, wordSimilarities } from '../src/engine/similarity/similarities.ts'
import type { Vectors } from './embed.ts'
import type { PlantedPerson, PlantedSentence } from './population.ts'

export const methods = ['whole-text cosine', 'words alone', 'meaning alone', 'blend', 'blend, calibrated'] as const
export type Method = (typeof methods)[number]

export interface Pair {
  readonly asker: number
  readonly answerer: number
  /** Share of the asker's planted needs that the answerer was planted to meet. */
  readonly met: number
  readonly scores: Readonly<Record<Method, number>>
}

/** One planted need beside one person: the raw similarity of its best answer, and whether it was planted to be met. */
export interface AskedOnce {
  readonly similarity: number
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
      pairs.push({ asker, answerer, met: shareMet(one.asks, other.answers), scores })
      for (const [index, topic] of one.asks.topics.entries()) {
        if (topic === null) continue
        asked.push({ similarity: best[index] ?? 0, isMet: other.answers.topics.includes(topic) })
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

function shareMet(asks: Side, answers: Side): number {
  const needs = new Set(asks.topics.filter((topic) => topic !== null))
  return [...needs].filter((topic) => answers.topics.includes(topic)).length / needs.size
}

function scoresOf(
  one: Ready,
  answers: Side,
  weights: WordWeights,
): { scores: Record<Method, number>; best: readonly number[] } {
  const meaning = meanings(one.asks.list, answers.list)
  const words = wordSimilarities(one.asks.list, answers.list, weights)
  const blend = meaning.map((value, index) => (value + (words[index] as number)) / 2)
  const best = bestOfRows(blend, answers.list.count)
  const scores = {
    'whole-text cosine': cosine(one.asks.vector, answers.vector),
    'words alone': wordSimilarity(one.asks.terms, answers.terms, weights),
    'meaning alone': average(bestOfRows(meaning, answers.list.count)),
    blend: average(best),
    'blend, calibrated': calibrate(average(best)),
  }
  return { scores, best }
}

function bestOfRows(figures: Float64Array, columns: number): readonly number[] {
  return Array.from({ length: figures.length / columns }, (_, row) =>
    Math.max(...figures.subarray(row * columns, (row + 1) * columns)),
  )
}

const average = (figures: readonly number[]): number =>
  figures.reduce((sum, figure) => sum + figure, 0) / figures.length
