/** Who people are and what they like, through the edge, as clients of MySanta ask. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { countingEmbedder } from '../../../test/support/counting-embedder.ts'
import { itemsCorner } from '../../../test/support/items-corner.ts'
import type { ItemsCorner } from '../../../test/support/items-corner.ts'
import { expectFields, expectProblem } from '../../../test/support/problems.ts'
import { Problem } from '../../base/index.ts'
import { catalogueRoutes, embedItemsHandler } from '../catalogue/index.ts'
import { forgetPerson, interactionRoutes } from '../interactions/index.ts'
import { countPeople } from './count-tastes.ts'
import {
  countTastes,
  countTastesHandler,
  exportTaste,
  findTaste,
  forgetTaste,
  readLikesProfile,
  segmentsOf,
  tasteRoutes,
} from './index.ts'

let told: string[] = []
let pulled: string[] = []
let isHostLost = false
let corner: ItemsCorner
beforeAll(async () => {
  corner = await itemsCorner(({ db, jobs }) => {
    const clock = () => new Date()
    const felt = async (_: unknown, userIds: readonly string[]) => void told.push(...userIds)
    const pull = async (userId: string) => {
      if (isHostLost) throw new Problem('database.unavailable', 'The database of the host cannot be reached.')
      pulled.push(userId)
    }
    return {
      routes: [
        ...catalogueRoutes({ db, jobs, clock, onChanged: () => {} }),
        ...interactionRoutes({ db, clock, felt }),
        ...tasteRoutes({ db, felt, pull }),
      ],
      handlers: [
        embedItemsHandler({ db, jobs, embedderOf: async () => countingEmbedder() }),
        countTastesHandler({ db, tastesSeconds: 60 }),
      ],
    }
  })
})
afterAll(() => corner.close())
beforeEach(async () => {
  told = []
  pulled = []
  isHostLost = false
  for (const table of ['items', 'interactions', 'stances', 'tastes']) await corner.rows(`delete from ${table}`)
})

const profile = (userId: string) => corner.call('GET', `/user-profile/${userId}`)
const say = (userId: string, body: object) => corner.call('PUT', `/user-profile/${userId}`, body)
const refresh = (userId: string) => corner.call('POST', `/user-profile/${userId}/refresh`)
const put = (id: string, body: object) => corner.call('PUT', `/api/v1/items/${id}`, body)
let count = 0
const does = (userId: string | number, type: string, ...itemIds: readonly string[]) =>
  corner.call(
    'POST',
    '/api/v1/interactions',
    itemIds.map((itemId) => ({
      event_id: `e${(count += 1)}`,
      user_id: userId,
      item_id: itemId,
      type,
      time: new Date(Date.UTC(2026, 0, 1, 0, 0, count)).toISOString(),
    })),
  )

test('a profile is that of the likes that stand now, with private and sold-out items, as objects and not as texts', async () => {
  await put('tea', { categories: { category: 'tea', age: '25-34', gender: 'f' }, platform: 'ozon', price: 10 })
  await put('mine', { categories: { category: 'tea' }, price: 30, owner: 'ann' })
  await put('gone', { categories: { category: 'art', suitable_for: 'friend' }, status: 'sold_out' })
  await does('ann', 'like', 'tea', 'mine', 'gone', 'nowhere')
  await does('ann', 'click', 'another')
  const { status, body } = await profile('ann')
  expect([status, body]).toEqual([
    200,
    {
      user_id: 'ann',
      demographics: null,
      profile: {
        preferred_categories: { tea: 2 / 3, art: 1 / 3 },
        preferred_platforms: { ozon: 1 },
        avg_price: 20,
        price_range_min: 10,
        price_range_max: 30,
        buying_patterns_target_ages: { '25-34': 1 },
        buying_patterns_relationships: { friend: 1 },
        buying_patterns_gender_targets: { f: 1 },
        interaction_count: 4,
        last_interaction_at: new Date(Date.UTC(2026, 0, 1, 0, 0, count - 1)).toISOString(),
      },
    },
  ])
})

test('whoever has taken back all of her likes is known, and likes nothing', async () => {
  await put('tea', { categories: { category: 'tea' } })
  await does('ann', 'like', 'tea')
  await does('ann', 'unlike', 'tea')
  expect((await profile('ann')).body['profile']).toMatchObject({
    preferred_categories: {},
    interaction_count: 0,
    last_interaction_at: null,
    avg_price: 0,
  })
})

test('of whom nothing is known a profile is null, with a message, and no error; a number is a person, too', async () => {
  const { status, body } = await profile('01890000-0000-7000-8000-000000000000')
  expect([status, body['profile'], body['message']]).toEqual([200, null, expect.stringMatching(/^Nothing is known/u)])
  await does(7, 'like', 'tea')
  expect((await profile('7')).body['profile']).toMatchObject({ interaction_count: 1 })
})

test('what a host says of somebody is kept until it says something else, and is felt by the next answer', async () => {
  const { status, body } = await say('ann', {
    gender: 'Female',
    age_group: '25-34',
    locale: 'ru',
    geo_id: 1,
    more: 'x',
  })
  const demographics = { gender: 'f', age_group: '25-34', locale: 'ru', geo_id: 1 }
  expect([status, body]).toEqual([
    200,
    { status: 'success', message: expect.any(String), demographics, cached_until: 'kept until it is changed' },
  ])
  expect(told).toEqual(['ann'])
  expect((await profile('ann')).body).toMatchObject({ profile: null, demographics })
  expect((await say('ann', { gender: 'male' })).body['demographics']).toEqual({
    gender: 'm',
    age_group: null,
    locale: null,
    geo_id: null,
  })
  expect((await say('ann', { gender: 'other' })).body['demographics']).toMatchObject({ gender: 'other' })
  expectFields(await say('ann', { geo_id: 'Moscow', gender: 5 }), ['geo_id', 'gender'])
})

test('a segment is what is said of somebody, and of words that say nothing nothing is known', async () => {
  await say('ann', { gender: 'f', age_group: '25-34' })
  await say('bob', { gender: 'Any', age_group: 'unknown' })
  await say('cid', { age_group: '45+' })
  expect(Object.fromEntries(await segmentsOf(corner.db.query, ['ann', 'bob', 'cid', 'nobody']))).toEqual({
    ann: { gender: 'f', ageGroup: '25-34' },
    bob: { gender: null, ageGroup: null },
    cid: { gender: null, ageGroup: '45+' },
  })
  expect(await findTaste(corner.db.query, 'bob')).toMatchObject({
    gender: null,
    ageGroup: null,
    likes: 0,
    countedAt: null,
  })
  expect((await profile('bob')).body['demographics'], 'as it was said').toMatchObject({ gender: 'Any' })
})

test('a refresh reads the likes where they are and counts them, and says success only when that was done', async () => {
  await does('ann', 'like', 'tea', 'cup')
  const { status, body } = await refresh('ann')
  expect([status, body]).toEqual([200, { status: 'success', message: 'Likes that stand now: 2.', user_id: 'ann' }])
  expect(pulled).toEqual(['ann'])
  expect(told).toEqual(['ann', 'ann'])
  expect(await findTaste(corner.db.query, 'ann')).toMatchObject({ likes: 2, interactions: 2 })
  expect((await refresh('nobody')).body).toMatchObject({ message: 'Likes that stand now: 0.' })
  isHostLost = true
  expectProblem(await refresh('ann'), 'database.unavailable')
})

test('everybody is counted by the route and by the job, and whoever takes everything back is counted down', async () => {
  await does('ann', 'like', 'a', 'b', 'c')
  await does('ann', 'click', 'd')
  await does('bob', 'like', 'a')
  await say('cid', { gender: 'm' })
  const { status, body } = await corner.call('POST', '/admin/update-user-profiles')
  expect([status, body]).toEqual([200, { status: 'success', message: 'People who were counted: 3.' }])
  const counted = async () =>
    (await corner.rows('select user_id, likes, interactions from tastes order by user_id')).map(Object.values)
  expect(await counted()).toEqual([
    ['ann', 3, 4],
    ['bob', 1, 1],
    ['cid', 0, 0],
  ])
  await does('ann', 'unlike', 'a', 'b', 'c')
  await corner.db.transaction((tx) => forgetPerson(tx, 'bob'))
  await corner.run('items.count-tastes')
  expect(await counted()).toEqual([
    ['ann', 0, 1],
    ['bob', 0, 0],
    ['cid', 0, 0],
  ])
  expect(await findTaste(corner.db.query, 'cid'), 'counting says nothing of who she is').toMatchObject({ gender: 'm' })
  expect(await countTastes(corner.db.query)).toBe(3)
})

test('more people than go into one transaction are all counted, and a stop is heeded', async () => {
  await corner.rows(`insert into stances (user_id, item_id, clicks, first_at, last_at)
    select 'u' || n, 'a', 1, now(), now() from generate_series(1, 1203) n`)
  await expect(corner.run('items.count-tastes', {}, AbortSignal.abort(new Error('stopping')))).rejects.toThrow(
    'stopping',
  )
  await corner.run('items.count-tastes')
  expect(await countTastes(corner.db.query)).toBe(1203)
})

test('a profile is read of the latest thousand likes', async () => {
  await corner.rows(`insert into items (id, categories, status, created_at, source)
    select 'i' || n, jsonb_build_object('category', case when n = 1 then 'oldest' else 'other' end), 'in_stock', now(), 'api'
    from generate_series(1, 1001) n`)
  await corner.rows(`insert into stances (user_id, item_id, opinion, opinion_at, opinion_event, first_at, last_at)
    select 'ann', 'i' || n, 'like', to_timestamp(n), 'e', now(), now() from generate_series(1, 1001) n`)
  expect((await readLikesProfile(corner.db.query, 'ann')).categories).toEqual({ other: 1 })
})

test('of whoever leaves nothing stays, and before she gets what is kept', async () => {
  await say('ann', { gender: 'f', locale: 'ru' })
  expect(await exportTaste(corner.db.query, 'ann')).toMatchObject({ user_id: 'ann', gender: 'f', locale: 'ru' })
  await forgetTaste(corner.db.query, 'ann')
  expect([await exportTaste(corner.db.query, 'ann'), await findTaste(corner.db.query, 'ann')]).toEqual([null, null])
})

test('of somebody who was forgotten since she was listed nothing is written', async () => {
  await corner.db.transaction((tx) => countPeople(tx, ['never-seen']))
  expect(await findTaste(corner.db.query, 'never-seen')).toBeNull()
})
