/** Keeps the likes that a host's database holds in step with it. */
import { hostPageRows, lastOf, turnPage } from '../../platform/host-pass/index.ts'
import type { PassKind, TurnedPage } from '../../platform/host-pass/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler } from '../../platform/jobs/index.ts'
import { dropHostLikes, listHostLikes, takeHostLikes } from '../interactions/index.ts'
import type { HostLike, HostLikeKey } from './host-likes-store.ts'
import { syncClicks, syncLikes, syncNewClicks, syncNewLikes } from './jobs.ts'
import { saveMark } from './marks-store.ts'
import { readHostLike } from './read-host-events.ts'
import { recentLast, recentPlace } from './recent-place.ts'
import type { SyncDeps } from './sync-deps.ts'
import type { Run } from './sync-items.ts'

const MARK = 'likes'

export const syncLikesHandlers = (deps: SyncDeps): readonly JobHandler[] => [
  handles({ job: syncLikes, handle: (_, run) => turnPage(deps, likesPass(deps, run)) }),
  handles({ job: syncNewLikes, handle: (_, run) => turnPage(deps, newLikesPass(deps, run)) }),
]

export const likesPass = (deps: SyncDeps, run: Run): PassKind => ({
  name: 'main-likes',
  job: syncLikes,
  turn: {
    async taking(after) {
      const likes = await deps.pages.likesAfter(keyIn(after), null)
      return { last: lastOf(likes.map(nameOf)), write: (tx) => take(tx, { deps, run }, likes) }
    },
    dropping: (after) => dropPage(deps, run, after),
  },
  onEnd: async (tx) => void (await deps.jobs.enqueue(tx, syncClicks, {})),
})

export const newLikesPass = (deps: SyncDeps, run: Run): PassKind => ({
  name: 'main-new-likes',
  job: syncNewLikes,
  turn: {
    async taking(after) {
      const place = await recentPlace({ tx: deps.db.query, now: deps.pages.now }, MARK, after)
      const likes = await deps.pages.likesAfter(keyIn(place.key), place.since)
      const last = recentLast(place, lastOf(likes.map(nameOf)))
      return {
        last,
        async write(tx) {
          await take(tx, { deps, run }, likes)
          if (last === null) await saveMark(tx, MARK, place.startedAt)
        },
      }
    },
    // Which likes are gone is seen by the pass over everything, or when somebody is asked about.
    dropping: async () => ({ last: null }),
  },
  onEnd: async (tx) => void (await deps.jobs.enqueue(tx, syncNewClicks, {})),
})

const nameOf = ({ userId, itemId }: HostLikeKey): readonly string[] => [userId, itemId]
const keyIn = ([userId, itemId]: readonly string[]): HostLikeKey | null =>
  userId !== undefined && itemId !== undefined ? { userId, itemId } : null

type Write = NonNullable<TurnedPage['write']>

async function take(
  tx: Parameters<Write>[0],
  { deps, run }: { readonly deps: SyncDeps; readonly run: Run },
  likes: readonly HostLike[],
): Promise<void> {
  const read = likes.map((like) => readHostLike(like, deps.clock()))
  const usable = read.filter((like) => like !== null)
  if (usable.length < read.length)
    run.log.warn('Likes of the host are left out: nobody can have such ids.', { rows: read.length - usable.length })
  await takeHostLikes(tx, deps, usable)
}

/** A table that shows nothing at all is no table from which everything was taken. */
async function dropPage(deps: SyncDeps, { log }: Run, after: readonly string[]): Promise<TurnedPage> {
  if (deps.mapping.likes === null) return { last: null }
  const ours = await listHostLikes(deps.db.query, keyIn(after), hostPageRows)
  const theirs = await deps.pages.likesAmong(ours)
  if (ours.length > 0 && theirs.length === 0 && (await deps.pages.likesAfter(null, null)).length === 0) {
    log.error('The host shows no like at all: none is taken back. Are its rows hidden from the user that reads them?')
    return { last: null }
  }
  const there = new Set(theirs.map((like) => JSON.stringify(nameOf(like))))
  const gone = ours.filter((like) => !there.has(JSON.stringify(nameOf(like))))
  return { last: lastOf(ours.map(nameOf)), write: async (tx) => void (await dropHostLikes(tx, deps, gone)) }
}
