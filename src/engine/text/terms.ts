import type { WordWeights } from './word-weights.ts'
import { topicStems } from './words.ts'

/** The terms of a text as ids in ascending order; a word that is said twice is there twice. */
export function termsOf(text: string, weights: WordWeights): Uint32Array<ArrayBuffer> {
  return Uint32Array.from(topicStems(text), (stem) => weights.termOf(stem)).sort()
}
