/** The parts of a score that need no more than the row of a profile: by these thousands are told apart in the database. */
import { entryStems } from '../asking/index.ts'
import type { Prospects } from '../profiles/index.ts'
import type { Measure } from './judge.ts'
import { kmHalf, YEARS_HALF } from './measures.ts'
import { sameAs } from './relate.ts'

/** Whoever says a word of an interest may share it. */
export const likedWords = (interests: readonly string[]): readonly (readonly string[])[] =>
  interests.slice(0, LIKED_MAX).flatMap((interest) => {
    const stems = entryStems(interest).flatMap(sameAs)
    return stems.length === 0 ? [] : [stems]
  })
/** Of so many each two make a pair of words. */
const LIKED_MAX = 8

export function prospectsOf(measure: Measure, isBlurred: boolean): Prospects {
  const { asker, interests, asks, standpoint, topic, hasTopic, weights } = measure
  const topicWeight = (hasTopic ? weights.topic_meaning : 0) + (topic ? weights.topic_words : 0)
  return {
    interests: interests.flatMap((interest) => {
      const stems = entryStems(interest)
      return stems.length === 0 ? [] : [stems.map(sameAs)]
    }),
    asksInterests: asks.interests,
    place: standpoint.place,
    isBlurred,
    age: asker?.age ?? null,
    halves: { km: kmHalf(standpoint.radiusKm), years: YEARS_HALF },
    weights: { ...weights, rest: topicWeight + (asker?.about ? weights.about : 0) },
  }
}
