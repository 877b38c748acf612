/** A list of passages made ready to be asked of many other lists. */
import { lengthPenalty, termScore } from '../text/bm25.ts'
import type { WordWeights } from '../text/word-weights.ts'
import type { PassageList } from './passages.ts'

/** One passage that says a term. */
export interface Posting {
  readonly passage: number
  /** What the term weighs. */
  readonly weight: number
}

export interface AskedList {
  readonly list: PassageList
  /** The quantised steps of all vectors as floats, which multiply faster and as exactly. */
  readonly steps: Float32Array
  /** Who says a term, ascending. */
  readonly postings: ReadonlyMap<number, readonly Posting[]>
  /** What the words of each passage score against the passage itself. */
  readonly own: Float64Array
}

/** Costs about as much as one comparison, so it pays from the second list on. */
export function prepareAsked(list: PassageList, weights: WordWeights): AskedList {
  const postings = new Map<number, Posting[]>()
  const own = new Float64Array(list.count)
  for (let passage = 0; passage < list.count; passage += 1) {
    const [start, end] = [list.termStarts[passage] as number, list.termStarts[passage + 1] as number]
    const penalty = lengthPenalty(end - start)
    for (let from = start, to = start; from < end; from = to) {
      const term = list.termIds[from] as number
      while (to < end && list.termIds[to] === term) to += 1
      const weight = weights.weightOf(term)
      own[passage] = (own[passage] as number) + termScore(weight, to - from, penalty)
      const known = postings.get(term)
      if (known) known.push({ passage, weight })
      else postings.set(term, [{ passage, weight }])
    }
  }
  return { list, steps: new Float32Array(list.vectors), postings, own }
}
