/** Passes over a kept host on a database of their own, turned page by page as the queue would. */
import { newId } from '../../src/base/index.ts'
import type { SyncDeps } from '../../src/items/following/index.ts'
import { followingHandlers } from '../../src/items/following/index.ts'
import { handles, job, openJobs } from '../../src/platform/jobs/index.ts'
import type { JobHandler } from '../../src/platform/jobs/index.ts'
import { silentTelemetry } from '../../src/platform/telemetry/index.ts'
import { z } from 'zod'
import { testDb } from './db.ts'
import type { Corner } from './db.ts'
import { keptMainHost } from './kept-main-host.ts'
import type { KeptMainHost } from './kept-main-host.ts'
import { recordingTelemetry } from './recording-telemetry.ts'

export interface FollowingCorner {
  readonly db: Corner['db']
  readonly deps: SyncDeps
  /** The one of this test. */
  host(): KeptMainHost
  /** Whose answers were dropped, in order. */
  readonly felt: string[]
  rows(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  /** One run of the job of that name. */
  turn(name: string, changes?: Partial<SyncDeps>, telemetry?: ReturnType<typeof recordingTelemetry>): Promise<void>
  /** Runs of it until its pass is over. */
  pass(name: string, changes?: Partial<SyncDeps>): Promise<void>
  /** Names of jobs that wait. */
  waiting(): Promise<unknown[]>
  /** Another host, and nothing known of it. */
  begin(): Promise<void>
  close(): Promise<void>
}

/** Of the catalogue: what was changed is embedded by nobody here. */
const embed = job({ name: 'items.embed', input: z.object({}), key: () => 'embed', attempts: 8, concurrency: 1 })

const passNames: Readonly<Record<string, string>> = {
  'items.sync-items': 'main-items',
  'items.sync-likes': 'main-likes',
  'items.sync-clicks': 'main-clicks',
  'items.sync-new-items': 'main-new-items',
  'items.sync-new-likes': 'main-new-likes',
  'items.sync-new-clicks': 'main-new-clicks',
}

export async function followingCorner(): Promise<FollowingCorner> {
  const corner = await testDb()
  const { db } = corner
  const handlers: JobHandler[] = []
  const jobs = openJobs({ db, telemetry: silentTelemetry(), handlers: () => handlers })
  const felt: string[] = []
  let host = keptMainHost()
  const deps = (): SyncDeps => ({
    db,
    jobs,
    clock: () => new Date(host.now),
    pages: host.pages,
    mapping: host.mapping,
    felt: async (_tx, userIds) => void felt.push(...userIds),
    syncSeconds: 60,
  })
  handlers.push(handles({ job: embed, handle: async () => {} }), ...followingHandlers(deps()))
  await jobs.start()
  const rows: FollowingCorner['rows'] = async (text, values) => [...(await db.statements(text, values)).rows]
  const turn: FollowingCorner['turn'] = async (name, changes = {}, telemetry = recordingTelemetry()) => {
    const handler = followingHandlers({ ...deps(), ...changes }).find((each) => each.job.name === name)
    const { signal } = new AbortController()
    await handler?.handle({}, { jobId: newId(), attempt: 1, lastAttempt: false, signal, log: telemetry.log })
  }
  return {
    db,
    get deps() {
      return deps()
    },
    host: () => host,
    felt,
    rows,
    turn,
    async pass(name, changes) {
      const isOver = async () => {
        const [place] = await rows('select step, after from host_passes where name = $1', [passNames[name]])
        return JSON.stringify(place) === JSON.stringify({ step: 'taking', after: [] })
      }
      do await turn(name, changes)
      while (!(await isOver()))
    },
    waiting: async () =>
      (await rows(`select name from reciprocity_jobs.job where state = 'created' order by name`)).map(
        (row) => row['name'],
      ),
    async begin() {
      host = keptMainHost()
      felt.length = 0
      for (const table of ['items', 'interactions', 'stances', 'host_marks', 'reciprocity_jobs.job'])
        await db.statements(`delete from ${table}`)
      await db.statements(`update host_passes set step = 'taking', after = '{}'`)
    },
    async close() {
      await jobs.stop(1)
      await corner.close()
    },
  }
}
