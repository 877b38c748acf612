/** A pair: two people, how well each offers what the other needs, and why. */
import { coverage, decodePassages, harmonicMean, roundScore } from '../../engine/index.ts'
import type { Coverage, PassageList, WordWeights } from '../../engine/index.ts'
import type { Candidate } from './facets-store.ts'
import { compareIds } from './pair-ends.ts'

/** One direction: how well the offers of one meet the needs of the other. */
export interface Direction {
  /** 0..1, six decimals; null when nothing is asked for or nothing is offered, which is no evidence against anybody. */
  readonly score: number | null
  /** The best of the met needs, flattened: need, offer, thousandths of similarity; strongest first. */
  readonly reasons: readonly number[]
  /** Needs that nothing meets. */
  readonly unmet: readonly number[]
}

/** A candidate as the person in question sees it. */
export interface ScoredPair {
  readonly otherId: string
  readonly otherRevision: number
  /** My needs, their offers. */
  readonly mine: Direction
  /** Their needs, my offers. */
  readonly theirs: Direction
  readonly mutual: number
  /** Below these, the other's full lists have no place left. */
  readonly otherNeedCut: number | null
  readonly otherOfferCut: number | null
}

/** How many a list shows at most. */
export const shownPerList = 100
/** How many are kept on each side of a person: who leaves is followed by those behind, and nobody is compared anew. */
export const keptPerList = 120
/** Pairs are kept well below the default threshold, so that a lower one can be asked for. */
export const keptScoreMin = 0.1
const REASONS = 3

/** A person’s passages. */
export interface Sides {
  readonly needs: PassageList
  readonly offers: PassageList
}

/** Throws a RangeError for bytes that are no passages. */
export function openSides({ needPassages, offerPassages }: Pick<Candidate, 'needPassages' | 'offerPassages'>): Sides {
  return { needs: decodePassages(needPassages), offers: decodePassages(offerPassages) }
}

/** The terms that feedback adds to either direction. */
export interface FeedbackTerms {
  readonly mine: number
  readonly theirs: number
}

/** Depends on the two people's texts and feedback alone. */
export function scorePair(
  me: Sides,
  candidate: Candidate,
  { weights, terms }: { weights: WordWeights; terms: FeedbackTerms },
): ScoredPair {
  const other = openSides(candidate)
  const mine = directionOf(coverage(me.needs, other.offers, weights), terms.mine)
  const theirs = directionOf(coverage(other.needs, me.offers, weights), terms.theirs)
  return {
    otherId: candidate.personId,
    otherRevision: candidate.revision,
    mine,
    theirs,
    mutual: roundScore(harmonicMean(mine.score, theirs.score) ?? 0),
    otherNeedCut: candidate.needCut,
    otherOfferCut: candidate.offerCut,
  }
}

function directionOf({ score, best, uncovered }: Coverage, term: number): Direction {
  const met = best
    .filter(({ asked }) => !uncovered.includes(asked))
    .toSorted((a, b) => b.similarity - a.similarity || a.asked - b.asked)
  return {
    score: score === null ? null : roundScore(Math.min(1, Math.max(0, score + term))),
    reasons: met
      .slice(0, REASONS)
      .flatMap(({ asked, answered, similarity }) => [asked, answered, Math.round(similarity * 1000)]),
    unmet: uncovered,
  }
}

/**
 * Which pairs are written: the best of my needs, the best of my offers, and those that still find a place in the
 * other's lists. What is written depends on scores alone, so the order in which people came does not show.
 */
export function planPairs(scored: readonly ScoredPair[]): readonly ScoredPair[] {
  const eligible = scored.filter(({ mine, theirs }) => Math.max(mine.score ?? 0, theirs.score ?? 0) >= keptScoreMin)
  const kept = new Set([
    ...bestBy(eligible, ({ mine }) => mine.score),
    ...bestBy(eligible, ({ theirs }) => theirs.score),
  ])
  for (const pair of eligible) {
    const hasPlace = fits(pair.theirs.score, pair.otherNeedCut) || fits(pair.mine.score, pair.otherOfferCut)
    if (hasPlace) kept.add(pair)
  }
  return [...kept].toSorted((a, b) => compareIds(a.otherId, b.otherId))
}

/** How a pair stands with the other: in the other's lists of needs and of offers, and where these end. */
export interface Place {
  readonly otherId: string
  readonly needScore: number | null
  readonly offerScore: number | null
  readonly needCut: number | null
  readonly offerCut: number | null
}

/** Those in whose full lists I had a place and, with the scores that I have now, no longer do. */
export function placesLost(before: readonly Place[], pairs: readonly ScoredPair[]): readonly string[] {
  const now = new Map(pairs.map((pair) => [pair.otherId, pair]))
  const hasFallen = (was: number | null, is: number | null, cut: number | null): boolean =>
    cut !== null && (was ?? 0) >= cut && (is ?? 0) < cut
  return before
    .filter(({ otherId, needScore, offerScore, needCut, offerCut }) => {
      const pair = now.get(otherId)
      if (!pair) return false
      return hasFallen(needScore, pair.theirs.score, needCut) || hasFallen(offerScore, pair.mine.score, offerCut)
    })
    .map(({ otherId }) => otherId)
}

const fits = (score: number | null, cut: number | null): boolean => score !== null && score >= (cut ?? keptScoreMin)

function bestBy(pairs: readonly ScoredPair[], scoreOf: (pair: ScoredPair) => number | null): readonly ScoredPair[] {
  return pairs
    .filter((pair) => (scoreOf(pair) ?? 0) >= keptScoreMin)
    .toSorted(
      (a, b) => (scoreOf(b) ?? 0) - (scoreOf(a) ?? 0) || b.mutual - a.mutual || compareIds(a.otherId, b.otherId),
    )
    .slice(0, keptPerList)
}

/** The score of the last place in a full list; null while there is room. */
export function cutOf(pairs: readonly ScoredPair[], scoreOf: (pair: ScoredPair) => number | null): number | null {
  const best = bestBy(pairs, scoreOf)
  return best.length < keptPerList ? null : scoreOf(best[keptPerList - 1] as ScoredPair)
}
