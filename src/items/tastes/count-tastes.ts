/** Counting what is known of people: all of them, some at a time, each time from what they hold now. */
import { byBytes } from '../../base/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler } from '../../platform/jobs/index.ts'
import { countStances, listPeople } from '../interactions/index.ts'
import { recountTastes } from './jobs.ts'
import { listTastes, saveCounts } from './store.ts'

export interface CountDeps {
  readonly db: Db
}

/** People in one transaction. */
const AT_ONCE = 500

/** Of those who hold nothing any more it is said that they hold nothing. Returns how many likes all of them have. */
export async function countPeople(tx: Tx, userIds: readonly string[]): Promise<number> {
  const counted = new Map((await countStances(tx, userIds)).map((count) => [count.userId, count]))
  const nothing = { likes: 0, positives: 0, lastLikeAt: null }
  const counts = userIds.map((userId) => counted.get(userId) ?? { ...nothing, userId })
  await saveCounts(tx, counts)
  return counts.reduce((sum, { likes }) => sum + likes, 0)
}

/** Everybody who has done anything, or of whom anything is kept. Returns how many they are. */
export async function countEverybody({ db }: CountDeps, signal: AbortSignal): Promise<number> {
  let people = 0
  for (let after = ''; ;) {
    signal.throwIfAborted()
    const [active, kept] = [await listPeople(db.query, after, AT_ONCE), await listTastes(db.query, after, AT_ONCE)]
    const some = [...new Set([...active, ...kept])].toSorted(byBytes).slice(0, AT_ONCE)
    const last = some.at(-1)
    if (last === undefined) return people
    await db.transaction((tx) => countPeople(tx, some))
    people += some.length
    after = last
  }
}

export const countTastesHandler = (deps: CountDeps & { readonly tastesSeconds: number }): JobHandler =>
  handles({
    job: recountTastes,
    everySeconds: deps.tastesSeconds,
    handle: async (_, { signal }) => void (await countEverybody(deps, signal)),
  })
