/** Takes the clicks that a host's database holds. They are only ever added to, so each is taken once and stays. */
import { DAY_MS, inSlices } from '../../base/index.ts'
import { hostPageRows, lastOf, turnPage } from '../../platform/host-pass/index.ts'
import type { PassKind } from '../../platform/host-pass/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler } from '../../platform/jobs/index.ts'
import { takeInteractions } from '../interactions/index.ts'
import type { HostClicks, HostClicksKey } from './host-clicks-store.ts'
import { syncClicks, syncNewClicks } from './jobs.ts'
import { findMark, saveMark } from './marks-store.ts'
import { readHostClicks } from './read-host-events.ts'
import { recentLast, recentPlace } from './recent-place.ts'
import type { SyncDeps } from './sync-deps.ts'
import type { Run } from './sync-items.ts'

const MARK = 'clicks'
/** When all of them were read last. */
const WHOLE_MARK = 'all-clicks'

export const syncClicksHandlers = (deps: SyncDeps): readonly JobHandler[] => [
  handles({
    job: syncClicks,
    async handle(_, run) {
      if (await isDue(deps)) await turnPage(deps, clicksPass(deps, run))
    },
  }),
  handles({ job: syncNewClicks, handle: (_, run) => turnPage(deps, newClicksPass(deps, run)) }),
]

/** There are many of them and what was read stays as it is: all of them are read once a day, for those that came late. */
async function isDue({ db, clock }: SyncDeps): Promise<boolean> {
  const mark = await findMark(db.query, WHOLE_MARK)
  return mark === null || Math.abs(clock().getTime() - mark.getTime()) >= DAY_MS
}

export const clicksPass = (deps: SyncDeps, run: Run): PassKind => ({
  name: 'main-clicks',
  job: syncClicks,
  turn: {
    async taking(after) {
      const clicks = await deps.pages.clicksAfter(keyIn(after), null)
      await take(deps, run, clicks)
      return { last: lastOf(clicks.map(nameOf)) }
    },
    dropping: async () => ({ last: null, write: (tx) => saveMark(tx, WHOLE_MARK, deps.clock()) }),
  },
})

export const newClicksPass = (deps: SyncDeps, run: Run): PassKind => ({
  name: 'main-new-clicks',
  job: syncNewClicks,
  turn: {
    async taking(after) {
      const place = await recentPlace({ tx: deps.db.query, now: deps.pages.now }, MARK, after)
      const clicks = await deps.pages.clicksAfter(keyIn(place.key), place.since)
      await take(deps, run, clicks)
      const last = recentLast(place, lastOf(clicks.map(nameOf)))
      return { last, ...(last === null && { write: (tx) => saveMark(tx, MARK, place.startedAt) }) }
    },
    dropping: async () => ({ last: null }),
  },
})

const nameOf = ({ itemId, clickedAt, userId, clickId }: HostClicksKey): readonly string[] => [
  itemId,
  clickedAt,
  userId,
  clickId,
]
function keyIn([itemId, clickedAt, userId = '', clickId = '']: readonly string[]): HostClicksKey | null {
  return itemId !== undefined && clickedAt !== undefined ? { itemId, clickedAt, userId, clickId } : null
}

/** A row may stand for many clicks: so many in one transaction, and what is taken twice counts once. */
async function take(deps: SyncDeps, { signal }: Run, clicks: readonly HostClicks[]): Promise<void> {
  const events = clicks.flatMap((each) => [...readHostClicks(each, deps.clock())])
  for await (const slice of inSlices(events, hostPageRows)) {
    signal.throwIfAborted()
    await deps.db.transaction((tx) => takeInteractions(tx, deps, slice))
  }
}
