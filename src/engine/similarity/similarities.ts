/** The similarity of every asked passage to every answer: half meaning, half words. */
import { lengthPenalty, termScore } from '../text/bm25.ts'
import type { AskedList } from './asked.ts'
import type { PassageList } from './passages.ts'

/** Row by row, one row per asked passage: cosines clipped to 0..1. */
export function meanings(asked: AskedList, answered: PassageList): Float64Array<ArrayBuffer> {
  const { count, scales } = asked.list
  const cosines = stepProducts(asked, answered)
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < answered.count; column += 1) {
      const at = row * answered.count + column
      const cosine = (cosines[at] as number) * (scales[row] as number) * (answered.scales[column] as number)
      cosines[at] = Math.max(0, Math.min(1, cosine))
    }
  }
  return cosines
}

/** Row by row: the figures of `wordSimilarity`, 0..1, by looking up each term of an answer among the asked. */
export function wordSimilarities(asked: AskedList, answered: PassageList): Float64Array<ArrayBuffer> {
  const shares = new Float64Array(asked.list.count * answered.count)
  for (let column = 0; column < answered.count; column += 1) {
    const [start, end] = [answered.termStarts[column] as number, answered.termStarts[column + 1] as number]
    const penalty = lengthPenalty(end - start)
    for (let from = start, to = start; from < end; from = to) {
      const term = answered.termIds[from] as number
      while (to < end && answered.termIds[to] === term) to += 1
      for (const { passage, weight } of asked.postings.get(term) ?? []) {
        const at = passage * answered.count + column
        shares[at] = (shares[at] as number) + termScore(weight, to - from, penalty) / (asked.own[passage] as number)
      }
    }
  }
  return shares.map((share) => Math.min(1, share))
}

/**
 * Products of quantised vectors, summed: whole numbers far below 2^53, so exact in any order. Two rows against two
 * columns at a time halves the reads, which are what this loop waits for.
 */
function stepProducts(asked: AskedList, answered: PassageList): Float64Array<ArrayBuffer> {
  const [rows, columns] = [asked.list.count, answered.count]
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

function addBlock(asked: AskedList, answered: PassageList, block: Block): void {
  const { dimensions, vectors } = answered
  const { steps } = asked
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
    a += upper * left
    b += upper * right
    c += lower * left
    d += lower * right
  }
  const at = block.row * answered.count + block.column
  block.sums[at] = a
  block.sums[at + 1] = b
  block.sums[at + answered.count] = c
  block.sums[at + answered.count + 1] = d
}

/** The last row or column of an odd number. */
function addEdge(asked: AskedList, answered: PassageList, block: Block): void {
  const { count, dimensions, vectors } = answered
  for (let row = block.row; row < Math.min(block.row + 2, asked.list.count); row += 1) {
    for (let column = block.column; column < Math.min(block.column + 2, count); column += 1) {
      let sum = 0
      for (let index = 0; index < dimensions; index += 1) {
        sum += (asked.steps[row * dimensions + index] as number) * (vectors[column * dimensions + index] as number)
      }
      block.sums[row * count + column] = sum
    }
  }
}
