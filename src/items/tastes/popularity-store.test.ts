import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { forgetPerson, takeInteractions } from '../interactions/index.ts'
import type { Interaction } from '../interactions/index.ts'
import { popularityCounts } from './popularity-store.ts'
import { saveDemographics } from './store.ts'

const now = new Date('2026-03-01T00:00:00Z')
let corner: Corner
beforeAll(async () => {
  corner = await testDb()
  const say = (userId: string, gender: string | null, ageGroup: string | null) =>
    saveDemographics(corner.db.query, userId, { gender, ageGroup, locale: null, geoId: null })
  await say('ann', 'f', '25-34')
  await say('eve', 'f', '25-34')
  await say('bob', 'm', 'unknown')
  await say('cid', 'Any', '45+')
})
afterAll(() => corner.close())
beforeEach(async () => {
  await corner.db.statements('delete from interactions')
  await corner.db.statements('delete from stances')
})

let count = 0
const event = (userId: string | null, type: Interaction['type'], itemId = 'tea', daysAgo = 0): Interaction => ({
  eventId: `e${(count += 1)}`,
  userId,
  itemId,
  type,
  time: new Date(now.getTime() - daysAgo * 86_400_000),
  value: null,
  recommendationId: null,
  source: 'api',
})
const happened = (...events: readonly Interaction[]) =>
  corner.db.transaction((tx) => takeInteractions(tx, { felt: async () => {} }, events))
/** In clicks. */
async function counts(halfLifeDays = 30) {
  const found = await Array.fromAsync(popularityCounts(corner.db.query, { halfLifeDays, now }))
  return found
    .flat()
    .map(({ itemId, gender, ageGroup, weight }) => [itemId, gender, ageGroup, Number((3 * weight).toFixed(6))])
}

test('what people hold is counted by item and segment, clicks and likes 1 to 3, and events of nobody known by item alone', async () => {
  await happened(
    event('ann', 'like'),
    event('eve', 'click'),
    event('bob', 'purchase'),
    event('cid', 'click'),
    event('stranger', 'click'),
    event(null, 'like'),
    event('ann', 'view'),
    event('ann', 'like', 'cup'),
  )
  expect(await counts()).toEqual([
    ['cup', 'f', '25-34', 3],
    ['tea', 'f', '25-34', 4],
    ['tea', 'm', null, 3],
    ['tea', null, '45+', 1],
    ['tea', null, null, 4],
  ])
})

test('an event counts half after each half-life, and one from a clock that goes ahead as if it were now', async () => {
  await happened(event('ann', 'like', 'a', 30), event('ann', 'click', 'b', 60), event('ann', 'click', 'c', -1))
  expect(await counts()).toEqual([
    ['a', 'f', '25-34', 1.5],
    ['b', 'f', '25-34', 0.25],
    ['c', 'f', '25-34', 1],
  ])
  await happened(event('ann', 'click', 'ages ago', 20_000))
  expect((await counts(1)).length, 'however small').toBe(4)
})

test('a like counts while it stands, and once, however often it is said', async () => {
  await happened(event('ann', 'like', 'tea', 3), event('ann', 'like', 'tea', 2), event('ann', 'like', 'tea', 0))
  expect(await counts()).toEqual([['tea', 'f', '25-34', 3]])
  await happened(event('ann', 'unlike', 'tea', -0.5))
  expect(await counts()).toEqual([])
})

test('who clicks an item a hundred times counts once, and as one; nobody known counts each time', async () => {
  await happened(...Array.from({ length: 100 }, () => event('ann', 'click')))
  await happened(event('eve', 'click'), event('eve', 'click'), event(null, 'click', 'cup'), event(null, 'click', 'cup'))
  const found = (await Array.fromAsync(popularityCounts(corner.db.query, { halfLifeDays: 30, now }))).flat()
  for (const each of found) {
    expect(each.weight).toBeCloseTo(2 / 3)
    expect(each.squares, 'two rows of a third each').toBeCloseTo(2 / 9)
  }
  expect(found.length).toBe(2)
})

test('what somebody dislikes, or hid, is no favourite of hers, however often she clicked it', async () => {
  await happened(event('ann', 'click'), event('ann', 'dislike'), event('eve', 'like'), event('eve', 'hide'))
  expect(await counts()).toEqual([])
})

test('hundreds of items come in pages, each once and in order, and whoever is forgotten counts no more', async () => {
  const names = Array.from({ length: 450 }, (_, at) => `i${String(at).padStart(3, '0')}`)
  await happened(...names.map((name) => event('bob', 'click', name)))
  await happened(...names.map((name) => event('ann', 'click', name)))
  await corner.db.transaction((tx) => forgetPerson(tx, 'ann'))
  expect((await counts()).map(([itemId, gender]) => `${itemId} ${gender}`)).toEqual(names.map((name) => `${name} m`))
})
