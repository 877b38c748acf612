/** What people do, through the whole house: in files, before the items come, and gone with whoever leaves. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testHouse } from '../support/house.ts'
import type { Reply, TestHouse } from '../support/house.ts'
import { expectFields, expectProblem } from '../support/problems.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse({ EXPLORATION: '0' })
  for (const id of ['tea', 'cup', 'map']) await house.call('PUT', `/api/v1/items/${id}`, { title: id, geo_id: 1 })
})
afterAll(() => house.stop())

type Row = Record<string, unknown>
let count = 0
const event = (userId: string | number, type: string, itemId: string, said: Row = {}): Row => ({
  event_id: `event-${(count += 1)}`,
  user_id: userId,
  type,
  item_id: itemId,
  ...said,
})
const post = (body: unknown): Promise<Reply> => house.call('POST', '/api/v1/interactions', body)
const send = (events: readonly Row[], id: string): Promise<Reply> =>
  house.call(
    'POST',
    `/api/v1/interactions/import?import_id=${id}`,
    events.map((each) => JSON.stringify(each)).join('\n'),
    {
      'content-type': 'application/x-ndjson',
    },
  )
const shownTo = async (userId: string | number): Promise<string[]> =>
  ((await house.call('POST', '/personalized', { user_id: userId, geo_id: 1 })).body['items'] as string[]).toSorted()
const stancesOf = async (userId: string): Promise<Row[]> =>
  (await house.call('GET', `/api/v1/tastes/${userId}`)).body['stances'] as Row[]

test('an event is felt by the next answer, also that of somebody whose number is a text there', async () => {
  expect(await shownTo(7)).toEqual(['cup', 'map', 'tea'])
  await post(event(7, 'like', 'tea'))
  expect(await shownTo('7')).toEqual(['cup', 'map'])
  await post(event('7', 'hide', 'cup'))
  expect(await shownTo(7)).toEqual(['map'])
  await post([event(7, 'like', 'cup'), event(7, 'unlike', 'cup', { time: new Date(Date.now() + 1000).toISOString() })])
  expect(await shownTo(7), 'shown again by the like').toEqual(['cup', 'map'])
})

test('an event said twice is one, a list is taken whole or not at all, and an event may come before its item', async () => {
  const like = event('bea', 'like', 'later')
  expect((await post(like)).body).toEqual({ accepted: 1, repeated: 0 })
  expect((await post([like, event('bea', 'click', 'later')])).body).toEqual({ accepted: 1, repeated: 1 })
  expectFields(await post([event('bea', 'like', 'tea'), { ...event('bea', 'like', 'tea'), type: 'love' }]), ['1.type'])
  expect(await stancesOf('bea')).toMatchObject([{ item_id: 'later', opinion: 'like', clicks: 1 }])
  await house.call('PUT', '/api/v1/items/later', { geo_id: 1 })
  expect(await shownTo('bea')).toEqual(['cup', 'map', 'tea'])
  await house.call('DELETE', '/api/v1/items/later')
})

test('a file of thousands of events is kept whole, and what was posted before counts once', async () => {
  const events = Array.from({ length: 3000 }, (_, at) => event(`u${at % 100}`, 'click', `i${at % 30}`))
  await post(events.slice(500, 1500))
  const { status, body } = await send([...events, event('u1', 'wave', 'i1')], 'clicks')
  expect([status, body]).toMatchObject([200, { lines: 3001, kept: 3000, bad_count: 1, finished: true }])
  expect((body['bad'] as Row[])[0]).toMatchObject({ line: 3001, event_id: `event-${count}` })
  const { rows } = await house.house.db.statements(
    `select sum(clicks)::integer as clicks, (select count(*)::integer from interactions where item_id like 'i%') as events
      from stances where item_id like 'i%'`,
  )
  expect(rows).toEqual([{ clicks: 3000, events: 3000 }])
})

test('whatever MySanta calls an interaction is taken at its address, felt at once, and refused in words', async () => {
  const wish = (body: Row): Promise<Reply> => house.call('POST', '/user-interaction/cid', body)
  expect(await shownTo('cid')).toEqual(['cup', 'map', 'tea'])
  expect(
    (await wish({ interaction_type: 'like', item_id: 'map', timestamp: '2026-01-01T00:00:00' })).body,
  ).toMatchObject({
    status: 'success',
    user_id: 'cid',
  })
  expect(await shownTo('cid')).toEqual(['cup', 'tea'])
  expect((await wish({ interaction_type: 'like' })).status).toBe(200)
  expectFields(await wish({ interaction_type: 'like', item_id: 'a/b' }), ['item_id'])
})

test('a file that nobody sent is not known, and whoever leaves takes along what she did', async () => {
  expectProblem(await house.call('GET', '/api/v1/interactions/imports/never'), 'import.not_found')
  await post(event('dan', 'like', 'tea'))
  expect(await stancesOf('dan')).toHaveLength(1)
  await house.call('DELETE', '/api/v1/tastes/dan')
  expect(await stancesOf('dan')).toEqual([])
  expect(await shownTo('dan')).toEqual(['cup', 'map', 'tea'])
})
