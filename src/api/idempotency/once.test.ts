import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { recordingLogger } from '../../../test/support/edge.ts'
import type { LogLine } from '../../../test/support/edge.ts'
import { newId, silentLogger } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { TellsOf } from '../../platform/http/index.ts'
import type { WireAnswer } from '../wire/index.ts'
import { forgetMember, pruneIdempotencyHandler } from './jobs.ts'
import { openIdempotency } from './once.ts'
import type { IdempotencyOptions, KeyedRequest } from './once.ts'
import { lockKey } from './store.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

const start = new Date('2026-03-01T12:00:00Z').getTime()

function onceAt(options: Partial<IdempotencyOptions> = {}) {
  const time = { ms: start }
  const clock = () => new Date(time.ms)
  const idempotency = openIdempotency({ db: corner.db, clock, log: silentLogger, ...options })
  return { ...idempotency, clock, pass: (ms: number) => void (time.ms += ms) }
}

let keys = 0
const request = (change: Partial<KeyedRequest> = {}): KeyedRequest => ({
  caller: 'service:abcd1234',
  route: 'POST /api/v1/things',
  key: `key-${(keys += 1)}`,
  requestHash: Buffer.from('one'),
  ...change,
})

const ok: WireAnswer = { status: 201, mediaType: 'application/json', body: '{"id":1}', headers: { location: '/1' } }
const answering = (answer: WireAnswer = ok) => vi.fn(async () => answer)

/** A run that waits until it is let go. */
function held(answer: WireAnswer = ok) {
  const gate = Promise.withResolvers<WireAnswer>()
  return { run: vi.fn(() => gate.promise), finish: () => gate.resolve(answer) }
}

const record = (name: KeyedRequest) => corner.db.transaction((tx) => lockKey(tx, name))

test('the first request runs; its repeat is told the same and runs nothing', async () => {
  const { once } = onceAt()
  const asked = request()
  const run = answering()
  expect(await once(asked, run)).toEqual({ answer: ok, isReplayed: false })
  expect(await once(asked, run)).toEqual({ answer: ok, isReplayed: true })
  expect(run).toHaveBeenCalledTimes(1)
})

test.each([
  ['another caller', { caller: 'service:other' }],
  ['another route', { route: 'POST /api/v1/others' }],
])('the same key of %s is another key', async (_what, change) => {
  const { once } = onceAt()
  const asked = request()
  await once(asked, answering())
  expect(await once({ ...asked, ...change }, answering())).toMatchObject({ isReplayed: false })
})

test('the same key with another body is refused', async () => {
  const { once } = onceAt()
  const asked = request()
  await once(asked, answering())
  const run = answering()
  await expect(once({ ...asked, requestHash: Buffer.from('two') }, run)).rejects.toMatchObject({
    code: 'request.idempotency_mismatch',
    status: 422,
  })
  expect(run).not.toHaveBeenCalled()
})

test('a repeat that comes while the first is running is told so', async () => {
  const { once } = onceAt()
  const asked = request()
  const { run, finish } = held()
  const first = once(asked, run)
  await vi.waitFor(() => expect(run).toHaveBeenCalled())
  await expect(once(asked, answering())).rejects.toMatchObject({ code: 'request.idempotency_running', status: 409 })
  finish()
  expect(await first).toMatchObject({ isReplayed: false })
  expect(await once(asked, answering())).toMatchObject({ isReplayed: true })
})

test('of ten at once one runs', async () => {
  const { once } = onceAt()
  const asked = request()
  const run = answering()
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => once(asked, run)))
  expect(run).toHaveBeenCalledTimes(1)
  const refused = results.filter((result) => result.status === 'rejected')
  expect(refused.every(({ reason }) => (reason as { code: string }).code === 'request.idempotency_running')).toBe(true)
  expect(results.filter((result) => result.status === 'fulfilled' && !result.value.isReplayed)).toHaveLength(1)
})

test.each([200, 201, 202, 204])('an answer of %d says that it was done, and is told again', async (status) => {
  const { once } = onceAt()
  const asked = request()
  await once(asked, answering({ ...ok, status }))
  expect(await once(asked, answering())).toMatchObject({ isReplayed: true, answer: { status } })
})

test.each([400, 404, 409, 422, 429, 500, 502, 503])('an answer of %d is not kept: the repeat runs', async (status) => {
  const { once } = onceAt()
  const asked = request()
  await once(asked, answering({ ...ok, status }))
  expect(await record(asked)).toBe(null)
  expect(await once(asked, answering())).toMatchObject({ isReplayed: false, answer: { status: 201 } })
})

test('a process that dies in the middle frees the key when its lease is over, and not before', async () => {
  const { once, pass } = onceAt({ leaseMs: 60_000 })
  const asked = request()
  const { run } = held()
  void once(asked, run)
  await vi.waitFor(() => expect(run).toHaveBeenCalled())
  pass(59_999)
  await expect(once(asked, answering())).rejects.toMatchObject({ code: 'request.idempotency_running' })
  pass(1)
  expect(await once(asked, answering())).toMatchObject({ isReplayed: false })
})

test('a request that takes longer than a lease holds its key for as long as it works', async () => {
  const { once } = onceAt({ leaseMs: 90, clock: () => new Date() })
  const asked = request()
  const { run, finish } = held()
  const first = once(asked, run)
  await new Promise((resolve) => setTimeout(resolve, 250))
  await expect(once(asked, answering())).rejects.toMatchObject({ code: 'request.idempotency_running' })
  finish()
  await first
})

test('an answer that comes after the key has passed to another request changes nothing', async () => {
  const { once, pass } = onceAt({ leaseMs: 60_000 })
  const asked = request()
  const late = held({ ...ok, body: '"late"' })
  const first = once(asked, late.run)
  await vi.waitFor(() => expect(late.run).toHaveBeenCalled())
  pass(60_000)
  await once(asked, answering({ ...ok, body: '"second"' }))
  late.finish()
  await first
  expect(await once(asked, answering())).toMatchObject({ isReplayed: true, answer: { body: '"second"' } })
})

test('after a day the key is a new one', async () => {
  const { once, pass } = onceAt()
  const asked = request()
  await once(asked, answering())
  pass(24 * 3_600_000 - 1)
  expect(await once(asked, answering())).toMatchObject({ isReplayed: true })
  pass(1)
  const other = { ...asked, requestHash: Buffer.from('two') }
  expect(await once(other, answering())).toMatchObject({ isReplayed: false })
})

test('work that was done is answered, even if the answer cannot be kept', async () => {
  const lines: LogLine[] = []
  const state = { isLost: false }
  const db: Db = {
    ...corner.db,
    get query() {
      if (state.isLost) throw new Error('connection lost')
      return corner.db.query
    },
  }
  const { once } = onceAt({ db, log: recordingLogger(lines) })
  const answer = await once(request(), async () => {
    state.isLost = true
    return ok
  })
  expect(answer).toEqual({ answer: ok, isReplayed: false })
  expect(lines.map(({ message }) => message)).toEqual(['An answer was not kept for its Idempotency-Key.'])
})

const run = () => ({
  jobId: newId(),
  attempt: 1,
  lastAttempt: false,
  signal: new AbortController().signal,
  log: silentLogger,
})

test('kept answers are deleted on the day, and no others', async () => {
  const { once, clock, pass } = onceAt()
  const [old, young] = [request(), request()]
  await once(old, answering())
  pass(3_600_000)
  await once(young, answering())
  pass(23 * 3_600_000)
  await pruneIdempotencyHandler({ db: corner.db, clock }).handle({}, run())
  expect(await record(old)).toBe(null)
  expect(await record(young)).toMatchObject({ answer: ok })
})

test('more answers than are deleted in one go are all deleted', async () => {
  const own = await testDb()
  await own.db.statements(`
    insert into idempotency_keys (caller, route, key, request_hash, run_id, lease_until, expires_at)
    select 'service:a', 'POST /a', n::text, '\\x00', gen_random_uuid(), now(), '2020-01-01' from generate_series(1, 2500) n`)
  await pruneIdempotencyHandler({ db: own.db, clock: () => new Date() }).handle({}, run())
  const { rows } = await own.db.statements('select count(*)::int as left from idempotency_keys')
  expect(rows).toEqual([{ left: 0 }])
  await own.close()
})

test('the pruning is one job, by itself, again and again', () => {
  const { job, everySeconds } = pruneIdempotencyHandler({ db: corner.db, clock: () => new Date() })
  expect(job.name).toBe('api.prune-idempotency')
  expect(job.key?.({})).toBe(job.key?.({}))
  expect(everySeconds).toBeLessThanOrEqual(3_600)
})

const telling =
  (ids: readonly string[]) =>
  async (tellsOf: TellsOf): Promise<WireAnswer> => {
    await corner.db.transaction((tx) => tellsOf(tx, ids))
    return ok
  }
const forget = (id: string) => corner.db.transaction((tx) => forgetMember(tx, id))

test('when a member is forgotten, what she asked goes with what others were told of her, and nothing else', async () => {
  const { once } = onceAt()
  const [own, about, others] = [request({ caller: 'member:anna' }), request(), request()]
  await once(own, answering())
  await once(about, telling(['bo', 'anna']))
  await once(others, telling(['annabel']))
  await forget('anna')
  expect(await record(own)).toBe(null)
  expect(await record(about)).toBe(null)
  expect(await once(about, telling(['anna']))).toMatchObject({ isReplayed: false })
  expect(await once(others, answering())).toMatchObject({ isReplayed: true })
})

test('an answer about somebody who was forgotten before it was given is not kept', async () => {
  const { once } = onceAt()
  const asked = request()
  await once(asked, async (tellsOf) => {
    await telling(['eva'])(tellsOf)
    await forget('eva')
    return ok
  })
  expect(await record(asked)).toBe(null)
})

test('what the version before kept, not saying whom it tells of, goes with anybody; a running request of it stays', async () => {
  const { once } = onceAt()
  const [kept, running] = [request(), request()]
  await once(kept, answering())
  await once(running, async () => {
    await corner.db.statements('update idempotency_keys set subject_ids = null')
    await forget('anybody')
    expect(await record(kept)).toBe(null)
    return ok
  })
  expect(await once(running, answering())).toMatchObject({ isReplayed: true })
})
