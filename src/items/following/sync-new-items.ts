/** Between two passes over everything: what is new at the host, and whether what may be shown still is as it was. */
import { hostPageRows, lastOf, turnPage } from '../../platform/host-pass/index.ts'
import type { PassKind, TurnedPage } from '../../platform/host-pass/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler } from '../../platform/jobs/index.ts'
import { readChanges } from '../catalogue/index.ts'
import { syncNewItems, syncNewLikes } from './jobs.ts'
import { keepItems, planItems } from './keep-items.ts'
import { saveMark } from './marks-store.ts'
import { recentLast, recentPlace } from './recent-place.ts'
import type { SyncDeps } from './sync-deps.ts'
import { isEmptied } from './sync-items.ts'
import type { Run } from './sync-items.ts'

/** Until when what may be shown was seen to stand. By our own clock, unlike the marks of what is new. */
export const standingMark = 'standing'
const MARK = 'items'

export const syncNewItemsHandler = (deps: SyncDeps): JobHandler =>
  handles({
    job: syncNewItems,
    everySeconds: deps.syncSeconds,
    handle: (_, run) => turnPage(deps, newItemsPass(deps, run)),
  })

export const newItemsPass = (deps: SyncDeps, run: Run): PassKind => ({
  name: 'main-new-items',
  job: syncNewItems,
  turn: { taking: (after) => takeNew(deps, run, after), dropping: (after) => lookAgain(deps, run, after) },
  onEnd: async (tx) => void (await deps.jobs.enqueue(tx, syncNewLikes, {})),
})

async function takeNew(deps: SyncDeps, { log }: Run, after: readonly string[]): Promise<TurnedPage> {
  const place = await recentPlace({ tx: deps.db.query, now: deps.pages.now }, MARK, after)
  const [id = null] = place.key
  const rows = await deps.pages.itemsAfter(id, place.since)
  const plan = await planItems(deps, rows, log)
  const last = recentLast(place, lastOf(rows.map((row) => [row.id])))
  return {
    last,
    async write(tx) {
      await keepItems(tx, deps, plan)
      if (last === null) await saveMark(tx, MARK, place.startedAt)
    },
  }
}

/** Prices, places, owners: whatever of what may be shown has changed is known within one interval. */
async function lookAgain(deps: SyncDeps, { log }: Run, place: readonly string[]): Promise<TurnedPage> {
  const [startedAt = deps.clock().toISOString(), after = null] = place
  const { changes, next } = await readChanges(deps.db.query, { since: null, after }, hostPageRows)
  const ids = changes.filter(({ item }) => item?.source === 'host').map(({ id }) => id)
  const rows = ids.length === 0 ? [] : await deps.pages.itemsAmong(ids)
  if (ids.length > 0 && rows.length === 0 && (await isEmptied(deps, log))) return { last: null }
  const { saved, removed } = await planItems(deps, rows, log)
  const there = new Set(rows.map(({ id }) => id))
  const gone = ids.filter((id) => !there.has(id))
  return {
    last: next === null ? null : [startedAt, next],
    async write(tx) {
      await keepItems(tx, deps, { saved, removed: [...removed, ...gone] })
      if (next === null) await saveMark(tx, standingMark, startedAt)
    },
  }
}
