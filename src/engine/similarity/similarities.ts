/** The similarity of every asked passage to every answer: half meaning, half words. */
import { believedShare, lengthPenalty, termScore } from '../text/bm25.ts'
import type { WordWeights } from '../text/word-weights.ts'
import type { PassageList } from './passages.ts'

/** Row by row, one row per asked passage: cosines clipped to 0..1. */
export function meanings(asked: PassageList, answered: PassageList): Float64Array<ArrayBuffer> {
  const cosines = stepProducts(asked, answered)
  for (let row = 0; row < asked.count; row += 1) {
    for (let column = 0; column < answered.count; column += 1) {
      const at = row * answered.count + column
      const cosine = (cosines[at] as number) * (asked.scales[row] as number) * (answered.scales[column] as number)
      cosines[at] = Math.max(0, Math.min(1, cosine))
    }
  }
  return cosines
}

/** Row by row: the figures of `wordSimilarity`, 0..1, in one walk along the terms of both. */
export function wordSimilarities(
  asked: PassageList,
  answered: PassageList,
  weights: WordWeights,
): Float64Array<ArrayBuffer> {
  const common = new Float64Array(asked.count * answered.count)
  let at = 0
  for (let posting = 0; posting < asked.postingTerms.length; posting += 1) {
    const term = asked.postingTerms[posting] as number
    const row = asked.postingPassages[posting] as number
    while ((answered.postingTerms[at] as number) < term) at += 1
    // Another passage may ask for the same term, so this stretch is not left behind.
    for (let met = at; answered.postingTerms[met] === term; met += 1) {
      const column = answered.postingPassages[met] as number
      const cell = row * answered.count + column
      common[cell] = (common[cell] as number) + postingScore(answered, met, weights)
    }
  }
  return toShares(common, ownScores(asked, weights))
}

/** In place. */
function toShares(cells: Float64Array<ArrayBuffer>, rows: Float64Array): Float64Array<ArrayBuffer> {
  const columns = cells.length / rows.length
  for (let cell = 0; cell < cells.length; cell += 1) {
    const common = cells[cell] as number
    if (common > 0) cells[cell] = believedShare(common, rows[Math.floor(cell / columns)] as number)
  }
  return cells
}

/** What each passage scores against itself. */
function ownScores(list: PassageList, weights: WordWeights): Float64Array {
  const own = new Float64Array(list.count)
  for (let posting = 0; posting < list.postingTerms.length; posting += 1) {
    const passage = list.postingPassages[posting] as number
    own[passage] = (own[passage] as number) + postingScore(list, posting, weights)
  }
  return own
}

function postingScore(list: PassageList, posting: number, weights: WordWeights): number {
  const length = list.lengths[list.postingPassages[posting] as number] as number
  const weight = weights.weightOf(list.postingTerms[posting] as number)
  return termScore(weight, list.postingCounts[posting] as number, lengthPenalty(length))
}

/**
 * Products of quantised vectors, summed: whole numbers, so exact in any order, and below 2^31 up to 130,000 dimensions.
 * Two rows against two columns at a time halves the reads, which are what this loop waits for.
 */
function stepProducts(asked: PassageList, answered: PassageList): Float64Array<ArrayBuffer> {
  const [rows, columns] = [asked.count, answered.count]
  const sums = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row += 2) {
    for (let column = 0; column < columns; column += 2) {
      const block = { sums, row, column }
      if (row + 1 < rows && column + 1 < columns) addBlock(asked, answered, block)
      else addEdge(asked, answered, block)
    }
  }
  return sums
}

interface Block {
  readonly sums: Float64Array
  readonly row: number
  readonly column: number
}

/** In 32-bit integers, which the engine multiplies without turning them into floats first. */
function addBlock(asked: PassageList, answered: PassageList, block: Block): void {
  const { dimensions, vectors } = answered
  const steps = asked.vectors
  const [row, column] = [block.row * dimensions, block.column * dimensions]
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  for (let index = 0; index < dimensions; index += 1) {
    const upper = steps[row + index] as number
    const lower = steps[row + dimensions + index] as number
    const left = vectors[column + index] as number
    const right = vectors[column + dimensions + index] as number
    a = (a + Math.imul(upper, left)) | 0
    b = (b + Math.imul(upper, right)) | 0
    c = (c + Math.imul(lower, left)) | 0
    d = (d + Math.imul(lower, right)) | 0
  }
  const at = block.row * answered.count + block.column
  block.sums[at] = a
  block.sums[at + 1] = b
  block.sums[at + answered.count] = c
  block.sums[at + answered.count + 1] = d
}

/** The last row or column of an odd number. */
function addEdge(asked: PassageList, answered: PassageList, block: Block): void {
  const { count, dimensions, vectors } = answered
  for (let row = block.row; row < Math.min(block.row + 2, asked.count); row += 1) {
    for (let column = block.column; column < Math.min(block.column + 2, count); column += 1) {
      let sum = 0
      for (let index = 0; index < dimensions; index += 1) {
        const product = Math.imul(
          asked.vectors[row * dimensions + index] as number,
          vectors[column * dimensions + index] as number,
        )
        sum = (sum + product) | 0
      }
      block.sums[row * count + column] = sum
    }
  }
}
