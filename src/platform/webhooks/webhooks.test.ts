/** The whole thing against a real receiver: rows, queue, HTTP, signatures. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { silentLogger } from '../../base/index.ts'
import { rows, sql } from '../db/index.ts'
import { testDb } from '../../../test/support/db.ts'
import { eventually } from '../../../test/support/jobs.ts'
import { isLong } from '../../../test/support/process.ts'
import { openReceiver } from '../../../test/support/receiver.ts'
import { atOnce, makeSecret, message, workingWebhooks } from '../../../test/support/webhooks.ts'
import type { Corner } from '../../../test/support/db.ts'
import type { Receiver, ReceiverOptions } from '../../../test/support/receiver.ts'
import type { WebhookStage } from '../../../test/support/webhooks.ts'
import type { WatchedState } from './decide.ts'
import { countWatched } from './store.ts'
import type { WebhookSettings } from './webhook-settings.ts'

let corner: Corner
const open: { close(): Promise<void> }[] = []

beforeAll(async () => {
  corner = await testDb()
})
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
})
afterAll(() => corner.close())

const secret = makeSecret()

async function stage(
  host: ReceiverOptions,
  settings: Partial<WebhookSettings> = {},
): Promise<{ receiver: Receiver; webhooks: WebhookStage }> {
  const receiver = await openReceiver({ secret, ...host })
  open.push(receiver)
  const defaults = { baseUrl: receiver.baseUrl, secrets: [secret], schedule: atOnce }
  const webhooks = await workingWebhooks(corner.db, { ...defaults, ...settings })
  open.push(webhooks)
  return { receiver, webhooks }
}

async function counts(): Promise<Record<WatchedState, number>> {
  const found = (await countWatched(corner.db.query)).map(({ state, count }) => [state, count])
  return { pending: 0, failed: 0, gone: 0, ...Object.fromEntries(found) }
}
const isSettled = async () => (await counts()).pending === 0
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('a host that fails twice gets the same signed bytes three times under one id, then silence', async () => {
  const { receiver, webhooks } = await stage({ host: ({ count }) => (count <= 2 ? 500 : 200) })
  const id = await webhooks.send({ body: { user_id: 'ann', note: 'ünïcödé \u0000 \ud800 "quoted"' } })
  await eventually(() => receiver.received.length === 3)
  await eventually(() => isSettled())
  await pause(300)
  expect(receiver.received.map((call) => call.id)).toEqual([id, id, id])
  expect(new Set(receiver.received.map(({ text }) => text)).size).toBe(1)
  expect(receiver.received.every(({ isVerified }) => isVerified)).toBe(true)
  expect(receiver.received[0]).toMatchObject({ path: '/api/user/matches-ready' })
  expect(receiver.received[0]?.headers['content-type']).toBe('application/json')
  expect(JSON.parse(receiver.received[0]?.text ?? '')).toMatchObject({ user_id: 'ann' })
  expect(id).toMatch(/^msg_[0-9a-f]{32}$/u)
})

test('410 stops at once', async () => {
  const { receiver, webhooks } = await stage({ host: () => 410 })
  const before = await counts()
  await webhooks.send({})
  await eventually(async () => (await counts()).gone === before.gone + 1)
  await pause(200)
  expect(receiver.received).toHaveLength(1)
})

test('a host that never accepts is called eight times, then the delivery has failed', async () => {
  const { receiver, webhooks } = await stage({ host: () => 503 })
  const before = await counts()
  await webhooks.send({})
  await eventually(async () => (await counts()).failed === before.failed + 1)
  await pause(200)
  expect(receiver.received).toHaveLength(8)
})

test('a change that is rolled back tells nobody', async () => {
  const { receiver, webhooks } = await stage({})
  const failed = corner.db.transaction(async (tx) => {
    await webhooks.webhooks.send(tx, message({}))
    throw new Error('rolled back')
  })
  await expect(failed).rejects.toThrow('rolled back')
  await webhooks.send({ event: 'told.later' })
  await eventually(() => receiver.received.length === 1)
  await eventually(() => isSettled())
  expect(receiver.received).toHaveLength(1)
})

test('without a host nothing is written', async () => {
  const webhooks = await workingWebhooks(corner.db, { baseUrl: null })
  open.push(webhooks)
  const before = await counts()
  expect(await corner.db.transaction((tx) => webhooks.webhooks.send(tx, message({})))).toBeNull()
  expect(await counts()).toEqual(before)
})

test('a host that was down gets its callback when it is back', async () => {
  const { receiver, webhooks } = await stage({}, { schedule: [0, ...Array.from({ length: 200 }, () => 0)] })
  const port = Number(new URL(receiver.baseUrl).port)
  await receiver.close()
  open.splice(open.indexOf(receiver), 1)
  const id = await webhooks.send({})
  await pause(200)
  const back = await openReceiver({ secret, port })
  open.push(back)
  await eventually(() => isSettled())
  expect(back.received.map((call) => call.id)).toEqual([id])
})

test('while secrets rotate, receivers with the old and the new one verify', async () => {
  const [newer, older] = [makeSecret(), makeSecret()]
  for (const known of [newer, older]) {
    const { receiver, webhooks } = await stage({ secret: known }, { secrets: [newer, older] })
    await webhooks.send({})
    await eventually(() => isSettled())
    expect(receiver.received.map(({ isVerified }) => isVerified)).toEqual([true])
    for (const one of open.splice(0).toReversed()) await one.close()
  }
})

/** Three thousand in the long run: an embedded database on two slow cores takes two minutes for them. */
const CROWD = isLong ? 3000 : 300
const CHANGES = 6

test('hundreds of callbacks that wait all arrive, each once, though every tenth call fails', async () => {
  const { receiver, webhooks } = await stage({ host: ({ count }) => (count % 10 === 0 ? 500 : 200) })
  const ids: (string | null)[] = []
  for (let change = 0; change < CHANGES; change++) {
    await corner.db.transaction(async (tx) => {
      for (let index = 0; index < CROWD / CHANGES; index++)
        ids.push(await webhooks.webhooks.send(tx, message({ body: { index } })))
    })
  }
  await eventually(() => isSettled(), 300_000)
  const accepted = receiver.received.filter((_, index) => (index + 1) % 10 !== 0).map(({ id }) => id)
  expect(accepted.toSorted()).toEqual(ids.toSorted())
}, 330_000)

test('rows whose jobs were lost are found and delivered once, however often they are looked for', async () => {
  const { receiver, webhooks } = await stage({})
  await rows(
    corner.db.query,
    'test.fill',
    sql`insert into deliveries (id, event, path, body, created_at, due_at)
      select 'msg_' || lpad(to_hex(n), 32, '0'), 'lost', '/', '{}', date_trunc('second', now()) - interval '1 hour',
        date_trunc('second', now()) - interval '1 hour' from generate_series(1, 20) n`,
  )
  const rescue = webhooks.webhooks.handlers.find(({ job }) => job.name === 'webhooks.rescue')
  const run = { jobId: 'job', attempt: 1, lastAttempt: false, signal: new AbortController().signal, log: silentLogger }
  for (let times = 0; times < 3; times++) await rescue?.handle({}, run)
  await eventually(() => isSettled())
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(20)
  expect(receiver.received).toHaveLength(20)
})

test('two processes on one queue deliver each callback once', async () => {
  const { receiver, webhooks } = await stage({})
  const other = await workingWebhooks(corner.db, { baseUrl: receiver.baseUrl, secrets: [secret], schedule: atOnce })
  open.push(other)
  const ids = await Promise.all(Array.from({ length: 40 }, () => webhooks.send({})))
  await eventually(() => isSettled())
  expect(receiver.received.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
})
