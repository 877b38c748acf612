/** How much each part of a score has to say where nobody says otherwise. */
import type { Weights } from './factor.ts'

/**
 * Interests 25, needs 20 (in three parts), distance 15, about 15, age 10 as the replaced service promised them. What is
 * asked for in words has about as much to say as all of these: with the 15 of that promise the first of the list is what
 * was asked for once in seven times, with 100 in seven of ten (`evaluate/searching.ts`).
 */
export const defaultWeights: Weights = {
  topic_meaning: 70,
  topic_words: 30,
  preferences: 10,
  // As much as the clauses of a question say of themselves.
  where: 0,
  interests: 25,
  shared_needs: 8,
  needs_met: 8,
  offers_wanted: 4,
  about: 15,
  distance: 15,
  age: 10,
  activity: 3,
}
