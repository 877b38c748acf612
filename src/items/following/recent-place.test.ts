import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { findMark, saveMark } from './marks-store.ts'
import { recentLast, recentPlace, sinceOf } from './recent-place.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

const noon = '2026-03-01T12:00:00.000000Z'
const placeAt = (after: readonly string[], mark = 'stars') =>
  recentPlace({ tx: corner.db.query, now: async () => noon }, mark, after)

test('a pass begins five minutes before the one before began, or before now where there was none', async () => {
  expect(await placeAt([])).toEqual({ startedAt: noon, since: '2026-03-01T11:55:00.000Z', key: [] })
  await corner.db.transaction((tx) => saveMark(tx, 'stars', '2026-03-01T09:00:00.123456Z'))
  expect(await placeAt([])).toEqual({ startedAt: noon, since: '2026-03-01T08:55:00.123Z', key: [] })
  expect((await placeAt([], 'moons')).since).toBe('2026-03-01T11:55:00.000Z')
})

test('a page goes on where the last one ended, from the same beginning', async () => {
  const place = await placeAt([])
  const after = recentLast(place, ['a', 'b'])
  expect(after).toEqual([place.startedAt, place.since, 'a', 'b'])
  expect(
    await recentPlace({ tx: corner.db.query, now: () => Promise.reject(new Error('asked')) }, 'stars', after ?? []),
  ).toEqual({
    ...place,
    key: ['a', 'b'],
  })
  expect(recentLast(place, null)).toBeNull()
})

test('a mark that lies in the future passes nothing over', () => {
  expect(sinceOf(new Date('2099-01-01'), noon)).toBe('2026-03-01T11:55:00.000Z')
})

test('a mark is what was written last', async () => {
  expect(await findMark(corner.db.query, 'suns')).toBeNull()
  for (const at of [new Date('2026-03-02'), new Date('2026-03-01')])
    await corner.db.transaction((tx) => saveMark(tx, 'suns', at))
  expect(await findMark(corner.db.query, 'suns')).toEqual(new Date('2026-03-01'))
})
