/** How near two words are, by the table of related words. */
import { meetingStems, relatedTerms } from '../asking/index.ts'

/** 1 for the same stem, less for a related one, 0 for anything else; the same both ways. */
export const relate = (one: string, other: string): number => (one === other ? 1 : (relatedTerms(one).get(other) ?? 0))

/** So near that who says the one has said the other. */
const SAME_MIN = 0.85

/** Stems one of which says the word: its own and those that mean the same. */
export function stemsSaying(word: string): readonly string[] {
  return [...new Set(meetingStems(word).flatMap(sameAs))]
}

/** A stem and those that mean the same. */
export const sameAs = (stem: string): readonly string[] => [
  stem,
  ...[...relatedTerms(stem)].flatMap(([other, strength]) => (strength >= SAME_MIN ? other : [])),
]
