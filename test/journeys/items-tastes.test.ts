/** Who people are and what they like, through the whole house: by themselves, by their private things, and counted. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKey } from '../../src/api/index.ts'
import { openTestHouse, testGround } from '../support/house.ts'
import type { Ground, TestHouse } from '../support/house.ts'
import { caller } from '../support/caller.ts'
import { eventually } from '../support/jobs.ts'
import { expectFields, expectProblem } from '../support/problems.ts'

let ground: Ground
let house: TestHouse
beforeAll(async () => {
  ground = await testGround()
  house = await openTestHouse(ground, { TASTES_INTERVAL: '1s' })
})
afterAll(async () => {
  await house.stop()
  await ground.remove()
})

type Row = Record<string, unknown>
const put = (id: string, said: Row) => house.call('PUT', `/api/v1/items/${id}`, said)
const likes = (userId: string, itemId: string) =>
  house.call('POST', `/user-interaction/${userId}`, { interaction_type: 'like', item_id: itemId })
const profile = async (userId: string): Promise<Row> => (await house.call('GET', `/user-profile/${userId}`)).body
const counted = async (userId: string): Promise<unknown> =>
  (await house.house.db.statements('select likes from tastes where user_id = $1', [userId])).rows[0]?.['likes']

test('what somebody likes is in her profile at once, also what is hers alone', async () => {
  await put('tea', { categories: { category: 'tea', gender: 'f' }, price: 10, platform: 'ozon' })
  await put('own', { categories: { category: 'art' }, price: 30, owner: 'ann' })
  expect(await profile('ann')).toMatchObject({ profile: null })
  await likes('ann', 'tea')
  await likes('ann', 'own')
  expect((await profile('ann'))['profile']).toMatchObject({
    preferred_categories: { art: 0.5, tea: 0.5 },
    buying_patterns_gender_targets: { f: 1 },
    avg_price: 20,
    interaction_count: 2,
  })
  await put('tea', { categories: { category: 'coffee' } })
  expect((await profile('ann'))['profile'], 'as the item is now').toMatchObject({
    preferred_categories: { coffee: 0.5 },
  })
})

test('everybody is counted now and then by itself', async () => {
  await likes('bea', 'tea')
  await eventually(async () => (await counted('bea')) === 1, 30_000)
})

test('counting is closed to whoever may only read', async () => {
  const { key } = await createKey(house.house.db, { name: 'reader', scopes: ['items:read'] })
  const reader = caller(house.address, { 'x-api-key': key })
  expectProblem(await reader('POST', '/admin/update-user-profiles'), 'auth.scope_missing')
  expectProblem(await reader('PUT', '/user-profile/ann', {}), 'auth.scope_missing')
  expect((await reader('GET', '/user-profile/ann')).status).toBe(200)
  expectProblem(await caller(house.address, {})('POST', '/admin/update-user-profiles'), 'auth.missing')
})

test('who somebody is outlives the process, and bad words are refused by their fields', async () => {
  const said = { gender: 'female', age_group: '25-34', locale: 'ru', geo_id: 3 }
  expect((await house.call('PUT', '/user-profile/cid', said)).body).toMatchObject({
    status: 'success',
    demographics: { ...said, gender: 'f' },
  })
  expectFields(await house.call('PUT', '/user-profile/cid', { age_group: 'x'.repeat(101), geo_id: 2 ** 40 }), [
    'age_group',
    'geo_id',
  ])
  await house.stop()
  house = await openTestHouse(ground)
  expect((await profile('cid'))['demographics']).toEqual({ ...said, gender: 'f' })
})

test('whoever leaves takes along who she is, what she likes and what is hers alone', async () => {
  await house.call('DELETE', '/api/v1/tastes/ann')
  expect(await profile('ann')).toMatchObject({ profile: null, demographics: null })
  expectProblem(await house.call('GET', '/api/v1/items/own'), 'item.not_found')
  expect((await house.call('GET', '/api/v1/items/tea')).status).toBe(200)
})
