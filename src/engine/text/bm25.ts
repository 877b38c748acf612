/** How well the words of one short text answer those of another. */
import type { WordWeights } from './word-weights.ts'

/** Saturation of repeats and weight of length, as usual for short texts. */
const K1 = 1.2
const B = 0.75
/** Content terms of an average passage; fixed, so that a score depends on the two texts alone. */
const TERMS_MEAN = 7
/** Evidence that is believed by half, in nats: a single word that stands in no table weighs as much. */
const EVIDENCE_HALF = 10

/** What length adds to the divisor of every term of a document. */
export function lengthPenalty(terms: number): number {
  return K1 * (1 - B + (B * terms) / TERMS_MEAN)
}

/** What a term that a document says `count` times is worth. */
export function termScore(weight: number, count: number, penalty: number): number {
  return (weight * count * (K1 + 1)) / (count + penalty)
}

/**
 * What a query and a document have in common, of what the query scores against itself, believed as far as there is
 * evidence: s / own · s / (s + 10). The share alone is one-sided: a single chance word in common is half of a query of
 * two words. 0..1, and 1 only in the limit of long texts.
 */
export function believedShare(common: number, own: number): number {
  return common > 0 ? Math.min(1, common / own) * (common / (common + EVIDENCE_HALF)) : 0
}

/**
 * Okapi BM25 (S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, eq. 3.15):
 * the sum over the terms that both texts have of w · f (k1 + 1) / (f + k1 (1 − b + b · length / mean length)), with f how
 * often the document says the term; as a `believedShare`. Both arguments as `termsOf` gives them. 0 when the query has no
 * terms.
 */
export function wordSimilarity(query: Uint32Array, document: Uint32Array, weights: WordWeights): number {
  return believedShare(score(query, document, weights), score(query, query, weights))
}

function score(query: Uint32Array, document: Uint32Array, weights: WordWeights): number {
  const penalty = lengthPenalty(document.length)
  let sum = 0
  for (const term of new Set(query)) {
    const count = document.lastIndexOf(term) - document.indexOf(term) + 1
    if (document.includes(term)) sum += termScore(weights.weightOf(term), count, penalty)
  }
  return sum
}
