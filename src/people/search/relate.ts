/** How near two words are, by the table of related words. */
import { contentStems } from '../../engine/index.ts'
import { relatedTerms } from '../asking/index.ts'
import type { Saying } from '../profiles/index.ts'

/** 1 for the same stem, less for a related one, 0 for anything else; the same both ways. */
export const relate = (one: string, other: string): number => (one === other ? 1 : (relatedTerms(one).get(other) ?? 0))

/** So near that who says the one has said the other. */
const SAME_MIN = 0.85

/**
 * What says each of the words, by its stem or one that means the same; two may be known as one: "table tennis" is "ping-pong".
 * Nothing where all are words like "help", which no profile is searched for.
 */
export function sayingsOfTerms(terms: readonly string[]): readonly Saying[] {
  const each = terms.flatMap(contentStems).map(sameAs)
  if (each.length === 0) return []
  const [whole = ''] = each.length === 2 ? contentStems(terms.join('')) : []
  return relatedTerms(whole).size === 0 ? [each] : [each, [sameAs(whole)]]
}

/** A stem and those that mean the same. */
export const sameAs = (stem: string): readonly string[] => [
  stem,
  ...[...relatedTerms(stem)].flatMap(([other, strength]) => (strength >= SAME_MIN ? other : [])),
]
