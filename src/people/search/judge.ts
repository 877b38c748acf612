/** One candidate's score: every part of it from the two people's facts and from what was asked. */
import { distanceKm } from '../../engine/index.ts'
import type { Wish } from '../asking/index.ts'
import type { Candidate, Facts, Sketch } from '../profiles/index.ts'
import { scoreOf } from './factor.ts'
import type { Scored, Values, Weights } from './factor.ts'
import { ageNearness, closeness, nearness, recency } from './measures.ts'
import { overlap } from './overlap.ts'
import type { Relate } from './overlap.ts'
import { saidBy } from './said.ts'
import { topicHits, topicShare } from './topic-words.ts'
import type { TopicWords } from './topic-words.ts'
import { clauseShare } from './where.ts'
import type { Clause } from './where.ts'
import { preferenceShare } from './wishes.ts'
import type { Standpoint } from './wishes.ts'

/** Everything that a candidate is measured against. */
export interface Measure {
  /** Null where the asker has no profile. */
  readonly asker: Facts | null
  /** What the asker likes and needs: what her profile says, and what she says now. */
  readonly interests: readonly string[]
  readonly needs: readonly string[]
  /** Whether the request itself names interests, and needs: who tells none has then not met what is asked. */
  readonly asks: { readonly interests: boolean; readonly needs: boolean }
  readonly standpoint: Standpoint
  readonly topic: TopicWords | null
  /** False where the sentence left nothing to embed. */
  readonly hasTopic: boolean
  readonly preferences: readonly Wish[]
  readonly clauses: readonly Clause[]
  readonly weights: Weights
  readonly relate: Relate
  /** The day on which it is asked, as `2026-01-31`. */
  readonly today: string
}

export interface Judged extends Scored {
  readonly candidate: Candidate
}

/** Depends on the two people, the question and the day alone. */
export function judge(candidate: Candidate, measure: Measure): Judged {
  return { candidate, ...scoreOf(valuesOf(candidate, measure), measure.weights) }
}

/** The best first; of equals the one whose id comes first. */
export const inOrder = (one: Judged, other: Judged): number =>
  other.exact - one.exact || (one.candidate.personId < other.candidate.personId ? -1 : 1)

/** What each part finds, before anything is weighed. */
export function valuesOf(candidate: Candidate, measure: Measure): Values {
  return {
    ...figuresOf(candidate, measure),
    topic_words: wordsValue(candidate, measure.topic),
    preferences: preferenceShare(measure.preferences, candidate, measure.standpoint),
    where: clauseShare(candidate, measure.clauses),
    shared_needs: overlap(measure.needs, candidate.needs, measure.relate) ?? (measure.asks.needs ? 0 : null),
  }
}

export type Figures = Omit<Values, 'topic_words' | 'preferences' | 'where' | 'shared_needs'>

/** The parts that a sketch tells as well as a profile. */
export function figuresOf(candidate: Candidate | Sketch, measure: Measure): Figures {
  const { asker, interests, standpoint, relate, today } = measure
  const { topic, about, met, meets } = candidate.cosines
  return {
    topic_meaning: measure.hasTopic ? closeness(topic ?? 0) : null,
    interests: overlap(interests, candidate.interests, relate) ?? (measure.asks.interests ? 0 : null),
    needs_met: met === null ? null : closeness(met),
    offers_wanted: meets === null ? null : closeness(meets),
    about: about === null ? null : closeness(about),
    distance: distanceValue(candidate, standpoint),
    age: asker?.age == null || candidate.age === null ? null : ageNearness(asker.age, candidate.age),
    activity: candidate.lastActive && recency(candidate.lastActive, today),
  }
}

/** Who says nothing of a topic has not said it, which is known. */
function wordsValue(candidate: Candidate, topic: TopicWords | null): number | null {
  if (!topic || topic.terms.length === 0) return null
  const isSaid = candidate.words.length === 0 || candidate.words.some((word) => topic.stems.has(word))
  return isSaid ? topicShare(topicHits(saidBy(candidate), topic), topic.terms) : 0
}

function distanceValue({ place }: Pick<Candidate, 'place'>, standpoint: Standpoint): number | null {
  return place && standpoint.place ? nearness(distanceKm(place, standpoint.place), standpoint.radiusKm) : null
}
