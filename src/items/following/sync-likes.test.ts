import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { followingCorner } from '../../../test/support/following-corner.ts'
import type { FollowingCorner } from '../../../test/support/following-corner.ts'
import { recordingTelemetry } from '../../../test/support/recording-telemetry.ts'
import { takeInteractions } from '../interactions/index.ts'

let corner: FollowingCorner
beforeAll(async () => {
  corner = await followingCorner()
})
afterAll(() => corner.close())
beforeEach(() => corner.begin())

const all = 'items.sync-likes'
const recent = 'items.sync-new-likes'
const like = (userId: string, itemId: string, likedAt: string | null = '2026-03-01T11:59:00.000000Z') =>
  corner.host().likes.push({ userId, itemId, likedAt })
const unlike = (userId: string, itemId: string) => {
  const { likes } = corner.host()
  likes.splice(
    likes.findIndex((each) => each.userId === userId && each.itemId === itemId),
    1,
  )
}
const liked = async () =>
  (await corner.rows(`select user_id, item_id from stances where opinion = 'like' order by 1, 2`)).map(
    (row) => `${String(row['user_id'])} ${String(row['item_id'])}`,
  )

test('likes of the host are likes here, each at its time, and who likes is felt', async () => {
  like('ann', 'mug', '2026-01-01T10:00:00.123456Z')
  like('bob', 'mug', null)
  await corner.pass(all)
  expect(await corner.rows('select user_id, type, time, source from interactions order by user_id')).toEqual([
    { user_id: 'ann', type: 'like', time: new Date('2026-01-01T10:00:00.123Z'), source: 'host' },
    { user_id: 'bob', type: 'like', time: new Date(0), source: 'host' },
  ])
  expect(corner.felt).toEqual(['ann', 'bob'])
})

test('a second pass over the same likes writes and tells nothing', async () => {
  for (let at = 0; at < 1100; at += 1) like(`user-${String(at).padStart(4, '0')}`, 'mug')
  await corner.pass(all)
  const versions = () =>
    corner.rows('select count(distinct xmin::text) as writes, max(xmin::text) as last from stances')
  const before = await versions()
  expect((await liked()).length).toBe(1100)
  corner.felt.length = 0
  await corner.pass(all)
  expect([await versions(), corner.felt]).toEqual([before, []])
})

test('what the host has no more is taken back, and liked again when it is there again', async () => {
  like('ann', 'mug')
  like('ann', 'lamp')
  await corner.pass(all)
  unlike('ann', 'mug')
  await corner.pass(all)
  expect(await liked()).toEqual(['ann lamp'])
  like('ann', 'mug')
  await corner.pass(all)
  expect(await liked()).toEqual(['ann lamp', 'ann mug'])
})

test('somebody who unlikes everything likes nothing, whoever else goes on', async () => {
  for (const item of ['mug', 'lamp']) like('ann', item)
  like('bob', 'mug')
  await corner.pass(all)
  for (const item of ['mug', 'lamp']) unlike('ann', item)
  await corner.pass(all)
  expect(await liked()).toEqual(['bob mug'])
})

test('what was liked or disliked through our own API is not the host’s to take back', async () => {
  like('bob', 'mug')
  const event = { userId: 'ann', value: null, recommendationId: null, source: 'api', time: new Date() } as const
  await corner.db.transaction((tx) =>
    takeInteractions(tx, corner.deps, [
      { ...event, eventId: 'one', itemId: 'vase', type: 'like' },
      { ...event, eventId: 'two', itemId: 'mug', userId: 'bob', type: 'dislike' },
    ]),
  )
  await corner.pass(all)
  expect(await liked()).toEqual(['ann vase'])
})

test('a host that shows no like at all takes none back, and the operator is told', async () => {
  like('ann', 'mug')
  await corner.pass(all)
  unlike('ann', 'mug')
  await corner.turn(all)
  const telemetry = recordingTelemetry()
  await corner.turn(all, {}, telemetry)
  expect(await liked()).toEqual(['ann mug'])
  expect(telemetry.lines).toMatchObject([{ level: 'error', message: /none is taken back/u }])
})

test('a host that keeps no likes is not asked for them', async () => {
  like('ann', 'mug')
  await corner.pass(all)
  const without = { ...corner.host().mapping, likes: null }
  corner.host().likes.length = 0
  corner.host().asked.length = 0
  await corner.pass(all, { mapping: without })
  expect([await liked(), corner.host().asked]).toEqual([['ann mug'], ['likesAfter']])
})

test('a new like is here after one interval; one that lies long back waits for the pass over everything', async () => {
  like('ann', 'mug')
  like('ann', 'lamp', '2026-03-01T11:00:00.000000Z')
  await corner.pass(recent)
  expect(await liked()).toEqual(['ann mug'])
  corner.host().now = '2026-03-01T13:00:00.000000Z'
  like('ann', 'vase', '2026-03-01T12:30:00.000000Z')
  await corner.pass(recent)
  expect(await liked()).toEqual(['ann mug', 'ann vase'])
  await corner.pass(all)
  expect(await liked()).toEqual(['ann lamp', 'ann mug', 'ann vase'])
})

test('a like that is yet to come is of now, and ids that nobody can have are counted and left out', async () => {
  like('ann', 'mug', '2999-01-01T00:00:00.000000Z')
  like('a/b', 'mug')
  like('ann', 'trending')
  const telemetry = recordingTelemetry()
  await corner.turn(all, {}, telemetry)
  expect(await corner.rows('select time from interactions')).toEqual([{ time: new Date(corner.host().now) }])
  expect(telemetry.lines.map(({ facts }) => facts)).toEqual([{ rows: 2 }])
})

test('after likes come clicks, in both passes', async () => {
  await corner.pass(all)
  await corner.pass(recent)
  expect(await corner.waiting()).toEqual(expect.arrayContaining(['items.sync-clicks', 'items.sync-new-clicks']))
})

test('a like from a clock that is ahead is one event, however often it is read before its time comes', async () => {
  like('ann', 'mug', '2026-03-01T12:00:30.000000Z')
  for (const seconds of ['00', '10', '20', '50'])
    await corner.pass(all, { clock: () => new Date(`2026-03-01T12:00:${seconds}Z`) })
  expect(await corner.rows('select item_id from interactions')).toEqual([{ item_id: 'mug' }])
})
