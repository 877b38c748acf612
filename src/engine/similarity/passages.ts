/** A list of short texts, each as a quantised unit vector and its terms, laid out for fast loops. */
import { quantise } from './quantise.ts'

export interface Passage {
  /** The embedding of the text; need not have length 1. */
  readonly vector: Float32Array
  /** As `termsOf` gives them: ascending, repeats included. */
  readonly terms: Uint32Array
}

/** Columns: passage `i` has `vectors[i × dimensions …]`, `scales[i]` and the terms from `termStarts[i]` to the next. */
export interface PassageList {
  readonly count: number
  readonly dimensions: number
  readonly vectors: Int8Array
  /** 0 for a text without direction. */
  readonly scales: Float32Array
  /** One more than there are passages. */
  readonly termStarts: Uint32Array
  readonly termIds: Uint32Array
}

/** Throws a RangeError when the vectors differ in length: one list is of one model. */
export function packPassages(passages: readonly Passage[]): PassageList {
  const dimensions = passages[0]?.vector.length ?? 0
  const list = emptyList(passages, dimensions)
  for (const [index, { vector, terms }] of passages.entries()) {
    if (vector.length !== dimensions) throw new RangeError(`Vectors of ${dimensions} and ${vector.length} dimensions`)
    list.scales[index] = quantise(vector, list.vectors.subarray(index * dimensions, (index + 1) * dimensions))
    const start = list.termStarts[index] ?? 0
    list.termIds.set(terms.toSorted(), start)
    list.termStarts[index + 1] = start + terms.length
  }
  return list
}

function emptyList(passages: readonly Passage[], dimensions: number): PassageList {
  const terms = passages.reduce((sum, passage) => sum + passage.terms.length, 0)
  return {
    count: passages.length,
    dimensions,
    vectors: new Int8Array(passages.length * dimensions),
    scales: new Float32Array(passages.length),
    termStarts: new Uint32Array(passages.length + 1),
    termIds: new Uint32Array(terms),
  }
}
