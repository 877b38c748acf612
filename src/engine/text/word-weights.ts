/** How much a word tells, from a fixed table of English words: the same on every day and in every installation. */
import { isStopWord, stemOf } from './words.ts'

/** The parsed `models/word-weights/<version>.json`. */
export interface WordTable {
  readonly version: string
  /** Words, most frequent first, one space between two. */
  readonly words: string
}

export interface WordWeights {
  readonly version: string
  /** A uint32: the rank of a known stem, a hash above 2^20 of any other. */
  termOf(stem: string): number
  /** In nats; a word that half of all passages have weighs 0.7, a word in no table about 10. */
  weightOf(term: number): number
}

/** Ids below are ranks, ids from here on are hashes. */
export const HASHED_TERM_MIN = 2 ** 20

/**
 * Zipf–Mandelbrot: the share of all words that the word of rank r has is C / (r + 2.7)^1. The constants for English are
 * those of S. Piantadosi, "Zipf's word frequency law in natural language", Psychon. Bull. Rev. 21 (2014), section 2.
 */
const MANDELBROT_SHIFT = 2.7
/** Words of a typical passage, stop words included, among which a word is or is not. */
const PASSAGE_WORDS = 15

export function wordWeights(table: WordTable): WordWeights {
  const ranks = stemRanks(table)
  const size = table.words.split(' ').length
  const weights = Float64Array.from({ length: size }, (_, rank) => inverseFrequency(rank + 1, size))
  const rarest = inverseFrequency(2 * size, size)
  return {
    version: table.version,
    termOf: (stem) => ranks.get(stem) ?? hashedTerm(stem),
    weightOf: (term) => weights[term] ?? rarest,
  }
}

/** A stem takes the rank of its most frequent form; ranks count from 0. */
function stemRanks(table: WordTable): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>()
  for (const [rank, word] of table.words.split(' ').entries()) {
    const stem = isStopWord(word) ? word : stemOf(word)
    if (!ranks.has(stem)) ranks.set(stem, rank)
  }
  return ranks
}

/**
 * −ln p, where p is the chance that a passage of L words has the word: p = 1 − (1 − f)^L. This is the limit of the
 * Robertson–Spärck Jones weight ln(1 + (N − n + ½) / (n + ½)) as the number of passages N grows with n = p N.
 */
function inverseFrequency(rank: number, size: number): number {
  const total = Math.log((size + MANDELBROT_SHIFT + 0.5) / (MANDELBROT_SHIFT + 0.5))
  const frequency = 1 / ((rank + MANDELBROT_SHIFT) * total)
  return -Math.log(1 - (1 - frequency) ** PASSAGE_WORDS)
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo), over the bytes of the UTF-16 units. */
function hashedTerm(stem: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < stem.length; index += 1) {
    const unit = stem.charCodeAt(index)
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193)
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193)
  }
  return HASHED_TERM_MIN + ((hash >>> 0) % (2 ** 32 - HASHED_TERM_MIN))
}
