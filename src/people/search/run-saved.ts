/** Runs the saved searches that are due, and tells the host of whoever is new. */
import { DAY_MS } from '../../base/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, Jobs } from '../../platform/jobs/index.ts'
import { holdThere } from '../registry/index.ts'
import type { HostCallbacks } from '../registry/index.ts'
import { findDueSearches, pruneSeenPeople, runSavedSearch } from './jobs.ts'
import type { Judged } from './judge.ts'
import { findSaved, listDue, listTold, lockSaved, saveTold, updateSaved } from './saved-store.ts'
import type { SavedSearch } from './saved-store.ts'
import { seenDaysMax } from './question.ts'
import { pruneSeen } from './seen-store.ts'
import { prepare } from './prepare.ts'
import { rank } from './rank.ts'
import type { SearchDeps } from './prepare.ts'

export interface SavedSearchDeps extends SearchDeps {
  readonly jobs: Jobs
  readonly callbacks: HostCallbacks
}

const MINUTE_MS = 60_000
/** How soon it looks first, and again after it found nobody. */
export const AGAIN_MS = 60 * MINUTE_MS
/** A change is dated when its transaction begins, and is seen when it ends: so far each run looks back behind the last. */
const OVERLAP_MS = MINUTE_MS
/** Whoever has not looked for so long is not told any more. */
const UNREAD_DAYS = 30
const DUE_AT_ONCE = 1000
/** As many as one callback tells of. */
const TOLD_MAX = 100
const PRUNED_AT_ONCE = 1000

export const savedSearchHandlers = (deps: SavedSearchDeps): JobHandler[] => [
  handles({ job: findDueSearches, handle: () => enqueueDue(deps), everySeconds: 300 }),
  handles({ job: runSavedSearch, handle: ({ searchId }, { signal }) => runSaved(deps, searchId, signal) }),
  handles({ job: pruneSeenPeople, handle: () => prune(deps), everySeconds: 3600 }),
]

async function enqueueDue({ db, jobs, clock }: SavedSearchDeps): Promise<void> {
  const due = await listDue(db.query, clock(), DUE_AT_ONCE)
  await db.transaction((tx) =>
    jobs.enqueueAll(
      tx,
      runSavedSearch,
      due.map((searchId) => ({ searchId })),
    ),
  )
}

/** What a due search does next. */
export type SavedPlan = 'wait' | 'pause' | 'run'

export function planSaved(saved: Pick<SavedSearch, 'readAt' | 'dueAt' | 'pausedAt'>, now: Date): SavedPlan {
  if (saved.pausedAt !== null || saved.dueAt > now) return 'wait'
  return now.getTime() - saved.readAt.getTime() > UNREAD_DAYS * DAY_MS ? 'pause' : 'run'
}

async function runSaved(deps: SavedSearchDeps, searchId: string, signal: AbortSignal): Promise<void> {
  const saved = await findSaved(deps.db.query, searchId, null)
  const now = deps.clock()
  const plan = saved ? planSaved(saved, now) : 'wait'
  if (!saved || plan === 'wait') return
  const news = plan === 'run' ? await findNews(deps, saved, signal) : []
  await deps.db.transaction(async (tx) => {
    const current = await lockSaved(tx, searchId, null)
    // Another run was quicker, or it was looked at meanwhile.
    if (!current || planSaved(current, now) !== plan) return
    if (plan === 'pause') return updateSaved(tx, searchId, { pausedAt: now })
    const told = await tell(tx, deps, { saved: current, news })
    const again = told === 0 ? AGAIN_MS : DAY_MS
    // Whoever found no room in one callback is news the next time.
    const isAll = news.length < TOLD_MAX
    const ranAt = new Date(Math.max(current.ranAt.getTime(), now.getTime() - OVERLAP_MS))
    await updateSaved(tx, searchId, { ...(isAll && { ranAt }), dueAt: new Date(now.getTime() + again) })
  })
}

/** Whoever fits, has changed since the last run, and was not told of before; the best first. */
async function findNews(deps: SavedSearchDeps, saved: SavedSearch, signal: AbortSignal): Promise<readonly Judged[]> {
  const prepared = await prepare(deps, saved.question, signal)
  const told = await listTold(deps.db.query, saved.id, null)
  const { conditions } = prepared.plan
  const news = {
    ...conditions,
    changedSince: saved.ranAt,
    excludedIds: [...conditions.excludedIds, ...told.map(({ personId }) => personId)],
  }
  const { ordered } = await rank(deps.db.query, prepared, {
    conditions: news,
    wanted: TOLD_MAX,
    question: saved.question,
  })
  return ordered.slice(0, TOLD_MAX)
}

/** Returns of how many. Whoever has left meanwhile is passed over. */
async function tell(
  tx: Tx,
  { callbacks, clock }: SavedSearchDeps,
  { saved, news }: { readonly saved: SavedSearch; readonly news: readonly Judged[] },
): Promise<number> {
  const held = await holdThere(tx, [saved.personId, ...news.map(({ candidate }) => candidate.personId)])
  const told = news.filter(({ candidate }) => held.has(candidate.personId))
  if (!held.has(saved.personId) || told.length === 0) return 0
  const ids = told.map(({ candidate }) => candidate.personId)
  await saveTold(tx, saved.id, ids)
  await callbacks.send(tx, {
    event: 'search-found',
    path: callbacks.paths.searchFound,
    body: {
      search_id: saved.id,
      user_id: saved.personId,
      name: saved.name,
      found_at: clock().toISOString(),
      people: told.map(({ candidate, score }) => ({ user_id: candidate.personId, match_score: score })),
    },
    subjectIds: [saved.personId, ...ids],
  })
  return told.length
}

async function prune({ db, jobs, clock }: SavedSearchDeps): Promise<void> {
  const before = new Date(clock().getTime() - seenDaysMax * DAY_MS)
  await db.transaction(async (tx) => {
    const gone = await pruneSeen(tx, before, PRUNED_AT_ONCE)
    if (gone === PRUNED_AT_ONCE) await jobs.enqueue(tx, pruneSeenPeople, {})
  })
}
