/** Keeps the items that a host's database holds in step with it: all of them, and then whoever likes them. */
import { hostPageRows, lastOf, turnPage } from '../../platform/host-pass/index.ts'
import type { PassKind, TurnedPage } from '../../platform/host-pass/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, JobRun } from '../../platform/jobs/index.ts'
import { listHosted } from '../catalogue/index.ts'
import { syncItems, syncLikes } from './jobs.ts'
import { keepItems, planItems } from './keep-items.ts'
import type { SyncDeps } from './sync-deps.ts'

/** Between the beginnings of two passes over everything. */
const EVERY_SECONDS = 3600

export type Run = Pick<JobRun, 'signal' | 'log'>

export const syncItemsHandler = (deps: SyncDeps): JobHandler =>
  handles({ job: syncItems, everySeconds: EVERY_SECONDS, handle: (_, run) => turnPage(deps, itemsPass(deps, run)) })

export const itemsPass = (deps: SyncDeps, run: Run): PassKind => ({
  name: 'main-items',
  job: syncItems,
  turn: {
    taking: ([after = null]) => takePage(deps, run, after),
    dropping: ([after = '']) => dropPage(deps, run, after),
  },
  onEnd: async (tx) => void (await deps.jobs.enqueue(tx, syncLikes, {})),
})

async function takePage(deps: SyncDeps, { log }: Run, after: string | null): Promise<TurnedPage> {
  const rows = await deps.pages.itemsAfter(after, null)
  const plan = await planItems(deps, rows, log)
  return { last: lastOf(rows.map(({ id }) => [id])), write: (tx) => keepItems(tx, deps, plan) }
}

/** What the host has no more is taken away as if our own API had been told so. */
async function dropPage(deps: SyncDeps, { log }: Run, after: string): Promise<TurnedPage> {
  const ids = await listHosted(deps.db.query, after, hostPageRows)
  const there = new Set(await deps.pages.idsAmong(ids))
  if (ids.length > 0 && there.size === 0 && (await isEmptied(deps, log))) return { last: null }
  const removed = ids.filter((id) => !there.has(id))
  return { last: lastOf(ids.map((id) => [id])), write: (tx) => keepItems(tx, deps, { saved: [], removed }) }
}

/** A table that shows nothing at all is no table from which everything was taken. */
export async function isEmptied({ pages }: Pick<SyncDeps, 'pages'>, log: Run['log']): Promise<boolean> {
  if ((await pages.itemsAfter(null, null)).length > 0) return false
  log.error('The host shows no item at all: nothing is taken away. Are its rows hidden from the user that reads them?')
  return true
}
