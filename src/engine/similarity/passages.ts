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
  readonly postingCounts: Uint32Array
}

/** Throws a RangeError when the vectors differ in length: one list is of one model. */
export function packPassages(passages: readonly Passage[]): PassageList {
  const lengths = Uint32Array.from(passages, ({ terms }) => terms.length)
  const terms = Uint32Array.from(passages.flatMap((passage) => [...passage.terms]))
  return { ...packVectors(passages), ...postingsOf(terms, lengths) }
}

/** The columns that hold no words. Throws a RangeError when the vectors differ in length. */
export function packVectors(
  passages: readonly Passage[],
): Pick<PassageList, 'count' | 'dimensions' | 'vectors' | 'scales'> {
  const dimensions = passages[0]?.vector.length ?? 0
  const vectors = new Int8Array(passages.length * dimensions)
  const scales = new Float32Array(passages.length)
  for (const [index, { vector }] of passages.entries()) {
    if (vector.length !== dimensions) throw new RangeError(`Vectors of ${dimensions} and ${vector.length} dimensions`)
    scales[index] = quantise(vector, vectors.subarray(index * dimensions, (index + 1) * dimensions))
  }
  return { count: passages.length, dimensions, vectors, scales }
}

/** Passages that a list may hold: their number is the lower half of a sorting key. */
const PASSAGES_MAX = 2 ** 16

/** The postings of terms that stand passage by passage, so many in each. Throws a RangeError for too many passages. */
export function postingsOf(
  terms: Uint32Array,
  lengths: Uint32Array,
): Pick<PassageList, 'lengths' | 'postingTerms' | 'postingPassages' | 'postingCounts'> {
  if (lengths.length > PASSAGES_MAX) throw new RangeError(`${lengths.length} passages in one list`)
  const keys = sortedKeys(terms, lengths)
  const postingTerms = new Uint32Array(terms.length)
  const postingPassages = new Uint16Array(terms.length)
  const postingCounts = new Uint32Array(terms.length)
  let last = -1
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] as number
    if (at === 0 || key !== keys[at - 1]) {
      last += 1
      postingTerms[last] = Math.floor(key / PASSAGES_MAX)
      postingPassages[last] = key % PASSAGES_MAX
    }
    postingCounts[last] = (postingCounts[last] as number) + 1
  }
  const end = last + 1
  return {
    lengths,
    postingTerms: postingTerms.subarray(0, end),
    postingPassages: postingPassages.subarray(0, end),
    postingCounts: postingCounts.subarray(0, end),
  }
}

/** Term and passage in one number of 48 bits, which a float holds exactly. */
function sortedKeys(terms: Uint32Array, lengths: Uint32Array): Float64Array {
  const keys = new Float64Array(terms.length)
  let at = 0
  for (let passage = 0; passage < lengths.length; passage += 1) {
    for (const end = at + (lengths[passage] as number); at < end; at += 1) {
      keys[at] = (terms[at] as number) * PASSAGES_MAX + passage
    }
  }
  return keys.sort()
}
