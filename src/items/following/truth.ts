/** What may be shown at the moment of an answer, and who says so: the host, or our own tables. */
import type { Clock, Logger } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { findItems, isRecommendable, lastSeenIds, standingIds } from '../catalogue/index.ts'
import type { Item } from '../catalogue/index.ts'
import { likedAmong } from '../interactions/index.ts'
import { hostLine } from './host-line.ts'
import type { HostAnswers, HostStanding, StandingQuestion } from './main-host.ts'
import { findMark } from './marks-store.ts'
import { openRefusals } from './refusals.ts'
import type { Refusals } from './refusals.ts'
import { standingMark } from './sync-new-items.ts'

export interface TruthAnswer {
  /** Those of the ids that are public, in stock and in that place now. */
  readonly standing: ReadonlySet<string>
  /** Those of the ids that the person has liked by now. */
  readonly liked: ReadonlySet<string>
  /** The host does not answer, and `standing` are those that it said were recommendable a short while ago. */
  readonly isStale: boolean
}

export interface Truth {
  check(question: StandingQuestion): Promise<TruthAnswer>
}

export interface TruthDeps {
  readonly db: Db
  readonly clock: Clock
  readonly log: Logger
  /** Null without a host. */
  readonly host: { readonly answers: Pick<HostAnswers, 'standing'>; readonly querySeconds: number } | null
  readonly staleSecondsMax: number
}

export function openTruth(deps: TruthDeps): Truth {
  const { db, clock, log, host } = deps
  if (!host) return { check: (question) => askOurselves(db, question) }
  const { answers, querySeconds } = host
  const refusals = openRefusals()
  const askHost = hostLine({ ask: answers.standing, clock, log, limitMs: querySeconds * 1000 })
  return {
    async check(question) {
      if (question.ids.length === 0) return { standing: new Set(), liked: new Set(), isStale: false }
      const heard = await askHost(question)
      if (!heard) return without(refusals, await lastSeen(deps, question))
      const answer = await withOurOwn(db, question, heard)
      refusals.note(question.ids, answer.standing)
      return answer
    },
  }
}

const without = (refusals: Refusals, answer: TruthAnswer): TruthAnswer => ({
  ...answer,
  standing: new Set([...answer.standing].filter((id) => !refusals.has(id))),
})

async function askOurselves(db: Db, { ids, geoId, userId }: StandingQuestion): Promise<TruthAnswer> {
  const [standing, liked] = await Promise.all([standingIds(db.query, ids, geoId), likedHere(db, { ids, userId })])
  return { standing, liked, isStale: false }
}

const likedHere = async (
  db: Db,
  { ids, userId }: Pick<StandingQuestion, 'ids' | 'userId'>,
): Promise<ReadonlySet<string>> => (userId === null ? new Set() : likedAmong(db.query, userId, ids))

/** Of what the host does not have our own API may have told us. What it did have and has no more is gone. */
async function withOurOwn(db: Db, question: StandingQuestion, host: HostStanding): Promise<TruthAnswer> {
  const { standing, liked } = host
  const others = question.ids.filter((id) => !host.known.has(id))
  if (others.length === 0) return { standing, liked, isStale: false }
  return { standing: new Set([...standing, ...(await ownAmong(db, others, question.geoId))]), liked, isStale: false }
}

async function ownAmong(db: Db, ids: readonly string[], geoId: number | null): Promise<readonly string[]> {
  const items = await findItems(db.query, ids)
  return [...items.values()].filter((item) => item.source === 'api' && isStanding(item, geoId)).map(({ id }) => id)
}

const isStanding = (item: Item, geoId: number | null): boolean =>
  isRecommendable(item) && (geoId === null || item.geoId === null || item.geoId === geoId)

/** While the last look at everything that may be shown is recent, our own tables say what the host said then. */
async function lastSeen({ db, clock, staleSecondsMax }: TruthDeps, question: StandingQuestion): Promise<TruthAnswer> {
  const { ids, geoId } = question
  const since = new Date(clock().getTime() - staleSecondsMax * 1000)
  const mark = await findMark(db.query, standingMark)
  if (mark !== null && mark >= since) return { ...(await askOurselves(db, question)), isStale: true }
  const [seen, own, liked] = await Promise.all([
    lastSeenIds(db.query, ids, { geoId, since }),
    ownAmong(db, ids, geoId),
    likedHere(db, question),
  ])
  return { standing: new Set([...seen, ...own]), liked, isStale: true }
}
