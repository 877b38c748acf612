import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { followingCorner } from '../../../test/support/following-corner.ts'
import type { FollowingCorner } from '../../../test/support/following-corner.ts'
import { recordingTelemetry } from '../../../test/support/recording-telemetry.ts'
import { saveItems } from '../catalogue/index.ts'
import type { WrittenItem } from '../catalogue/index.ts'
import { takeInteractions } from '../interactions/index.ts'
import { openTruth } from './truth.ts'
import type { Truth } from './truth.ts'

let corner: FollowingCorner
beforeAll(async () => {
  corner = await followingCorner()
})
afterAll(() => corner.close())
beforeEach(() => corner.begin())

const ids = ['mine', 'moved', 'mug', 'sold', 'unknown']
const nobody = { ids, geoId: 1, userId: null }

const withHost = (staleSecondsMax = 600): Truth =>
  openTruth({
    db: corner.db,
    clock: () => new Date(corner.host().now),
    log: recordingTelemetry().log,
    host: { answers: corner.host().answers, querySeconds: 10 },
    staleSecondsMax,
  })
const withoutHost = (): Truth =>
  openTruth({ db: corner.db, clock: () => new Date(), log: recordingTelemetry().log, host: null, staleSecondsMax: 600 })

const said = { title: null, description: null, categories: {}, attributes: {}, price: null, platform: null }
const ours: WrittenItem = {
  ...said,
  id: 'mug',
  geoId: 1,
  status: 'in_stock',
  ownerId: null,
  createdAt: null,
  source: 'api',
  hostDigest: null,
}
const save = (...items: Partial<WrittenItem>[]) =>
  corner.db.transaction((tx) =>
    saveItems(
      tx,
      corner.deps.jobs,
      items.map((item) => ({ ...ours, ...item })),
    ),
  )
const like = (userId: string, itemId: string) =>
  corner.db.transaction((tx) =>
    takeInteractions(tx, corner.deps, [
      {
        eventId: `${userId} ${itemId}`,
        userId,
        itemId,
        type: 'like',
        time: new Date(),
        value: null,
        recommendationId: null,
        source: 'api',
      },
    ]),
  )
/** As the host has them, and as they are known here after a pass. */
async function follow(): Promise<void> {
  const { items } = corner.host()
  items.set('mug', { status: 'in_stock', geo_id: 1, created_at: '2026-01-01T00:00:00Z' })
  items.set('moved', { status: 'in_stock', geo_id: 2, created_at: '2026-01-01T00:00:00Z' })
  items.set('sold', { status: 'sold', geo_id: 1, created_at: '2026-01-01T00:00:00Z' })
  items.set('mine', { status: 'in_stock', geo_id: 1, user_id: 'ann', created_at: '2026-01-01T00:00:00Z' })
  await corner.pass('items.sync-items')
}
const minutesLater = (minutes: number) => {
  corner.host().now = new Date(new Date(corner.host().now).getTime() + minutes * 60_000).toISOString()
}

test('without a host our own tables say what may be shown, and what somebody likes', async () => {
  await save({}, { id: 'moved', geoId: 2 }, { id: 'sold', status: 'sold' }, { id: 'mine', ownerId: 'ann' })
  await like('ann', 'moved')
  expect(await withoutHost().check({ ...nobody, userId: 'ann' })).toEqual({
    standing: new Set(['mug']),
    liked: new Set(['moved']),
    isStale: false,
  })
  expect((await withoutHost().check({ ...nobody, geoId: null })).standing).toEqual(new Set(['mug', 'moved']))
  expect((await withoutHost().check({ ...nobody, userId: 'bob' })).liked).toEqual(new Set())
})

test('with a host it says so, whatever our tables hold of it', async () => {
  await follow()
  const { items, likes } = corner.host()
  expect(await withHost().check(nobody)).toEqual({ standing: new Set(['mug']), liked: new Set(), isStale: false })
  items.set('mug', { status: 'in_stock', geo_id: 1, user_id: 'ann' })
  items.set('sold', { status: 'in_stock', geo_id: 1 })
  likes.push({ userId: 'ann', itemId: 'sold', likedAt: null })
  expect(await withHost().check({ ...nobody, userId: 'ann' })).toEqual({
    standing: new Set(['sold']),
    liked: new Set(['sold']),
    isStale: false,
  })
})

test('what the host has no more is gone at once, and what it never had our own API may have told of', async () => {
  await follow()
  await save({ id: 'unknown' }, { id: 'afar', geoId: 3 })
  corner.host().items.delete('mug')
  expect((await withHost().check({ ...nobody, ids: [...ids, 'afar'] })).standing).toEqual(new Set(['unknown']))
})

test('what our own API has called public stays private where the host has it and says so', async () => {
  await follow()
  await save({ id: 'mine', ownerId: null })
  expect((await withHost().check(nobody)).standing).toEqual(new Set(['mug']))
})

test('to ask for nothing asks nobody', async () => {
  corner.host().isAway = true
  expect(await withHost().check({ ...nobody, ids: [] })).toEqual({
    standing: new Set(),
    liked: new Set(),
    isStale: false,
  })
  expect(corner.host().asked).toEqual([])
})

test('while the host is lost what was seen to stand a short while ago is shown, and called stale', async () => {
  await follow()
  await corner.pass('items.sync-new-items')
  await like('ann', 'mug')
  // Looking costs no write: an item that stands keeps the time at which it was last written.
  await corner.db.statements(`update items set seen_at = '2026-01-01'`)
  corner.host().isAway = true
  const truth = withHost()
  minutesLater(10)
  expect(await truth.check({ ...nobody, userId: 'ann' })).toEqual({
    standing: new Set(['mug']),
    liked: new Set(['mug']),
    isStale: true,
  })
  minutesLater(0.1)
  expect(await truth.check(nobody)).toMatchObject({ standing: new Set(), isStale: true })
})

test('what the host has refused a moment before it was lost stays refused', async () => {
  await follow()
  await corner.pass('items.sync-new-items')
  const truth = withHost()
  corner.host().items.set('mug', { status: 'in_stock', geo_id: 1, user_id: 'ann' })
  expect((await truth.check(nobody)).standing).toEqual(new Set())
  corner.host().isAway = true
  expect(await truth.check(nobody)).toMatchObject({ standing: new Set(), isStale: true })
})

test('what came after the last look at everything counts by when it was seen itself', async () => {
  await follow()
  await corner.db.statements(
    `update items set seen_at = case id when 'mug' then timestamptz '2026-03-01 12:05+00' else '2026-03-01 11:00+00' end`,
  )
  await corner.db.statements(`update items set geo_id = 1 where id = 'moved'`)
  corner.host().isAway = true
  minutesLater(10)
  expect((await withHost().check(nobody)).standing).toEqual(new Set(['mug']))
})

test('what our own API told of stays while the host is lost, for nobody else knows of it', async () => {
  await save({ id: 'unknown' })
  corner.host().isAway = true
  minutesLater(60)
  expect(await withHost().check(nobody)).toMatchObject({ standing: new Set(['unknown']), isStale: true })
})

test('a host that is back is believed again after some seconds', async () => {
  await follow()
  await corner.pass('items.sync-new-items')
  const truth = withHost()
  corner.host().isAway = true
  expect((await truth.check(nobody)).isStale).toBe(true)
  corner.host().isAway = false
  expect((await truth.check(nobody)).isStale).toBe(true)
  minutesLater(0.1)
  expect((await truth.check(nobody)).isStale).toBe(false)
})
