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
  const cells = blends(asked, answered, weights)
  const raw = bestAnswers(cells, count)
  const best = raw.map((cover) => ({ ...cover, similarity: calibrate(cover.similarity) }))
  return {
    score: calibrate(fadingMean(raw.map(({ similarity }) => similarity))),
    best,
    uncovered: uncoveredOf(best, servesBetter(cells, raw)),
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

function uncoveredOf(best: readonly Cover[], isServedElsewhere: readonly boolean[]): readonly number[] {
  const boundOf = ({ asked }: Cover): number => (isServedElsewhere[asked] ? coveredAgainMin : coveredMin)
  return best.filter((cover) => cover.similarity < boundOf(cover)).map(({ asked }) => asked)
}

/**
 * For each asked passage, whether its best answer serves another one better. Where several answers are equally good, all
 * of them must, so that the order of the answers does not show.
 */
function servesBetter(cells: Float64Array, best: readonly Cover[]): readonly boolean[] {
  const columns = cells.length / best.length
  const highest = new Float64Array(columns)
  const isBest = ({ asked, similarity }: Cover, column: number): boolean =>
    cells[asked * columns + column] === similarity
  for (const cover of best) {
    for (let column = 0; column < columns; column += 1)
      if (isBest(cover, column)) highest[column] = Math.max(highest[column] as number, cover.similarity)
  }
  return best.map((cover) => highest.every((high, column) => !isBest(cover, column) || high > cover.similarity))
}

/** Half meaning and half words, row by row, not yet calibrated. */
function blends(asked: PassageList, answered: PassageList, weights: WordWeights): Float64Array {
  const meaning = meanings(asked, answered)
  const words = wordSimilarities(asked, answered, weights)
  return meaning.map((value, cell) => (value + (words[cell] as number)) / 2)
}

function bestAnswers(cells: Float64Array, rows: number): readonly Cover[] {
  const columns = cells.length / rows
  return indexesOf(rows).map((row) => {
    const first = row * columns
    let at = 0
    let similarity = -1
    for (let column = 0; column < columns; column += 1) {
      const value = cells[first + column] as number
      if (value <= similarity) continue
      at = column
      similarity = value
    }
    return { asked: row, answered: at, similarity }
  })
}

const indexesOf = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
