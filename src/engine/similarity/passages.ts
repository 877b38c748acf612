/** A list of short texts, each as a quantised unit vector and its terms, laid out for fast loops. */
import { quantise } from './quantise.ts'

export interface Passage {
  /** The embedding of the text; need not have length 1. */
  readonly vector: Float32Array
  /** As `termsOf` gives them: repeats included. */
  readonly terms: Uint32Array
}

/**
 * Columns. Passage `i` has `vectors[i × dimensions …]`, `scales[i]` and `lengths[i]`. Posting `j` says that the passage
 * `postingPassages[j]` has the term `postingTerms[j]` as often as `postingCounts[j]`; by term, then by passage, so that
 * two lists are compared in one walk along both.
 */
export interface PassageList {
  readonly count: number
  readonly dimensions: number
  readonly vectors: Int8Array
  /** 0 for a text without direction. */
  readonly scales: Float32Array
  /** Terms of a passage, repeats included. */
  readonly lengths: Uint32Array
  readonly postingTerms: Uint32Array
  readonly postingPassages: Uint16Array
  readonly postingCounts: Uint16Array
}

interface Posting {
  readonly term: number
  readonly passage: number
  readonly count: number
}

const UINT16_MAX = 2 ** 16 - 1

/** Throws a RangeError when the vectors differ in length: one list is of one model. */
export function packPassages(passages: readonly Passage[]): PassageList {
  if (passages.length > UINT16_MAX) throw new RangeError(`${passages.length} passages in one list`)
  const dimensions = passages[0]?.vector.length ?? 0
  const vectors = new Int8Array(passages.length * dimensions)
  const scales = new Float32Array(passages.length)
  for (const [index, { vector }] of passages.entries()) {
    if (vector.length !== dimensions) throw new RangeError(`Vectors of ${dimensions} and ${vector.length} dimensions`)
    scales[index] = quantise(vector, vectors.subarray(index * dimensions, (index + 1) * dimensions))
  }
  const postings = passages
    .flatMap(({ terms }, passage) => postingsOf(terms, passage))
    .toSorted((a, b) => a.term - b.term || a.passage - b.passage)
  return {
    count: passages.length,
    dimensions,
    vectors,
    scales,
    lengths: Uint32Array.from(passages, ({ terms }) => terms.length),
    postingTerms: Uint32Array.from(postings, ({ term }) => term),
    postingPassages: Uint16Array.from(postings, ({ passage }) => passage),
    postingCounts: Uint16Array.from(postings, ({ count }) => count),
  }
}

function postingsOf(terms: Uint32Array, passage: number): Posting[] {
  if (terms.length > UINT16_MAX) throw new RangeError(`${terms.length} terms in one passage`)
  const counts = new Map<number, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return Array.from(counts, ([term, count]) => ({ term, passage, count }))
}
