import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { followingCorner } from '../../../test/support/following-corner.ts'
import type { FollowingCorner } from '../../../test/support/following-corner.ts'

let corner: FollowingCorner
beforeAll(async () => {
  corner = await followingCorner()
})
afterAll(() => corner.close())
beforeEach(() => corner.begin())

const all = 'items.sync-clicks'
const recent = 'items.sync-new-clicks'
const click = (itemId: string, more: { at?: string; user?: string; id?: string; count?: number } = {}) =>
  corner.host().clicks.push({
    itemId,
    clickedAt: more.at ?? '2026-03-01T11:59:00.000000Z',
    userId: more.user ?? '',
    clickId: more.id ?? '',
    count: more.count ?? 1,
  })
const clicks = async () =>
  (
    await corner.rows(
      `select item_id, user_id, count(*)::integer as count from interactions where type = 'click' group by 1, 2 order by 1, 2`,
    )
  ).map((row) => [row['item_id'], row['user_id'], row['count']])

test('clicks of nobody known are events of nobody, as many as there are', async () => {
  click('mug', { count: 3 })
  click('mug', { at: '2026-03-01T11:59:00.000001Z' })
  click('lamp')
  await corner.pass(all)
  expect(await clicks()).toEqual([
    ['lamp', null, 1],
    ['mug', null, 4],
  ])
  expect(await corner.rows('select 1 from stances')).toEqual([])
})

test('a click is taken once, in whichever pass it is seen, and one more of the same kind counts as one more', async () => {
  click('mug', { count: 2 })
  await corner.pass(recent)
  await corner.pass(all)
  await corner.pass(recent)
  expect(await clicks()).toEqual([['mug', null, 2]])
  corner.host().clicks.length = 0
  click('mug', { count: 3 })
  await corner.pass(recent)
  expect(await clicks()).toEqual([['mug', null, 3]])
})

test('where clicks have ids and people, each is known by its id and counts for whoever clicked', async () => {
  click('mug', { id: '1', user: 'ann' })
  click('mug', { id: '2', user: 'ann' })
  click('mug', { id: '3', user: 'a/b' })
  await corner.pass(all)
  expect(await clicks()).toEqual([
    ['mug', 'ann', 2],
    ['mug', null, 1],
  ])
  expect(await corner.rows('select user_id, clicks from stances')).toEqual([{ user_id: 'ann', clicks: 2 }])
  expect(corner.felt).toEqual(['ann'])
})

test('what nobody can click is passed over, and a click of tomorrow is one of now', async () => {
  click('a/b')
  click('mug', { at: '2999-01-01T00:00:00.000000Z' })
  await corner.pass(all)
  expect(await corner.rows('select item_id, time from interactions')).toEqual([
    { item_id: 'mug', time: new Date(corner.host().now) },
  ])
})

test('of one moment there may be more clicks than one transaction takes', async () => {
  click('mug', { count: 2300 })
  await corner.pass(all)
  expect(await clicks()).toEqual([['mug', null, 2300]])
  expect(
    (await corner.rows('select count(distinct xmin::text)::integer as transactions from interactions'))[0],
  ).toEqual({ transactions: 3 })
})

test('all clicks are read once a day, the new ones at each interval', async () => {
  click('mug', { at: '2020-01-01T00:00:00.000000Z' })
  await corner.pass(recent)
  expect(await clicks()).toEqual([])
  await corner.pass(all)
  expect(await clicks()).toEqual([['mug', null, 1]])
  corner.host().asked.length = 0
  corner.host().now = '2026-03-02T11:59:59.000000Z'
  await corner.turn(all)
  expect(corner.host().asked).toEqual([])
  corner.host().now = '2026-03-02T12:00:00.000000Z'
  await corner.turn(all)
  expect(corner.host().asked).toEqual(['clicksAfter'])
})

test('a pass that has begun goes on to its end, and 2,500 clicks are three pages', async () => {
  for (let at = 0; at < 2500; at += 1) click(`item-${String(at).padStart(4, '0')}`)
  for (const count of [1000, 2000, 2500]) {
    await corner.turn(all)
    expect((await clicks()).length).toBe(count)
  }
  await corner.pass(all)
  expect((await clicks()).length).toBe(2500)
})
