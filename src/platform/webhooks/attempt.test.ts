/** Attempts run by hand on a real database: races, deaths in the middle, answers that come too late. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createLogger, createMetrics, silentTelemetry } from '../telemetry/index.ts'
import { rows, sql } from '../db/index.ts'
import { testDb } from '../../../test/support/db.ts'
import { eventually } from '../../../test/support/jobs.ts'
import { openReceiver } from '../../../test/support/receiver.ts'
import { handWebhooks, makeSecret } from '../../../test/support/webhooks.ts'
import { countWatched, findOverdue, listAttempts, listDeliveries, lockDelivery } from './store.ts'
import type { Corner } from '../../../test/support/db.ts'
import type { Host, Receiver } from '../../../test/support/receiver.ts'
import type { Telemetry } from '../telemetry/index.ts'
import type { HandOptions, HandStage } from '../../../test/support/webhooks.ts'
import type { DeliverySummary } from './store.ts'

let corner: Corner
const open: { close(): Promise<void> }[] = []

beforeAll(async () => {
  corner = await testDb()
})
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
  await rows(corner.db.query, 'test.empty', sql`delete from deliveries`)
})
afterAll(() => corner.close())

/** A clock that a test moves. */
function movable() {
  const time = { now: new Date() }
  return {
    clock: () => time.now,
    move: (seconds: number) => (time.now = new Date(time.now.getTime() + seconds * 1000)),
  }
}

function by(receiver: Receiver, { settings, ...options }: HandOptions = {}): HandStage {
  const stage = handWebhooks(corner.db, { settings: { baseUrl: receiver.baseUrl, ...settings }, ...options })
  open.push(stage)
  return stage
}

async function receive(host: Host = () => 200): Promise<Receiver> {
  const receiver = await openReceiver({ host })
  open.push(receiver)
  return receiver
}

const hang: Host = () => {}

async function show(id: string): Promise<DeliverySummary | undefined> {
  return (await listDeliveries(corner.db.query, { id, limit: 1 }))[0]
}
const attemptsOf = (id: string) => listAttempts(corner.db.query, id)

/** Begins an attempt and dies in the middle: what is left is a lease that nobody holds. */
async function dieInTheMiddle(stage: HandStage, receiver: Receiver): Promise<void> {
  const death = new AbortController()
  const attempt = stage.run(undefined, { signal: death.signal })
  const before = receiver.received.length
  await eventually(() => receiver.received.length > before)
  death.abort(new Error('killed'))
  await expect(attempt).rejects.toThrow('killed')
}

test('of two workers with the same job one sends, the other comes back when the lease has run out', async () => {
  const receiver = await receive(({ response }) => void setTimeout(() => response.writeHead(200).end(), 100))
  const [one, other] = [by(receiver), by(receiver)]
  await one.send({})
  const input = one.queue[0]?.input
  await Promise.all([one.run(input), other.run(input)])
  expect(receiver.received).toHaveLength(1)
  const waiting = [...one.queue.slice(1), ...other.queue]
  expect(waiting).toEqual([{ input, afterSeconds: expect.closeTo(30, 0) }])
  await other.run(input)
  expect(receiver.received).toHaveLength(1)
})

test('of two transactions that decide about one delivery the second waits for the first', async () => {
  const stage = by(await receive())
  const id = await stage.send({})
  const order: string[] = []
  const { promise: locked, resolve: sayLocked } = Promise.withResolvers<void>()
  const first = corner.db.transaction(async (tx) => {
    await lockDelivery(tx, id)
    sayLocked()
    await new Promise((resolve) => setTimeout(resolve, 200))
    order.push('first')
  })
  await locked
  await corner.db.transaction((tx) => lockDelivery(tx, id))
  order.push('second')
  await first
  expect(order).toEqual(['first', 'second'])
})

test('twenty jobs for one attempt send it once', async () => {
  const receiver = await receive()
  const stage = by(receiver)
  const id = await stage.send({})
  const input = stage.queue[0]?.input
  await Promise.all(Array.from({ length: 20 }, () => stage.run(input)))
  expect(receiver.received).toHaveLength(1)
  expect(await show(id)).toMatchObject({ state: 'delivered', attemptCount: 1 })
})

test('after a recorded 2xx no job sends again', async () => {
  const receiver = await receive()
  const stage = by(receiver)
  await stage.send({})
  const input = stage.queue[0]?.input
  for (let times = 0; times < 3; times++) await stage.run(input)
  expect(receiver.received).toHaveLength(1)
})

test('an attempt whose process dies is sent again under its id once the lease has run out, and counts for nothing', async () => {
  const receiver = await receive(({ count }) => (count === 1 ? undefined : 200))
  const { clock, move } = movable()
  const [dying, next] = [by(receiver, { clock }), by(receiver, { clock })]
  const id = await dying.send({})
  const input = dying.queue[0]?.input
  await dieInTheMiddle(dying, receiver)

  move(29)
  await next.run(input)
  expect(receiver.received).toHaveLength(1)
  expect(next.queue).toEqual([{ input, afterSeconds: 1 }])
  move(1)
  await next.run()
  expect(receiver.received.map((call) => call.id)).toEqual([id, id])
  expect(receiver.received[0]?.text).toBe(receiver.received[1]?.text)
  expect(await show(id)).toMatchObject({ state: 'delivered', attemptCount: 2 })
  expect((await attemptsOf(id)).map(({ status, error }) => [status, error])).toEqual([
    [null, 'The process stopped before an answer was recorded.'],
    [200, null],
  ])
})

test('a 2xx that comes after the lease was lost is still the end', async () => {
  let accept: () => void = () => {}
  const receiver = await receive(({ count, response }) => {
    if (count > 1) return 500
    accept = () => void response.writeHead(200).end()
    return undefined
  })
  const { clock, move } = movable()
  const [slow, other] = [by(receiver, { clock }), by(receiver, { clock })]
  const id = await slow.send({})
  const input = slow.queue[0]?.input
  const attempt = slow.run()
  await eventually(() => receiver.received.length === 1)
  move(31)
  await other.run(input)
  expect(await show(id)).toMatchObject({ state: 'pending', lastStatus: 500 })
  accept()
  await attempt
  expect(await show(id)).toMatchObject({ state: 'delivered', lastStatus: 200, dueAt: null })
  await other.run()
  expect(receiver.received).toHaveLength(2)
})

test('a failure that comes after the lease was lost changes nothing', async () => {
  let refuse: () => void = () => {}
  const receiver = await receive(({ count, response }) => {
    if (count > 1) return 200
    refuse = () => void response.writeHead(410).end()
    return undefined
  })
  const { clock, move } = movable()
  const [slow, other] = [by(receiver, { clock }), by(receiver, { clock })]
  const id = await slow.send({})
  const input = slow.queue[0]?.input
  const attempt = slow.run()
  await eventually(() => receiver.received.length === 1)
  move(31)
  await other.run(input)
  refuse()
  await attempt
  expect(await show(id)).toMatchObject({ state: 'delivered', attemptCount: 3, lastStatus: 410 })
})

test('the job for the next attempt is enqueued with the record of this one, after the delay of the schedule', async () => {
  const receiver = await receive(() => 500)
  const stage = by(receiver)
  const id = await stage.send({})
  const delays: number[] = []
  while (stage.queue.length > 0) {
    await stage.run()
    delays.push(...stage.queue.map(({ afterSeconds }) => afterSeconds))
    const due = (await show(id))?.dueAt?.toISOString()
    expect(stage.queue.map(({ input }) => input)).toEqual(due === undefined ? [] : [{ id, at: due }])
  }
  expect(delays).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 36_000])
  expect(await show(id)).toMatchObject({
    state: 'failed',
    attemptCount: 8,
    dueAt: null,
    lastError: 'The host answered 500.',
  })
  expect(receiver.received).toHaveLength(8)
})

test('the host can ask for a longer wait', async () => {
  const receiver = await receive(({ response }) => void response.writeHead(503, { 'retry-after': '40' }).end())
  const stage = by(receiver)
  await stage.send({})
  await stage.run()
  expect(stage.queue[0]?.afterSeconds).toBe(40)
})

test('a host that hangs is tried again after the time limit', async () => {
  const receiver = await receive(hang)
  const stage = by(receiver, { settings: { timeoutSeconds: 0.1 } })
  const id = await stage.send({})
  await stage.run()
  expect(await show(id)).toMatchObject({
    state: 'pending',
    lastStatus: null,
    lastError: 'No answer came within 0.1 s.',
  })
  expect(stage.queue).toHaveLength(1)
})

test('any answer with a 2xx delivers, garbage too', async () => {
  const receiver = await receive(({ response }) => void response.writeHead(201).end('<html>{{{'))
  const stage = by(receiver)
  const id = await stage.send({})
  await stage.run()
  expect(await show(id)).toMatchObject({ state: 'delivered', lastStatus: 201, lastError: null })
})

test('a delivery that was erased while it was in the air leaves nothing behind', async () => {
  const receiver = await receive(({ response }) => void setTimeout(() => response.writeHead(500).end(), 100))
  const stage = by(receiver)
  const id = await stage.send({ subjectIds: ['ann'] })
  const attempt = stage.run()
  await eventually(() => receiver.received.length === 1)
  await corner.db.transaction((tx) => stage.webhooks.forget(tx, 'ann'))
  await attempt
  expect(await show(id)).toBeUndefined()
  expect(stage.queue).toEqual([])
})

test('when the address of the host is taken away, what waits is kept and says why', async () => {
  const receiver = await receive()
  const id = await by(receiver).send({})
  const [overdue] = await findOverdue(corner.db.query, {
    dueBefore: new Date(Date.now() + 1_000),
    now: new Date(),
    limit: 1,
  })
  const without = by(receiver, { settings: { baseUrl: null } })
  await without.run({ id, at: overdue?.dueAt.toISOString() })
  expect(await show(id)).toMatchObject({ state: 'pending', lastError: 'RECIPROCITY_BACKEND_URL is no longer set.' })
  expect(receiver.received).toEqual([])
})

test('a secret that is new at the second attempt signs it', async () => {
  const secret = makeSecret()
  const receiver = await openReceiver({ secret, host: ({ count }) => (count === 1 ? 500 : 200) })
  open.push(receiver)
  const before = by(receiver, { settings: { secrets: [makeSecret()] } })
  await before.send({})
  await before.run()
  await by(receiver, { settings: { secrets: [secret] } }).run(before.queue[0]?.input)
  expect(receiver.received.map(({ isVerified }) => isVerified)).toEqual([false, true])
})

test('each attempt is one line and one count, without anything of the body, the secret or the answer', async () => {
  const lines: string[] = []
  const log = createLogger({ level: 'debug', format: 'json', destination: { write: (line) => void lines.push(line) } })
  const telemetry = { log: silentTelemetry().log, metrics: createMetrics() }
  const receiver = await receive(({ count, response }) => {
    response.writeHead(count === 1 ? 500 : 200, { 'x-planted': 'PLANTED' }).end('PLANTED')
  })
  const stage = by(receiver, { log, telemetry, settings: { secrets: [`whsec_${'PLANTED+'.repeat(4)}`] } })
  const id = await stage.send({ body: { text: 'PLANTED' }, subjectIds: ['PLANTED'] })
  await stage.run()
  await stage.run()
  const facts = { msg: 'A delivery was attempted.', deliveryId: id, event: 'matches-ready', ms: expect.any(Number) }
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { ...facts, attempt: 1, status: 500, outcome: 'retry', reason: 'The host answered 500.' },
    { ...facts, attempt: 2, status: 200, outcome: 'delivered' },
  ])
  expect(lines.join('')).not.toContain('PLANTED')
  const text = await telemetry.metrics.expose()
  expect(text).toContain('reciprocity_delivery_attempts_total{event="matches-ready",outcome="retry"} 1')
  expect(text).toContain('reciprocity_delivery_attempts_total{event="matches-ready",outcome="delivered"} 1')
  expect(text).toContain('reciprocity_deliveries{state="pending"} 0')
})

test('a scrape counts what waits and what was given up, and looks at nothing that arrived', async () => {
  const telemetry = { log: silentTelemetry().log, metrics: createMetrics() }
  const answers = [200, 200, 410, 500]
  const receiver = await receive(({ count }) => answers[count - 1] ?? 200)
  const stage = by(receiver, { telemetry, settings: { schedule: [0] } })
  const before = await countedBy(telemetry)
  for (let told = 0; told < 6; told++) await stage.send({})
  for (let told = 0; told < 4; told++) await stage.run()
  const counts = await countedBy(telemetry)
  expect(Object.keys(counts)).toEqual(['pending', 'failed', 'gone'])
  const looked = await countWatched(corner.db.query)
  expect(looked.map(({ state }) => state).toSorted()).toEqual(['failed', 'gone', 'pending'])
  expect(Object.entries(counts).map(([state, count]) => count - (before[state] ?? 0))).toEqual([2, 1, 1])
})

async function countedBy({ metrics }: Telemetry): Promise<Record<string, number>> {
  const found = (await metrics.expose()).matchAll(/^reciprocity_deliveries\{state="(.*?)"\} (\d+)/gmu)
  return Object.fromEntries([...found].map(([, state, count]) => [state, Number(count)]))
}

test('giving up is a warning', async () => {
  const lines: string[] = []
  const log = createLogger({ level: 'warn', format: 'json', destination: { write: (line) => void lines.push(line) } })
  const receiver = await receive(() => 410)
  const stage = by(receiver, { log })
  await stage.send({})
  await stage.run()
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', outcome: 'gone', status: 410 })
})

test('a host that is called without a signature is worth a warning at the start', async () => {
  const lines: string[] = []
  const log = createLogger({ level: 'warn', format: 'json', destination: { write: (line) => void lines.push(line) } })
  const receiver = await receive()
  by(receiver, { telemetry: { ...silentTelemetry(), log } })
  by(receiver, { telemetry: { ...silentTelemetry(), log }, settings: { secrets: [makeSecret()] } })
  by(receiver, { telemetry: { ...silentTelemetry(), log }, settings: { baseUrl: null } })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('WEBHOOK_SECRETS')
})
