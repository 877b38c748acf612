/** The parts of a score that need no whole profile: by these thousands are told apart in the database. */
import { entryStems } from '../asking/index.ts'
import type { Prospects } from '../profiles/index.ts'
import type { Measure } from './judge.ts'
import { COSINE_CHANCE, COSINE_SAME, DAYS_HALF, kmHalf, YEARS_HALF } from './measures.ts'
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
  return {
    interests: interests.flatMap((interest) => {
      const stems = entryStems(interest)
      return stems.length === 0 ? [] : [stems.map(sameAs)]
    }),
    asksInterests: asks.interests,
    place: standpoint.place,
    isBlurred,
    age: asker?.age ?? null,
    hasTopic,
    hasAbout: asker?.about != null,
    terms: topic?.terms.map(({ weight }) => weight) ?? [],
    halves: { km: kmHalf(standpoint.radiusKm), years: YEARS_HALF, days: DAYS_HALF },
    cosines: { chance: COSINE_CHANCE, same: COSINE_SAME },
    weights,
  }
}
