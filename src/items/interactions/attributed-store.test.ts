import assert from 'node:assert/strict'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { newId } from '../../base/index.ts'
import { emptyDb, testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { lockUncounted, markCounted } from './attributed-store.ts'
import type { AttributedEvent } from './attributed-store.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner?.close())
beforeEach(() => emptyDb(corner.db))

const answer = newId()

interface Put {
  readonly userId?: string | null
  readonly itemId?: string
  readonly type?: string
  readonly recommendationId?: string | null
  readonly ageSeconds?: number
}

let puts = 0
async function put(eventId: string, event: Put = {}): Promise<void> {
  const { userId = 'ana', itemId = 'cup', type = 'click', recommendationId = answer } = event
  puts += 1
  await corner.db.statements(
    `insert into interactions (event_id, user_id, item_id, type, time, recommendation_id, source, received_at)
      values ($1, $2, $3, $4, '2026-03-01T12:00:00Z', $5, 'api', now() - make_interval(secs => $6))`,
    [eventId, userId, itemId, type, recommendationId, event.ageSeconds ?? 1000 - puts],
  )
}

const list = (limit = 100): Promise<AttributedEvent[]> => corner.db.transaction((tx) => lockUncounted(tx, limit))
const idsOf = (events: readonly AttributedEvent[]): string[] => events.map(({ eventId }) => eventId)
const count = (...ids: string[]): Promise<void> => corner.db.transaction((tx) => markCounted(tx, ids))

test('only events that name an answer are counted, the oldest first, each once', async () => {
  for (const id of ['z', 'b', 'm']) await put(id)
  await put('a', { recommendationId: null })
  assert.deepEqual(idsOf(await list(2)), ['z', 'b'])
  await count('z', 'm')
  assert.deepEqual(idsOf(await list()), ['b'])
  await count('b')
  assert.deepEqual(await list(), [])
})

test('an event tells what it was, who did it, and which answer it names', async () => {
  await put('one', { type: 'like' })
  await put('two', { userId: null, itemId: 'pen' })
  const [one, two] = await list()
  assert.deepEqual(one, {
    eventId: 'one',
    userId: 'ana',
    itemId: 'cup',
    type: 'like',
    time: new Date('2026-03-01T12:00:00Z'),
    recommendationId: answer,
    isYoung: false,
    isRepeated: false,
  })
  assert.deepEqual([two?.userId, two?.itemId], [null, 'pen'])
})

test('what came in within seconds is young', async () => {
  await put('old', { ageSeconds: 15 })
  await put('young', { ageSeconds: 5 })
  assert.deepEqual(
    (await list()).map(({ eventId, isYoung }) => [eventId, isYoung]),
    [
      ['old', false],
      ['young', true],
    ],
  )
})

test('the same of the same person because of the same answer is repeated once it was counted', async () => {
  await put('first')
  await count('first')
  await put('again')
  await put('another item', { itemId: 'pen' })
  await put('another kind', { type: 'like' })
  await put('another answer', { recommendationId: newId() })
  await put('another person', { userId: 'ben' })
  assert.deepEqual(idsOf((await list()).filter(({ isRepeated }) => isRepeated)), ['again'])
})

test('of people whom nobody knows each is taken for another', async () => {
  await put('one', { userId: null })
  await count('one')
  await put('two', { userId: null })
  assert.deepEqual(
    (await list()).map(({ isRepeated }) => isRepeated),
    [false],
  )
})

test('two who count at once get different events', async () => {
  // The embedded database lets one after the other.
  if (corner.db.kind === 'embedded') return
  for (const id of ['1', '2', '3', '4']) await put(id)
  const [held, finished] = [Promise.withResolvers<string[]>(), Promise.withResolvers<void>()]
  const one = corner.db.transaction(async (tx) => {
    held.resolve(idsOf(await lockUncounted(tx, 2)))
    await finished.promise
  })
  const mine = await held.promise
  const theirs = idsOf(await list(2))
  finished.resolve()
  await one
  assert.deepEqual(
    [mine, theirs],
    [
      ['1', '2'],
      ['3', '4'],
    ],
  )
})
