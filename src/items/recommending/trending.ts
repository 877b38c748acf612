/** What people have begun to like of late, more than they did before. */
import type { Clock } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { recentActivity } from '../interactions/index.ts'
import type { Activity } from '../interactions/index.ts'
import type { Columns } from '../shelf/index.ts'
import type { Made } from './answer-page.ts'
import { maskOf } from './candidates.ts'
import { listInCommon } from './common-list.ts'
import type { RecommendDeps } from './personalise.ts'
import type { Question } from './question.ts'

/** The last week, beside the thirty days before it. */
const RECENT_DAYS = 7
const PRIOR_DAYS = 30
/** Events that everything is taken to have had in a week: a rise from nothing to one is none. */
const EXPECTED = 3

/**
 * How much more often something happens to an item than it did, as far as there is evidence: the rate of the last days beside
 * that of the days before, both with the same few events added (Laplace), times the square root of the events of the last
 * days, so that of two equal rises the one of more people comes first. 0 where nothing happened.
 */
export function trendOf({ recent, prior }: Pick<Activity, 'recent' | 'prior'>): number {
  const before = prior * (RECENT_DAYS / PRIOR_DAYS)
  return Math.log((recent + EXPECTED) / (before + EXPECTED)) * Math.sqrt(recent)
}

export interface Trends {
  /** By item; what is not there has had nothing of late. */
  current(): Promise<ReadonlyMap<string, number>>
}

/** Counting a month of events takes a while, and what is a trend now is one in five minutes. */
const KEPT_MS = 300_000

export function openTrends({ db, clock }: { readonly db: Pick<Db, 'query'>; readonly clock: Clock }): Trends {
  let kept: { readonly trends: Promise<ReadonlyMap<string, number>>; readonly untilMs: number } | null = null
  async function read(): Promise<ReadonlyMap<string, number>> {
    const asked = { recentDays: RECENT_DAYS, priorDays: PRIOR_DAYS, now: clock() }
    const found = await recentActivity(db.query, asked)
    return new Map(found.map((activity) => [activity.itemId, trendOf(activity)]))
  }
  return {
    current() {
      if (kept && performance.now() < kept.untilMs) return kept.trends
      const trends = read()
      kept = { trends, untilMs: performance.now() + KEPT_MS }
      trends.catch(() => {
        kept = null
      })
      return trends
    },
  }
}

/** @throws Problem `request.invalid` for an expression that cannot be read */
export async function trending(deps: RecommendDeps, question: Question, trends: Trends): Promise<Made> {
  const startedMs = performance.now()
  const [columns, found] = await Promise.all([deps.shelf.current(), trends.current()])
  return listInCommon(deps, question, {
    startedMs,
    algorithm: 'trending',
    columns,
    mask: await maskOf(columns, question),
    scores: trendScores(columns, found),
    userId: null,
    sourceAt: () => 'popular',
    reasonFor: (_source, id) =>
      (found.get(id) ?? 0) > 0
        ? 'More people than before have come to like this.'
        : 'No more people than before have come to like this.',
    groups: null,
  })
}

/** At the places of the shelf. */
function trendScores(columns: Columns, trends: ReadonlyMap<string, number>): Float32Array {
  const scores = new Float32Array(columns.count)
  for (const [id, trend] of trends) {
    const place = columns.placeOf(id)
    if (place !== undefined) scores[place] = trend
  }
  return scores
}
