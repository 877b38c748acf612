/** What somebody can score at most, by the sketch that the database draws of her. */
import { relatedTerms } from '../asking/index.ts'
import { sayingOf, wordsMax } from '../profiles/index.ts'
import type { Saying, Sketch } from '../profiles/index.ts'
import { exactOf } from './factor.ts'
import type { Values } from './factor.ts'
import { figuresOf } from './judge.ts'
import type { Measure } from './judge.ts'
import { sameAs } from './relate.ts'
import type { TopicTerm } from './topic-words.ts'
import { weighedClauses } from './where.ts'
import { isSpoken, sayingsPreferred, UNKNOWN } from './wishes.ts'

/**
 * What the database is to look for in the words of a profile: for every word of the topic those that
 * mean the same and then those that are related, and after these the preferences that are words.
 */
export function sketchedWords({ topic, preferences }: Measure): readonly (readonly Saying[])[] {
  const ofTopic = (topic?.terms ?? []).flatMap(({ stem }) => {
    const same = sameAs(stem)
    return [same, [...relatedTerms(stem).keys()].filter((other) => !same.includes(other))].map(sayingOf)
  })
  return [...ofTopic, ...preferences.filter(isSpoken).map(sayingsPreferred)]
}

/** No less than the score that the whole profile will have, 0 to 1: what a sketch does not tell counts in full. */
export function ceilingOf(sketch: Sketch, measure: Measure): number {
  const values: Values = {
    ...figuresOf(sketch, measure),
    topic_words: wordsCeiling(sketch, measure),
    preferences: preferencesCeiling(sketch, measure),
    where: weighedClauses(measure.clauses).length > 0 ? 1 : null,
    shared_needs: needsCeiling(sketch, measure),
  }
  return exactOf(values, measure.weights)
}

/** Null where the database could not be asked. */
const isTold = ({ saidBits }: Sketch, index: number): boolean | null =>
  index < wordsMax ? ((saidBits >>> index) & 1) === 1 : null

function needsCeiling({ hasNeeds }: Sketch, { needs, asks }: Measure): number | null {
  if (hasNeeds && needs.length > 0) return 1
  return asks.needs ? 0 : null
}

/** As if every word that is said were said where it counts most. */
function wordsCeiling(sketch: Sketch, { topic }: Measure): number | null {
  if (!topic || topic.terms.length === 0) return null
  const total = topic.terms.reduce((sum, { weight }) => sum + weight, 0)
  const said = topic.terms.reduce((sum, term, index) => sum + term.weight * nearnessOf(sketch, term, 2 * index), 0)
  return total === 0 ? 0 : said / total
}

function nearnessOf(sketch: Sketch, { stem }: TopicTerm, index: number): number {
  if (isTold(sketch, index) !== false) return 1
  return isTold(sketch, index + 1) === false ? 0 : Math.max(0, ...relatedTerms(stem).values())
}

/** As for the whole profile where a preference is words, and as if any other were met. */
function preferencesCeiling(sketch: Sketch, { preferences, topic }: Measure): number | null {
  if (preferences.length === 0) return null
  const spoken = preferences.filter(isSpoken)
  const first = 2 * (topic?.terms.length ?? 0)
  const values = spoken.map((wish, index) => {
    const isMet = isTold(sketch, first + index)
    if (isMet === null) return 1
    return isMet ? Number(wish.not !== true) : UNKNOWN
  })
  const met = values.reduce((sum, value) => sum + value, preferences.length - spoken.length)
  return met / preferences.length
}
