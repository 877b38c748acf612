/** Passes over a host that the test keeps in its hands, one page at a time, on our own database. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { keptHost } from '../../../test/support/kept-host.ts'
import type { KeptHost } from '../../../test/support/kept-host.ts'
import { recordingTelemetry } from '../../../test/support/recording-telemetry.ts'
import { newId } from '../../base/index.ts'
import { handles, openJobs } from '../../platform/jobs/index.ts'
import type { JobHandler, JobRunner } from '../../platform/jobs/index.ts'
import { silentTelemetry } from '../../platform/telemetry/index.ts'
import { removePerson } from '../registry/index.ts'
import { embedProfiles, syncBlocks } from './jobs.ts'
import { profileBody } from './schema.ts'
import { syncProfilesHandler } from './sync-profiles.ts'
import type { SyncDeps } from './sync-profiles.ts'
import { putProfile } from './write-profile.ts'

let corner: Corner
let jobs: JobRunner
let host: KeptHost
let deps: SyncDeps
beforeAll(async () => {
  corner = await testDb()
  const handlers: JobHandler[] = []
  jobs = openJobs({ db: corner.db, telemetry: silentTelemetry(), handlers: () => handlers })
  deps = {
    db: corner.db,
    jobs,
    clock: () => new Date(),
    profilesHost: keptHost(),
    syncSeconds: 300,
    forgetWhole: async (tx, id) => void (await removePerson(tx, id)),
  }
  for (const job of [embedProfiles, syncBlocks]) handlers.push(handles({ job, handle: async () => {} }))
  handlers.push(syncProfilesHandler(deps))
  await jobs.start()
})
afterAll(async () => {
  await jobs.stop(1)
  await corner.close()
})
beforeEach(async () => {
  host = keptHost()
  await corner.db.statements('delete from people')
  await corner.db.statements(`update host_passes set step = 'taking', after = '{}'`)
})

const rows = async (text: string): Promise<Record<string, unknown>[]> => [...(await corner.db.statements(text)).rows]
const ids = async (): Promise<unknown[]> =>
  (await rows('select person_id from profiles order by person_id')).map(({ person_id: id }) => id)
const place = async (): Promise<unknown> =>
  (await rows(`select step, after from host_passes where name = 'profiles'`))[0]

/** One run of the job, as the queue would. */
async function turn(changes: Partial<SyncDeps> = {}, telemetry = recordingTelemetry()): Promise<void> {
  const { handle } = syncProfilesHandler({ ...deps, profilesHost: host, ...changes })
  const { signal } = new AbortController()
  await handle({}, { jobId: newId(), attempt: 1, lastAttempt: false, signal, log: telemetry.log })
}
const pass = async (): Promise<void> => {
  do await turn()
  while (JSON.stringify(await place()) !== JSON.stringify({ step: 'taking', after: [] }))
}

test('2,500 rows are three pages, and a second pass over the same rows writes nothing', async () => {
  for (let at = 0; at < 2500; at += 1) host.profiles.set(`id-${String(at).padStart(4, '0')}`, { first_name: 'Many' })
  for (const count of [1000, 2000, 2500]) {
    await turn()
    expect((await ids()).length).toBe(count)
  }
  expect(host.asked).toEqual([null, 'id-0999', 'id-1999'])
  expect(await place()).toEqual({ step: 'dropping', after: [] })
  await pass()
  const written = () => rows('select max(updated_at) as last, count(distinct xmin::text) as writes from profiles')
  const before = await written()
  await pass()
  expect(await written()).toEqual(before)
})

test('a run that dies before its end leaves no half of a page, and the next one takes the whole of it', async () => {
  for (const id of ['ann', 'bob']) host.profiles.set(id, { first_name: id })
  const dying = { ...jobs, enqueue: () => Promise.reject(new Error('killed')) }
  await expect(turn({ jobs: dying })).rejects.toThrow('killed')
  expect([await ids(), await place()]).toEqual([[], { step: 'taking', after: [] }])
  await turn()
  expect(await ids()).toEqual(['ann', 'bob'])
})

test('a host that is away moves nothing, and the run says when to try again', async () => {
  host.isAway = true
  await expect(turn()).rejects.toMatchObject({ code: 'database.unavailable', retryAfterSeconds: 15 })
  expect(await place()).toEqual({ step: 'taking', after: [] })
})

test('whom the host has no more, or calls deleted, goes; of whom our own API has spoken since stays', async () => {
  for (const id of ['ann', 'bob', 'eve', 'zoe']) host.profiles.set(id, { first_name: id })
  await pass()
  for (const id of ['ann', 'eve']) host.profiles.delete(id)
  host.profiles.set('bob', { is_deleted: true })
  const body = profileBody.parse({ about: 'I am here.' })
  host.meanwhile = () => putProfile(deps, { personId: 'eve', isMember: false }, body)
  await pass()
  expect(await ids()).toEqual(['eve', 'zoe'])
  expect(await rows(`select source, host_digest from profiles where person_id = 'eve'`)).toEqual([
    { source: 'api', host_digest: null },
  ])
})

test('a host that shows nobody at all takes nobody away, and the operator is told', async () => {
  host.profiles.set('ann', { first_name: 'ann' })
  await pass()
  host.profiles.clear()
  await turn()
  const telemetry = recordingTelemetry()
  await turn({}, telemetry)
  expect([await ids(), await place()]).toEqual([['ann'], { step: 'taking', after: [] }])
  expect(telemetry.lines).toMatchObject([{ level: 'error', message: /nobody is withdrawn/u }])
})

test('one who is paused here stays paused, whatever the host says of her', async () => {
  await putProfile(deps, { personId: 'ann', isMember: false }, profileBody.parse({}))
  await corner.db.statements(`update people set status = 'paused' where id = 'ann'`)
  host.profiles.set('ann', { first_name: 'Ann', invisible_mode: false })
  await turn()
  expect(await rows('select name, is_listed, source from profiles')).toEqual([
    { name: 'Ann', is_listed: false, source: 'host' },
  ])
})

test('an id that comes twice counts once, by its last row, and rows of nobody are counted without a name', async () => {
  const twice = {
    ...host,
    profilesAfter: async () => ['a', 'b'].map((name) => ({ id: 'ann', facts: { first_name: name } })),
  }
  await turn({ profilesHost: twice })
  expect(await rows('select name from profiles')).toEqual([{ name: 'b' }])
  await corner.db.statements(`update host_passes set step = 'taking'`)
  const telemetry = recordingTelemetry()
  for (const id of ['a/b', '..']) host.profiles.set(id, { first_name: 'Nobody' })
  await turn({}, telemetry)
  expect(telemetry.lines).toEqual([
    { level: 'warn', message: 'Profiles of the host are left out: nobody can have their ids.', facts: { rows: 2 } },
  ])
})
