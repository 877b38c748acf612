import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Problem } from '../../base/index.ts'
import { bareDb, realDatabaseUrl, testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { eventually } from '../../../test/support/jobs.ts'
import { migrate, openPostgres, readMigrations, statementIn } from '../db/index.ts'
import { silentTelemetry } from '../telemetry/index.ts'
import { handles, job } from './job.ts'
import type { JobRun } from './job.ts'
import { openJobs } from './open-jobs.ts'
import type { JobRunner } from './open-jobs.ts'
import { deathsMax } from './run-job.ts'
import { countJobs, findJob, listJobs, reviveOrphans } from './store.ts'

const input = z.object({ id: z.string() })
const keyed = job({ name: 'test.keyed', input, key: ({ id }) => id, attempts: 3, backoffSeconds: 1 })
const failing = job({ name: 'test.failing', input, attempts: 2, backoffSeconds: 1, backoffSecondsMax: 1 })
const postponed = job({ name: 'test.postponed', input, attempts: 1 })

const erased = job({ name: 'test.erased', input, attempts: 5 })

const ran: { id: string; run: JobRun }[] = []
const writtenOff: unknown[] = []
const unworked = job({ name: 'test.unworked', input, key: ({ id }) => id, concurrency: 0 })
let postponements = 0
let isHealed = false
const healedRuns: JobRun[] = []
const handlers = [
  handles({ job: keyed, handle: async ({ id }, run) => void ran.push({ id, run }) }),
  handles({
    job: failing,
    handle: async (_, run) => {
      if (isHealed) return void healedRuns.push(run)
      throw new Problem('model.unavailable', 'The model is away.', { facts: { secret: 'never stored' } })
    },
    onFailed: async (_, reason) => void writtenOff.push(reason),
  }),
  handles({ job: unworked, handle: async () => {} }),
  handles({
    job: erased,
    handle: async (_, { jobId }) => {
      await jobs.erase(corner.db.query, jobId)
      throw new Problem('model.budget_spent', 'Tomorrow.', { retryAfterSeconds: 1 })
    },
  }),
  handles({
    job: postponed,
    handle: async () => {
      postponements += 1
      if (postponements === 1) throw new Problem('model.budget_spent', 'Tomorrow.', { retryAfterSeconds: 3600 })
    },
  }),
]

let corner: Corner
let jobs: JobRunner
beforeAll(async () => {
  corner = await testDb()
  jobs = openJobs({ db: corner.db, telemetry: silentTelemetry(), handlers: () => handlers, pollSeconds: 0.5 })
  await jobs.start()
})
afterAll(async () => {
  await jobs.stop(1)
  await corner.close()
})

const enqueue = (which: typeof keyed, id: string) => corner.db.transaction((tx) => jobs.enqueue(tx, which, { id }))

test('the same key waiting twice is one job, and both callers are told its id', async () => {
  const first = await enqueue(keyed, 'twin')
  expect(await enqueue(keyed, 'twin')).toBe(first)
  expect(await enqueue(keyed, 'other')).not.toBe(first)
})

test.each([
  ['lists', 'created_on_id', `select 1 from reciprocity_jobs.job order by created_on desc, id desc limit 20`],
  ['erasing a person', 'expr', `delete from reciprocity_jobs.job where data -> 'input' ->> 'personId' = 'a'`],
  [
    'a list of what failed',
    'state_created_on_id_name_start_after',
    `select 1 from reciprocity_jobs.job where state = 'failed' order by created_on desc, id desc limit 20`,
  ],
  [
    'a search for a twin',
    'name_singleton_key',
    `select 1 from reciprocity_jobs.job where name = 'a' and singleton_key = 'b' and state in ('created', 'retry')`,
  ],
  [
    'counting what is open',
    'state_created_on_id_name_start_after',
    `select name, state, min(start_after) from reciprocity_jobs.job where state not in ('completed', 'cancelled') group by 1, 2`,
  ],
])('%s reads an index and not every job', async (_, index, text) => {
  const plan = await corner.db.transaction(async (tx) => {
    // The table of a test is so small that reading all of it is cheaper.
    await statementIn(tx, 'set local enable_seqscan = off')
    return statementIn(tx, `explain ${text}`)
  })
  expect(JSON.stringify(plan.rows)).toContain(`job_common_${index}_idx`)
})

test('a job is enqueued only if the change that causes it is kept', async () => {
  let lost = ''
  const undone = corner.db.transaction(async (tx) => {
    lost = await jobs.enqueue(tx, keyed, { id: 'undone' })
    throw new Error('no')
  })
  await expect(undone).rejects.toThrow('no')
  expect(await findJob(corner.db.query, lost)).toBeNull()
})

test('a repeated enqueue after a twin inside one transaction does not break the transaction', async () => {
  await corner.db.transaction(async (tx) => {
    await jobs.enqueue(tx, keyed, { id: 'double' })
    await jobs.enqueue(tx, keyed, { id: 'double' })
  })
  const waiting = await listJobs(corner.db.query, { name: keyed.name, state: 'waiting', limit: 100 })
  expect(waiting.filter(({ key }) => key === 'double').length).toBe(1)
})

test('many are enqueued in one go, without those that wait already', async () => {
  await corner.db.transaction((tx) =>
    jobs.enqueueAll(tx, keyed, [{ id: 'twin' }, { id: 'one of many' }, { id: 'one of many' }]),
  )
  const waiting = await listJobs(corner.db.query, { name: keyed.name, state: 'waiting', limit: 100 })
  expect(waiting.map(({ key }) => key).toSorted()).toEqual(['double', 'one of many', 'other', 'twin'])
})

test('jobs run soon after work begins, each once', async () => {
  await jobs.work()
  await eventually(() => ran.length === 4)
  expect(ran.map(({ id }) => id).toSorted()).toEqual(['double', 'one of many', 'other', 'twin'])
  expect(ran.every(({ run }) => run.attempt === 1 && !run.lastAttempt)).toBe(true)
})

test('a waiting worker hears of a new job, and need not ask', async () => {
  const announced = job({ name: 'test.announced', input })
  const heard: string[] = []
  const handler = handles({ job: announced, handle: async ({ id }) => void heard.push(id) })
  const runner = openJobs({
    db: corner.db,
    telemetry: silentTelemetry(),
    handlers: () => [handler],
    pollSeconds: 3600,
  })
  await runner.start()
  await runner.work()
  for (const id of ['one', 'two', 'three']) {
    const jobId = await corner.db.transaction((tx) => runner.enqueue(tx, announced, { id }))
    await eventually(async () => (await findJob(corner.db.query, jobId))?.state === 'completed')
    // A worker that was busy asks once more: the next job is to find it at rest.
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  expect(heard).toEqual(['one', 'two', 'three'])
  await runner.stop(1)
})

test('a waiting job that a change counts on does not run before the change is in', async () => {
  const first = await corner.db.transaction((tx) => jobs.enqueue(tx, keyed, { id: 'held' }, { afterSeconds: 1 }))
  await corner.db.transaction(async (tx) => {
    expect(await jobs.enqueue(tx, keyed, { id: 'held' })).toBe(first)
    await jobs.enqueueAll(tx, keyed, [{ id: 'held' }, { id: 'beside it' }])
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(ran.some(({ id }) => id === 'held')).toBe(false)
  })
  await eventually(() => ran.some(({ id }) => id === 'held') && ran.some(({ id }) => id === 'beside it'))
})

test('many who enqueue the same job while workers take it all get one, and every change is seen by a run', async () => {
  const ids: string[] = []
  for (let round = 0; round < 20; round += 1) {
    ids.push(...(await Promise.all(Array.from({ length: 5 }, () => enqueue(keyed, 'crowded')))))
  }
  const runs = new Set(ids)
  await eventually(() => [...runs].every((jobId) => ran.some(({ run }) => run.jobId === jobId)))
})

test('a job that keeps failing is written off once, with the words of the problem and nothing else', async () => {
  const id = await enqueue(failing, 'bad')
  await eventually(async () => (await findJob(corner.db.query, id))?.state === 'failed')
  const stored = await findJob(corner.db.query, id)
  expect(stored).toMatchObject({ attempts: 2, attemptsMax: 2, lastError: 'The model is away.' })
  expect(writtenOff.length).toBe(1)
  expect(JSON.stringify(stored)).not.toContain('never stored')
})

test('a failed job that is tried again runs once more: it fails again while the cause lasts, and completes after', async () => {
  const id = await enqueue(failing, 'retried')
  const hasFailed = async () => (await findJob(corner.db.query, id))?.state === 'failed'
  await eventually(hasFailed)
  const before = writtenOff.length
  await jobs.retry(failing.name, id)
  await eventually(() => writtenOff.length === before + 1)
  expect(writtenOff.at(-1)).toMatchObject({ detail: 'The model is away.' })
  await eventually(hasFailed)
  isHealed = true
  await jobs.retry(failing.name, id)
  await eventually(async () => (await findJob(corner.db.query, id))?.state === 'completed')
  expect(healedRuns.map(({ jobId, lastAttempt }) => [jobId, lastAttempt])).toEqual([[id, true]])
})

test('a failed job whose process died when it was tried again can be tried once more', async () => {
  isHealed = false
  const id = await enqueue(failing, 'killed')
  const hasFailed = async () => (await findJob(corner.db.query, id))?.state === 'failed'
  await eventually(hasFailed)
  await corner.db.statements(`update reciprocity_jobs.job set retry_count = retry_limit + 13 where id = $1`, [id])
  isHealed = true
  await jobs.retry(failing.name, id)
  await eventually(async () => (await findJob(corner.db.query, id))?.state === 'completed')
})

test('an input that no longer fits is told plainly, tried as often as any other, and written off', async () => {
  const write = `update reciprocity_jobs.job set data = jsonb_set(data, '{input}', '{"person": "ada"}') where id = $1`
  const id = await corner.db.transaction((tx) => jobs.enqueue(tx, failing, { id: 'old' }, { afterSeconds: 3600 }))
  await corner.db.statements(write, [id])
  await corner.db.statements('update reciprocity_jobs.job set start_after = now() where id = $1', [id])
  const before = writtenOff.length
  await eventually(async () => (await findJob(corner.db.query, id))?.state === 'failed')
  expect((await findJob(corner.db.query, id))?.lastError).toBe('The input of this job is not what this version takes.')
  expect(writtenOff.length).toBe(before + 1)
})

/** Counted from when the job is due: what nobody runs is thrown away by the library. */
async function daysKept(id: string): Promise<number> {
  const { rows } = await corner.db.statements(
    `select extract(epoch from keep_until - start_after) / 86400 as days from reciprocity_jobs.job where id = $1`,
    [id],
  )
  return Number(rows[0]?.['days'])
}

test('a problem that says when to come back has the same job wait, with its words, and uses up none of its runs', async () => {
  const id = await enqueue(postponed, 'later')
  const isPostponed = async () => (await findJob(corner.db.query, id))?.lastError === 'Tomorrow.'
  await eventually(isPostponed)
  expect(await findJob(corner.db.query, id)).toMatchObject({ state: 'waiting', attempts: 1, lastError: 'Tomorrow.' })
  expect(await listJobs(corner.db.query, { name: postponed.name, limit: 10 })).toHaveLength(1)
  expect(await daysKept(id)).toBeGreaterThan(13)
  await jobs.retry(postponed.name, id)
  await eventually(async () => (await findJob(corner.db.query, id))?.state === 'completed')
  expect(postponements).toBe(2)
})

test('more than fit in one statement are enqueued all the same, each once', async () => {
  const many = Array.from({ length: 2100 }, (_, index) => ({ id: `of many ${index % 2050}` }))
  await corner.db.transaction(async (tx) => {
    await jobs.enqueueAll(tx, unworked, many)
    expect((await countJobs(tx)).find(({ name }) => name === unworked.name)?.count).toBe(2050)
  })
})

test('a list goes on where it stopped, among many of one instant', async () => {
  const seen: string[] = []
  let before: { enqueuedAt: string; id: string } | undefined
  do {
    const page = await listJobs(corner.db.query, { name: unworked.name, state: 'waiting', before, limit: 500 })
    seen.push(...page.map(({ key }) => String(key)))
    before = page.at(-1)
  } while (before)
  expect([seen.length, new Set(seen).size]).toEqual([2050, 2050])
})

test('a job that was erased while it ran leaves nothing behind and does not come back', async () => {
  const id = await enqueue(erased, 'gone')
  await eventually(async () => (await findJob(corner.db.query, id)) === null)
  await enqueue(postponed, 'after')
  await eventually(async () => postponements > 2)
  expect(await listJobs(corner.db.query, { name: erased.name, limit: 10 })).toEqual([])
})

test('a job that was running beside others in a process that died again and again still runs', async () => {
  const id = await corner.db.transaction((tx) => jobs.enqueue(tx, keyed, { id: 'innocent' }, { afterSeconds: 3600 }))
  const diedTimes = (times: number) =>
    corner.db.statements(
      `update reciprocity_jobs.job set state = 'active', started_on = now(), retry_count = retry_limit + ${times} - 1 where id = $1`,
      [id],
    )
  await diedTimes(deathsMax)
  await reviveOrphans(corner.db.query)
  await eventually(async () => (await findJob(corner.db.query, id))?.state === 'completed')
  expect(ran.filter(({ id: seen }) => seen === 'innocent')).toHaveLength(1)
})

test('a job whose process died in every run is written off', async () => {
  const id = await corner.db.transaction((tx) => jobs.enqueue(tx, keyed, { id: 'deadly' }, { afterSeconds: 3600 }))
  await corner.db.statements(
    `update reciprocity_jobs.job set state = 'active', started_on = now(), retry_count = retry_limit + $2 where id = $1`,
    [id, deathsMax],
  )
  await reviveOrphans(corner.db.query)
  await eventually(async () => (await findJob(corner.db.query, id))?.state === 'failed')
  expect(ran.some(({ id: seen }) => seen === 'deadly')).toBe(false)
})

test('what was running when the only owner died is due again', async () => {
  const id = await corner.db.transaction((tx) => jobs.enqueue(tx, keyed, { id: 'orphan' }, { afterSeconds: 3600 }))
  await corner.db.statements(`update reciprocity_jobs.job set state = 'active', started_on = now() where id = $1`, [id])
  await reviveOrphans(corner.db.query)
  await eventually(() => ran.some(({ id: seen, run }) => seen === 'orphan' && run.attempt === 2))
})

test('a job that is repeated every month is not enqueued without a pause', async () => {
  const monthly = job({ name: 'test.monthly', input: z.object({}) })
  const handler = handles({ job: monthly, everySeconds: 30 * 86_400, handle: async () => {} })
  const runner = openJobs({ db: corner.db, telemetry: silentTelemetry(), handlers: () => [handler] })
  await runner.start()
  await runner.work()
  await new Promise((resolve) => setTimeout(resolve, 300))
  await runner.stop(1)
  expect(await listJobs(corner.db.query, { name: monthly.name, limit: 10 })).toEqual([])
})

test('the queue is counted by name and state', async () => {
  await corner.db.transaction((tx) => jobs.enqueue(tx, keyed, { id: 'tomorrow' }, { afterSeconds: 86_400 }))
  const waiting = (await countJobs(corner.db.query)).find(
    ({ name, state }) => name === keyed.name && state === 'waiting',
  )
  expect(waiting).toMatchObject({ count: 1, oldestSeconds: 0 })
})

test.skipIf(!realDatabaseUrl)('processes that start together on a new database make the queues once', async () => {
  const fresh = await bareDb()
  const options = { url: fresh.url ?? '', connectionsMax: 2, telemetry: silentTelemetry(), slowQueryMs: 60_000 }
  const dbs = await Promise.all(Array.from({ length: 8 }, () => openPostgres(options)))
  const migrations = await readMigrations()
  await Promise.all(dbs.map((db) => migrate(db, migrations)))
  const runners = dbs.map((db) => openJobs({ db, telemetry: silentTelemetry(), handlers: () => handlers }))
  await Promise.all(runners.map((runner) => runner.start()))
  const { rows } = await fresh.db.statements('select count(*)::int as queues from reciprocity_jobs.queue')
  expect(rows).toEqual([{ queues: handlers.length }])
  await Promise.all(runners.map((runner) => runner.stop(1)))
  await Promise.all(dbs.map((db) => db.close()))
  await fresh.close()
})
