/** What people did, through the edge: one event, a list, a file, and in the words of MySanta. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { itemsCorner } from '../../../test/support/items-corner.ts'
import type { ItemsCorner } from '../../../test/support/items-corner.ts'
import { expectFields, expectProblem } from '../../../test/support/problems.ts'
import { interactionRoutes, listStances } from './index.ts'

const now = new Date()
let told: (readonly string[])[] = []
let corner: ItemsCorner
beforeAll(async () => {
  corner = await itemsCorner(({ db }) => ({
    routes: interactionRoutes({ db, clock: () => now, felt: async (_, userIds) => void told.push(userIds) }),
    handlers: [],
  }))
})
afterAll(() => corner.close())
beforeEach(async () => {
  told = []
  await corner.rows('delete from interactions')
  await corner.rows('delete from stances')
})

const post = (body: unknown) => corner.call('POST', '/api/v1/interactions', body)
const wish = (userId: string, body: object) => corner.call('POST', `/user-interaction/${userId}`, body)
const like = (eventId: string, changes: object = {}) => ({
  event_id: eventId,
  user_id: 'ann',
  item_id: 'tea',
  type: 'like',
  ...changes,
})
const kept = () =>
  corner.rows(`select event_id, user_id, item_id, type, time from interactions order by received_at, event_id`)
const tomorrow = new Date(now.getTime() + 2 * 86_400_000).toISOString()

test('one event or a list of them is taken, each once, and a number is the person that its digits name', async () => {
  expect((await post(like('e1'))).body).toEqual({ accepted: 1, repeated: 0 })
  const { status, body } = await post([like('e1'), like('e2', { user_id: 7, time: '2026-01-01T00:00:00' })])
  expect([status, body]).toEqual([200, { accepted: 1, repeated: 1 }])
  expect(await kept()).toMatchObject([
    { event_id: 'e1', user_id: 'ann', item_id: 'tea', type: 'like', time: now },
    { event_id: 'e2', user_id: '7', time: new Date('2026-01-01T00:00:00Z') },
  ])
  expect(told).toEqual([['ann'], ['7']])
  expect((await post([])).body).toEqual({ accepted: 0, repeated: 0 })
})

test('of a list with a bad entry nothing is taken, and every fault is named by its place', async () => {
  expectFields(await post([like('e1'), like('e2', { type: 'love' }), like('a/b'), like('e3', { user: 'ann' })]), [
    '1.type',
    '2.event_id',
    '3',
  ])
  expectFields(await post([like('e1'), like('e2', { time: tomorrow })]), ['1.time'])
  expect(await kept()).toEqual([])
})

test.each([
  [{ event_id: '' }, ['event_id']],
  [{ event_id: undefined }, ['event_id']],
  [{ item_id: 7 }, ['item_id']],
  [{ item_id: 'import' }, ['item_id']],
  [{ user_id: 1.5 }, ['user_id']],
  [{ user_id: 'a/b' }, ['user_id']],
  [{ type: 'Like' }, ['type']],
  [{ time: '1969-12-31T00:00:00Z' }, ['time']],
  [{ time: tomorrow }, ['time']],
  [{ time: 1_700_000_000 }, ['time']],
  [{ value: '3' }, ['value']],
  [{ recommendation_id: 'r1' }, ['recommendation_id']],
  [{ typ: 'like' }, ['body']],
])('an event that says %j is refused by its field', async (changes, fields) => {
  expectFields(await post(like('e1', changes)), fields)
})

test('neither a text nor more than a thousand is taken', async () => {
  expectFields(await post('"like"'), ['body'])
  expectFields(await post(Array.from({ length: 1001 }, (_, at) => like(`e${at}`))), ['body'])
  expect((await post(Array.from({ length: 1000 }, (_, at) => like(`e${at}`)))).body).toEqual({
    accepted: 1000,
    repeated: 0,
  })
})

test('every line of a file counts, bad ones are told by number and by event, and a file that is sent again counts nothing twice', async () => {
  const lines = [
    like('e1'),
    like('e2', { type: 'click' }),
    like('e3', { type: 'click' }),
    like('e4', { type: 'wave' }),
    like('e5', { time: tomorrow }),
    'not json',
  ]
  const file = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
  const send = (id: string) =>
    corner.call('POST', `/api/v1/interactions/import?import_id=${id}`, file, { 'content-type': 'application/x-ndjson' })
  const { body } = await send('monday')
  expect(body).toMatchObject({ lines: 6, kept: 3, bad_count: 3, finished: true })
  expect((body['bad'] as { line: number; event_id?: string }[]).map((bad) => [bad.line, bad.event_id ?? null])).toEqual(
    [
      [4, 'e4'],
      [5, 'e5'],
      [6, null],
    ],
  )
  await send('tuesday')
  expect(await listStances(corner.db.query, 'ann')).toMatchObject([{ itemId: 'tea', opinion: 'like', clicks: 2 }])
  expect((await corner.call('GET', '/api/v1/interactions/imports/monday')).body).toEqual(body)
  expectProblem(await corner.call('GET', '/api/v1/interactions/imports/friday'), 'import.not_found')
})

test('what MySanta calls an interaction is an event: now, or at its time, and then once however often it is said', async () => {
  const first = await wish('ann', { interaction_type: 'like', item_id: 'tea', anything: 'else' })
  expect([first.status, first.body]).toEqual([200, { status: 'success', message: expect.any(String), user_id: 'ann' }])
  for (const timestamp of ['2026-01-01T10:00:00Z', '2026-01-01T10:00:00', '2026-01-01T12:00:00+02:00'])
    expect((await wish('7', { interaction_type: 'click', item_id: 'cup', timestamp })).status).toBe(200)
  expect(await kept()).toMatchObject([
    { user_id: 'ann', item_id: 'tea', type: 'like', time: now },
    { user_id: '7', item_id: 'cup', type: 'click', time: new Date('2026-01-01T10:00:00Z') },
  ])
})

test('without an item nothing is written, and what is kept of her answers is not true any more', async () => {
  expect((await wish('ann', { interaction_type: 'view' })).status).toBe(200)
  expect([await kept(), told]).toEqual([[], [['ann']]])
})

test('what MySanta could not have meant is refused by its field', async () => {
  expectFields(await wish('ann', { interaction_type: 'adore', item_id: 'tea' }), ['interaction_type'])
  expectFields(await wish('ann', { interaction_type: 'like', item_id: 'tea', timestamp: tomorrow }), ['timestamp'])
  expectFields(await wish('ann', {}), ['interaction_type'])
})
