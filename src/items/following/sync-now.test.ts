import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { followingCorner } from '../../../test/support/following-corner.ts'
import type { FollowingCorner } from '../../../test/support/following-corner.ts'
import { recordingTelemetry } from '../../../test/support/recording-telemetry.ts'
import { syncNow } from './sync-now.ts'
import type { SyncNow } from './sync-now.ts'

let corner: FollowingCorner
beforeAll(async () => {
  corner = await followingCorner()
})
afterAll(() => corner.close())
beforeEach(() => corner.begin())

const old = '2020-01-01T00:00:00.000000Z'
const add = (id: string, at = old) => corner.host().items.set(id, { status: 'in_stock', created_at: at })
const count = async (table: string) =>
  (await corner.rows(`select count(*)::integer as count from ${table}`))[0]?.['count']

async function sync(isFull: boolean, changes: Partial<SyncNow> = {}): Promise<string[]> {
  const lines: string[] = []
  const { signal } = new AbortController()
  const { log } = recordingTelemetry()
  await syncNow(corner.deps, { isFull, signal, log, tell: (line) => lines.push(line), ...changes })
  return lines
}

test('whoever waits for everything has everything, and hears how much it was', async () => {
  add('mug')
  add('lamp')
  corner.host().likes.push({ userId: 'ann', itemId: 'mug', likedAt: old })
  corner.host().clicks.push({ itemId: 'mug', clickedAt: old, userId: '', clickId: '', count: 2 })
  expect(await sync(true)).toEqual([
    'Items: 2 rows read.',
    'Likes: 1 row read.',
    'Clicks: 1 row read.',
    'New items: 0 rows read.',
    'New likes: 0 rows read.',
    'New clicks: 0 rows read.',
  ])
  expect([await count('items'), await count('interactions'), await count('stances')]).toEqual([2, 3, 1])
})

test('whoever waits for what is new has that alone', async () => {
  add('old')
  add('new', '2026-03-01T11:59:00.000000Z')
  expect(await sync(false)).toEqual(['New items: 1 row read.', 'New likes: 0 rows read.', 'New clicks: 0 rows read.'])
  expect(await corner.rows('select id from items')).toEqual([{ id: 'new' }])
})

test('of much that is read a sentence comes now and then', async () => {
  for (let at = 0; at < 11_500; at += 1) add(`id-${String(at).padStart(5, '0')}`)
  const lines = await sync(true)
  expect(lines.slice(0, 3)).toEqual([
    'Items: 10,000 rows read so far.',
    'Items: 11,500 rows read so far.',
    'Items: 11,500 rows read.',
  ])
  expect(await count('items')).toBe(11_500)
})

test('clicks are read anew though all of them were read a moment ago', async () => {
  await sync(true)
  corner.host().clicks.push({ itemId: 'mug', clickedAt: old, userId: '', clickId: '', count: 1 })
  await sync(true)
  expect(await count('interactions')).toBe(1)
})

test('a pass that somebody else has half way done is ended, and then there is a whole one', async () => {
  for (let at = 0; at < 1500; at += 1) add(`id-${String(at).padStart(4, '0')}`)
  await corner.turn('items.sync-items')
  add('id-0000', '2021-01-01T00:00:00.000000Z')
  await sync(true)
  expect(await corner.rows(`select created_at from items where id = 'id-0000'`)).toEqual([
    { created_at: new Date('2021-01-01') },
  ])
})

test('two who wait at once both end, and everything is there once', async () => {
  for (let at = 0; at < 2500; at += 1) add(`id-${String(at).padStart(4, '0')}`)
  const said = await Promise.all([sync(true), sync(true)])
  expect(await count('items')).toBe(2500)
  // A page that both have read was turned by one of them: together they have turned no more than there is in two passes.
  const rows = said.map(([line = '']) => Number(/^Items: ([\d,]+) rows/u.exec(line)?.[1]?.replace(',', '')))
  expect(rows.reduce((sum, each) => sum + each)).toBeLessThanOrEqual(5000)
})

test('it leaves no jobs behind but those of what has changed', async () => {
  add('mug')
  await sync(true)
  expect(await corner.waiting()).toEqual(['items.embed'])
})

test('a host that does not answer ends it with that, and so does whoever does not wait any longer', async () => {
  const stopped = AbortSignal.abort(new Error('stopped'))
  await expect(sync(false, { signal: stopped })).rejects.toThrow('stopped')
  corner.host().isAway = true
  await expect(sync(false)).rejects.toMatchObject({ code: 'database.unavailable' })
})
