/** How well one list of short texts is answered by another: each of the first by its best of the second. */
import type { WordWeights } from '../text/word-weights.ts'
import { calibrate, coveredMin } from './calibrate.ts'
import type { PassageList } from './passages.ts'
import { meanings, wordSimilarities } from './similarities.ts'

export interface Cover {
  readonly asked: number
  readonly answered: number
  /** 0..1, calibrated. */
  readonly similarity: number
}

export interface Coverage {
  /** 0..1, calibrated; null when either list is empty: no evidence, neither for nor against. */
  readonly score: number | null
  /** For each asked passage its best answer, the first of equals; empty when either list is. */
  readonly best: readonly Cover[]
  /** Asked passages whose best answer stays below `coveredMin`; all of them when there are no answers. */
  readonly uncovered: readonly number[]
}

/** Sums of whole steps are exact, so the order of the passages cannot change the last digit of a score. */
const STEPS = 2 ** 32

/**
 * The similarity of two passages is half meaning (cosine, negatives as 0) and half words (`wordSimilarity`); the score
 * is the mean over the asked passages of the similarity of their best answer, then calibrated. Depends on the two lists
 * and the word table alone. Throws a RangeError when the lists come from models of different dimensions.
 */
export function coverage(asked: PassageList, answered: PassageList, weights: WordWeights): Coverage {
  const { count, dimensions } = asked
  if (count === 0 || answered.count === 0) return { score: null, best: [], uncovered: indexesOf(count) }
  if (dimensions !== answered.dimensions) {
    throw new RangeError(`Passages of ${dimensions} and ${answered.dimensions} dimensions`)
  }
  const raw = bestAnswers(asked, answered, weights)
  const steps = raw.reduce((sum, cover) => sum + Math.round(cover.similarity * STEPS), 0)
  const best = raw.map((cover) => ({ ...cover, similarity: calibrate(cover.similarity) }))
  const uncovered = best.filter((cover) => cover.similarity < coveredMin).map((cover) => cover.asked)
  return { score: calibrate(steps / STEPS / count), best, uncovered }
}

/** Similarities not yet calibrated. */
function bestAnswers(asked: PassageList, answered: PassageList, weights: WordWeights): readonly Cover[] {
  const meaning = meanings(asked, answered)
  const words = wordSimilarities(asked, answered, weights)
  return indexesOf(asked.count).map((row) => {
    const first = row * answered.count
    let at = 0
    let similarity = -1
    for (let column = 0; column < answered.count; column += 1) {
      const value = ((meaning[first + column] as number) + (words[first + column] as number)) / 2
      if (value <= similarity) continue
      at = column
      similarity = value
    }
    return { asked: row, answered: at, similarity }
  })
}

const indexesOf = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
