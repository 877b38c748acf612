/** Erasure, pruning, and the search for lost jobs. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../db/index.ts'
import { testDb } from '../../../test/support/db.ts'
import { openReceiver } from '../../../test/support/receiver.ts'
import { handWebhooks, message } from '../../../test/support/webhooks.ts'
import { listAttempts, listDeliveries, lockPendingAbout } from './store.ts'
import type { Corner } from '../../../test/support/db.ts'
import type { Host, Receiver } from '../../../test/support/receiver.ts'
import type { HandStage } from '../../../test/support/webhooks.ts'
import type { Rewrite } from './forget.ts'

let corner: Corner
let receiver: Receiver
let hand: HandStage
let host: Host = () => 200
const time = { now: new Date() }
const day = 86_400_000

beforeAll(async () => {
  corner = await testDb()
  receiver = await openReceiver({ host: (call) => host(call) })
  hand = handWebhooks(corner.db, { settings: { baseUrl: receiver.baseUrl }, clock: () => time.now })
})
afterEach(async () => {
  await rows(corner.db.query, 'test.empty', sql`delete from deliveries`)
  hand.queue.splice(0)
  receiver.received.splice(0)
  host = () => 200
  time.now = new Date()
})
afterAll(async () => {
  await hand.close()
  await receiver.close()
  await corner.close()
})

const all = () => listDeliveries(corner.db.query, { limit: 1_000 })
const show = async (id: string) => (await listDeliveries(corner.db.query, { id, limit: 1 }))[0]
const forget = (subjectId: string, rewrite?: Rewrite) =>
  corner.db.transaction((tx) => hand.webhooks.forget(tx, subjectId, rewrite))

async function deliver(subjectIds: string[]): Promise<string> {
  const id = await hand.send({ subjectIds })
  await hand.run(hand.queue.pop()?.input)
  return id
}

test('what was told of somebody alone and has been replaced loses its body, at once or when it has been told', async () => {
  const outdate = (event: string) =>
    corner.db.transaction((tx) => hand.webhooks.outdate(tx, { event, subjectId: 'ann' }))
  const [told, shared] = [await deliver(['ann']), await deliver(['ann', 'ben'])]
  const waiting = await hand.send({ subjectIds: ['ann'] })
  await outdate('something-else')
  expect((await show(told))?.bodyBytes).not.toBeNull()
  await outdate('matches-ready')
  expect((await show(told))?.bodyBytes).toBeNull()
  expect((await show(shared))?.bodyBytes).not.toBeNull()
  expect((await show(waiting))?.bodyBytes).not.toBeNull()
  await hand.run(hand.queue.pop()?.input)
  expect(receiver.received.length).toBe(3)
  expect(await show(waiting)).toMatchObject({ state: 'delivered', bodyBytes: null })
})

test('what is still to be told about the erased person alone is told no more', async () => {
  const id = await hand.send({ subjectIds: ['ann', 'ann'] })
  await forget('ann')
  await hand.run()
  expect(await show(id)).toBeUndefined()
  expect(receiver.received).toEqual([])
})

test('what was told keeps its row, without body and without the id', async () => {
  const id = await deliver(['ann', 'bob'])
  await forget('ann')
  expect(await show(id)).toMatchObject({ state: 'delivered', bodyBytes: null, subjectIds: ['bob'], attemptCount: 1 })
})

test('what is still to be told about several goes out as rewritten, under its id', async () => {
  const id = await hand.send({ event: 'pairs', body: { pairs: ['ann', 'bob'] }, subjectIds: ['ann', 'bob'] })
  await forget('ann', ({ event, body }) => (event === 'pairs' ? { pairs: (body.pairs as string[]).slice(1) } : body))
  await hand.run()
  expect(receiver.received.map(({ id: told, text }) => [told, text])).toEqual([[id, '{"pairs":["bob"]}']])
  expect(await show(id)).toMatchObject({ state: 'delivered', subjectIds: ['bob'] })
})

test('what nobody rewrites, or what leaves nothing to say, ends as erased', async () => {
  for (const rewrite of [undefined, () => undefined]) {
    const id = await hand.send({ subjectIds: ['ann', 'bob'] })
    await forget('ann', rewrite)
    await hand.run()
    expect(await show(id)).toMatchObject({ state: 'erased', bodyBytes: null, subjectIds: ['bob'], dueAt: null })
  }
  expect(receiver.received).toEqual([])
  expect((await all()).map(({ state }) => state)).toEqual(['erased', 'erased'])
})

test('what is kept about a person is told to them, without bodies and without what is about others', async () => {
  const [told, waiting] = [
    await deliver(['ann']),
    await hand.send({ body: { text: 'PLANTED' }, subjectIds: ['bob', 'ann'] }),
  ]
  await deliver(['bob'])
  const kept = await corner.db.transaction((tx) => hand.webhooks.about(tx, 'ann'))
  expect(kept.map(({ id, state }) => [id, state]).toSorted()).toEqual(
    [
      [told, 'delivered'],
      [waiting, 'pending'],
    ].toSorted(),
  )
  expect(JSON.stringify(kept)).not.toContain('PLANTED')
})

test('whoever asks what was told of her learns of nobody else', async () => {
  await deliver(['ann', 'bob', 'cy'])
  await hand.send({ subjectIds: ['cy', 'ann', 'bob'] })
  const kept = await corner.db.transaction((tx) => hand.webhooks.about(tx, 'ann'))
  expect(kept).toHaveLength(2)
  expect(JSON.stringify(kept)).not.toMatch(/bob|cy|subject/u)
})

test('many long messages that wait are rewritten one by one, each once, in the order of their ids', async () => {
  const names = Array.from({ length: 20_000 }, (_, index) => ({ name: `"person" ${index}\\` }))
  const ids: string[] = []
  for (const note of ['a', 'b', 'c']) {
    time.now = new Date(time.now.getTime() + 1)
    ids.push(await hand.send({ body: { note, names }, subjectIds: ['ann', 'bob'] }))
  }
  const seen: unknown[] = []
  const locked = await corner.db.transaction((tx) => lockPendingAbout(tx, 'ann'))
  expect(locked).toEqual(ids)
  await forget('ann', ({ body }) => {
    seen.push(body.note)
    return { ...body, names: (body.names as unknown[]).slice(1) }
  })
  expect(seen).toEqual(['a', 'b', 'c'])
  while (hand.queue.length > 0) await hand.run()
  expect(receiver.received.map(({ id }) => id)).toEqual(ids)
  expect(receiver.received.map(({ text }) => JSON.parse(text))).toEqual(
    ['a', 'b', 'c'].map((note) => ({ note, names: names.slice(1) })),
  )
})

test('others are left alone, and erasing again changes nothing', async () => {
  const [waiting, told] = [await hand.send({ subjectIds: ['bob'] }), await deliver(['bob'])]
  await deliver(['ann'])
  await forget('ann')
  const before = await all()
  await forget('ann')
  expect(await all()).toEqual(before)
  expect(await show(waiting)).toMatchObject({ state: 'pending', subjectIds: ['bob'] })
  expect((await show(told))?.bodyBytes).toBeGreaterThan(0)
})

test('an erasure that is rolled back erases nothing', async () => {
  const id = await hand.send({ subjectIds: ['ann'] })
  const failed = corner.db.transaction(async (tx) => {
    await hand.webhooks.forget(tx, 'ann')
    throw new Error('rolled back')
  })
  await expect(failed).rejects.toThrow('rolled back')
  expect(await show(id)).toMatchObject({ state: 'pending' })
})

const prune = (signal?: AbortSignal) => hand.run({}, { name: 'webhooks.prune', ...(signal && { signal }) })

test('a body is kept 30 days after the end, the row 90', async () => {
  const id = await deliver(['ann'])
  const endedAt = time.now.getTime()
  const bodyAndRow = async (days: number) => {
    time.now = new Date(endedAt + days * day)
    await prune()
    const found = await show(id)
    return [typeof found?.bodyBytes === 'number', found?.state]
  }
  expect(await bodyAndRow(29.9)).toEqual([true, 'delivered'])
  expect(await bodyAndRow(30.1)).toEqual([false, 'delivered'])
  expect(await bodyAndRow(89.9)).toEqual([false, 'delivered'])
  expect(await bodyAndRow(90.1)).toEqual([false, undefined])
  expect(await listAttempts(corner.db.query, id)).toEqual([])
})

test('what is still to be told is never pruned', async () => {
  const id = await hand.send({})
  time.now = new Date(time.now.getTime() + 365 * day)
  await prune()
  expect(await show(id)).toMatchObject({ state: 'pending' })
})

test('thousands of old rows are pruned in one run, unless the process is to stop', async () => {
  const old = new Date(time.now.getTime() - 100 * day)
  await rows(
    corner.db.query,
    'test.fill',
    sql`insert into deliveries (id, event, path, state, created_at, finished_at)
      select 'msg_' || lpad(to_hex(n), 32, '0'), 'old', '/', 'failed', ${old}, ${old} from generate_series(1, 1500) n`,
  )
  await prune(AbortSignal.abort())
  expect(await all()).toHaveLength(1_000)
  await prune()
  expect(await all()).toEqual([])
})

const rescue = () => hand.run({}, { name: 'webhooks.rescue' })

test('a callback whose job was lost is sent after all', async () => {
  const id = await hand.send({})
  hand.queue.splice(0)
  time.now = new Date(time.now.getTime() + 100_000)
  await rescue()
  expect(hand.queue).toEqual([])
  time.now = new Date(time.now.getTime() + 30_000)
  await rescue()
  expect(hand.queue).toHaveLength(1)
  await hand.run()
  expect(receiver.received.map((call) => call.id)).toEqual([id])
})

test('what waits for its time, has ended or is in the air is not rescued', async () => {
  host = ({ count }) => (count === 1 ? 500 : 200)
  const ids = [await hand.send({}), await hand.send({}), await hand.send({})]
  await hand.run()
  await hand.run()
  await rows(
    corner.db.query,
    'test.lease',
    sql`update deliveries set lease_id = gen_random_uuid(), leased_at = now(), leased_until = now() + interval '1 day'
      where id = ${ids[2]}`,
  )
  hand.queue.splice(0)
  time.now = new Date(time.now.getTime() + 130_000)
  await rescue()
  expect(hand.queue.map(({ input }) => input.id)).toEqual([ids[0]])
})

test('a message about nobody is sent as any other', async () => {
  const { subjectIds: _, ...about } = message({ subjectIds: [] })
  await corner.db.transaction((tx) => hand.webhooks.send(tx, about))
  await hand.run()
  expect(receiver.received).toHaveLength(1)
})
