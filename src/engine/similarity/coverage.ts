/** How well one list of short texts is answered by another: each of the first by its best of the second. */
import type { WordWeights } from '../text/word-weights.ts'
import { calibrate, coveredAgainMin, coveredMin } from './calibrate.ts'
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
  /**
   * Asked passages whose best answer stays below `coveredMin`, or below `coveredAgainMin` where it answers another one
   * better; all of them when there are no answers. Ascending.
   */
  readonly uncovered: readonly number[]
}

/**
 * The similarity of two passages is half meaning (cosine, negatives as 0) and half words (`wordSimilarity`); the score
 * is the `fadingMean` over the asked passages of the similarity of their best answer, then calibrated. Depends on the two
 * lists and the word table alone. Throws a RangeError when the lists come from models of different dimensions.
 */
export function coverage(asked: PassageList, answered: PassageList, weights: WordWeights): Coverage {
  const { count, dimensions } = asked
  if (count === 0 || answered.count === 0) return { score: null, best: [], uncovered: indexesOf(count) }
  if (dimensions !== answered.dimensions) {
    throw new RangeError(`Passages of ${dimensions} and ${answered.dimensions} dimensions`)
  }
  const raw = bestAnswers(asked, answered, weights)
  const best = raw.map((cover) => ({ ...cover, similarity: calibrate(cover.similarity) }))
  return {
    score: calibrate(fadingMean(raw.map(({ similarity }) => similarity))),
    best,
    uncovered: uncoveredOf(best, answered.count),
  }
}

/**
 * A mean in which the largest counts 1, the next ½, then ¼, and so on: the ordered weighted average of R. Yager ("On
 * ordered weighted averaging aggregation operators", 1988) with halving weights. Somebody who meets one wish in full is
 * worth meeting whatever else is wished for, so the best wish has about half of the say; a plain mean would rank whoever
 * half meets everything first, and punish whoever says more.
 */
export function fadingMean(figures: readonly number[]): number {
  const ascending = Float64Array.from(figures).sort()
  let sum = 0
  let total = 0
  let weight = 1
  for (let index = ascending.length - 1; index >= 0; index -= 1) {
    sum += weight * (ascending[index] as number)
    total += weight
    weight /= 2
  }
  return total === 0 ? 0 : Math.min(1, sum / total)
}

function uncoveredOf(best: readonly Cover[], answers: number): readonly number[] {
  const highest = new Float64Array(answers)
  for (const { answered, similarity } of best)
    if (similarity > (highest[answered] as number)) highest[answered] = similarity
  const boundOf = ({ answered, similarity }: Cover): number =>
    similarity < (highest[answered] as number) ? coveredAgainMin : coveredMin
  return best.filter((cover) => cover.similarity < boundOf(cover)).map(({ asked }) => asked)
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
