import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Problem, silentLogger } from '../../base/index.ts'
import { rows, sql } from '../db/index.ts'
import { testDb } from '../../../test/support/db.ts'
import { openReceiver } from '../../../test/support/receiver.ts'
import { handWebhooks } from '../../../test/support/webhooks.ts'
import type { Caller } from '../../base/index.ts'
import type { Corner } from '../../../test/support/db.ts'
import type { Host, Receiver } from '../../../test/support/receiver.ts'
import type { HandStage } from '../../../test/support/webhooks.ts'
import type { WebhookSettings } from './webhook-settings.ts'
import type { deliveryDetailOutput, deliveryListOutput } from './schema.ts'

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

async function stage(host: Host = () => 200, settings: Partial<WebhookSettings> = {}): Promise<Stage> {
  const receiver = await openReceiver({ host })
  const hand = handWebhooks(corner.db, { settings: { baseUrl: receiver.baseUrl, ...settings } })
  open.push(receiver, hand)
  return { receiver, hand }
}

interface Stage {
  readonly receiver: Receiver
  readonly hand: HandStage
}

type Detail = z.infer<typeof deliveryDetailOutput>
type List = z.infer<typeof deliveryListOutput>

/** Calls a route as the server does: parsed input in, output checked against its own schema. */
async function call(hand: HandStage, line: string, input: { id?: string; query?: object } = {}): Promise<unknown> {
  const route = hand.webhooks.routes.find(({ method, path }) => `${method} ${path}` === line)
  if (!route) throw new Error(`There is no route ${line}.`)
  const caller: Caller = { kind: 'anonymous' }
  const signal = new AbortController().signal
  const context = { caller, requestId: 'r-1', log: silentLogger, signal, tellsOf: () => Promise.resolve() }
  const query = route.query?.parse(input.query ?? {})
  const lines = (async function* () {})()
  return route.output.parse(await route.handle({ params: { id: input.id }, query, body: undefined, lines }, context))
}

const list = (hand: HandStage, query: object = {}) => call(hand, 'GET /api/v1/deliveries', { query }) as Promise<List>
const show = (hand: HandStage, id: string) => call(hand, 'GET /api/v1/deliveries/:id', { id }) as Promise<Detail>
const replay = (hand: HandStage, id: string) =>
  call(hand, 'POST /api/v1/deliveries/:id/replay', { id }) as Promise<Detail>

async function problemOf(work: Promise<unknown>): Promise<string> {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  )
  return thrown instanceof Problem ? thrown.code : 'no problem'
}

test('every route wants the scope of the operator', async () => {
  const { hand } = await stage()
  expect(hand.webhooks.routes.map(({ access }) => access)).toEqual([
    { scope: 'ops' },
    { scope: 'ops' },
    { scope: 'ops' },
  ])
})

test('the list is paged from the newest to the oldest, each once, also while new ones come', async () => {
  const { hand } = await stage()
  const ids: string[] = []
  for (let count = 0; count < 25; count++) ids.push(await hand.send({}))
  const seen: string[] = []
  let cursor: string | null | undefined
  while (cursor !== null) {
    const page: List = await list(hand, { limit: '10', ...(cursor && { cursor }) })
    seen.push(...page.deliveries.map(({ id }) => id))
    cursor = page.next_cursor
    await hand.send({})
  }
  expect(seen).toEqual(ids.toSorted().toReversed())
})

test('a page that is exactly full is the last when nothing follows', async () => {
  const { hand } = await stage()
  for (let count = 0; count < 2; count++) await hand.send({})
  expect(await list(hand, { limit: '2' })).toMatchObject({ deliveries: { length: 2 }, next_cursor: null })
})

test('the list is filtered by state, event and subject', async () => {
  const { hand } = await stage()
  const first = await hand.send({ event: 'a', subjectIds: ['ann', 'bob'] })
  await hand.run()
  const second = await hand.send({ event: 'b', subjectIds: ['ann'] })
  const idsOf = async (query: object) => (await list(hand, query)).deliveries.map(({ id }) => id)
  expect(await idsOf({ state: 'delivered' })).toEqual([first])
  expect(await idsOf({ event: 'b' })).toEqual([second])
  expect(await idsOf({ subject: 'ann' })).toEqual([second, first])
  expect(await idsOf({ subject: 'bob', state: 'pending' })).toEqual([])
})

test('a list names ten of the people of a callback and counts them; the callback itself names all', async () => {
  const { hand } = await stage()
  const subjectIds = Array.from({ length: 12 }, (_, index) => `person-${index}`)
  const id = await hand.send({ subjectIds })
  const few = await hand.send({ subjectIds: ['ann'] })
  expect((await list(hand)).deliveries).toMatchObject([
    { id: few, subject_count: 1, subject_ids: ['ann'] },
    { id, subject_count: 12, subject_ids: subjectIds.slice(0, 10) },
  ])
  expect(await show(hand, id)).toMatchObject({ subject_count: 12, subject_ids: subjectIds })
})

test('limits out of range and states that do not exist do not parse', async () => {
  const { hand } = await stage()
  for (const query of [{ limit: '0' }, { limit: '101' }, { limit: 'x' }, { state: 'lost' }]) {
    await expect(list(hand, query)).rejects.toThrow(z.ZodError)
  }
})

test('a cursor that this list did not give is refused', async () => {
  const { hand } = await stage()
  expect(await problemOf(list(hand, { cursor: 'nonsense' }))).toBe('request.invalid')
})

test('one delivery shows its attempts, and neither list nor detail shows the body', async () => {
  const { hand } = await stage(({ count }) => (count === 1 ? 500 : 200))
  const id = await hand.send({ body: { text: 'PLANTED' } })
  await hand.run()
  await hand.run()
  const detail = await show(hand, id)
  expect(detail).toMatchObject({
    id,
    state: 'delivered',
    attempt_count: 2,
    last_status: 200,
    due_at: null,
    body_bytes: 18,
  })
  expect(detail.attempts).toMatchObject([
    { number: 1, status: 500, error: 'The host answered 500.', replay: false },
    { number: 2, status: 200, error: null, replay: false },
  ])
  expect(JSON.stringify([detail, await list(hand)])).not.toContain('PLANTED')
})

test('an id that nobody has is not found, whatever it looks like', async () => {
  const { hand } = await stage()
  for (const id of ['msg_00000000000000000000000000000000', 'x', "'; drop table deliveries; --"]) {
    expect(await problemOf(show(hand, id))).toBe('delivery.not_found')
    expect(await problemOf(replay(hand, id))).toBe('delivery.not_found')
  }
})

test('a failed delivery is replayed under its id on a new schedule', async () => {
  const { receiver, hand } = await stage(({ count }) => (count <= 2 ? 500 : 200), { schedule: [0] })
  const id = await hand.send({})
  await hand.run()
  expect((await show(hand, id)).state).toBe('failed')
  expect(await replay(hand, id)).toMatchObject({ state: 'pending', finished_at: null })
  await hand.run()
  await replay(hand, id)
  await hand.run()
  const detail = await show(hand, id)
  expect(detail.attempts.map(({ status, replay: isReplay }) => [status, isReplay])).toEqual([
    [500, false],
    [500, true],
    [200, true],
  ])
  expect(new Set(receiver.received.map((received) => `${received.id} ${received.text}`)).size).toBe(1)
})

test('the new schedule begins at its beginning', async () => {
  const { hand } = await stage(() => 500, { schedule: [0, 7, 11] })
  const id = await hand.send({})
  while (hand.queue.length > 0) await hand.run()
  expect((await show(hand, id)).state).toBe('failed')
  await replay(hand, id)
  await hand.run()
  expect(hand.queue.map(({ afterSeconds }) => afterSeconds)).toEqual([7])
})

test('a delivered one is sent again when the operator says so, and stays delivered when that fails', async () => {
  const { receiver, hand } = await stage(({ count }) => (count === 1 ? 200 : 500), { schedule: [0] })
  const id = await hand.send({})
  await hand.run()
  const { delivered_at: deliveredAt } = await show(hand, id)
  await replay(hand, id)
  await hand.run()
  expect(receiver.received).toHaveLength(2)
  expect(await show(hand, id)).toMatchObject({ state: 'delivered', delivered_at: deliveredAt, last_status: 500 })
})

test('asking twice for a replay sends once', async () => {
  const { receiver, hand } = await stage()
  const id = await hand.send({})
  await hand.run()
  await replay(hand, id)
  await replay(hand, id)
  while (hand.queue.length > 0) await hand.run()
  expect(receiver.received).toHaveLength(2)
})

test('a delivery that waits for hours is sent at once on replay, and its old appointment is void', async () => {
  const { receiver, hand } = await stage(({ count }) => (count === 1 ? 500 : 200), { schedule: [0, 36_000] })
  const id = await hand.send({})
  await hand.run()
  await replay(hand, id)
  expect(hand.queue.map(({ afterSeconds }) => afterSeconds)).toEqual([36_000, 0])
  while (hand.queue.length > 0) await hand.run()
  expect(receiver.received).toHaveLength(2)
  expect((await show(hand, id)).state).toBe('delivered')
})

test('without a body or without a host there is nothing to replay', async () => {
  const { hand } = await stage()
  const id = await hand.send({ subjectIds: ['ann'] })
  await hand.run()
  const without = handWebhooks(corner.db)
  open.push(without)
  expect(await problemOf(replay(without, id))).toBe('delivery.not_replayable')
  await corner.db.transaction((tx) => hand.webhooks.forget(tx, 'ann'))
  expect(await problemOf(replay(hand, id))).toBe('delivery.not_replayable')
})
