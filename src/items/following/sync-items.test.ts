/** Passes over a kept host, one page at a time, on our own database. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { followingCorner } from '../../../test/support/following-corner.ts'
import type { FollowingCorner } from '../../../test/support/following-corner.ts'
import { recordingTelemetry } from '../../../test/support/recording-telemetry.ts'
import { saveItems } from '../catalogue/index.ts'

let corner: FollowingCorner
beforeAll(async () => {
  corner = await followingCorner()
})
afterAll(() => corner.close())
beforeEach(() => corner.begin())

const all = 'items.sync-items'
const rows = (text: string) => corner.rows(text)
const ids = async () => (await rows('select id from items where not is_deleted order by id')).map(({ id }) => id)
const place = async () => (await rows(`select step, after from host_passes where name = 'main-items'`))[0]
const add = (id: string, facts: Record<string, unknown> = {}) =>
  corner.host().items.set(id, { status: 'in_stock', created_at: '2026-01-01T00:00:00Z', ...facts })
const many = (count: number) => {
  for (let at = 0; at < count; at += 1) add(`id-${String(at).padStart(4, '0')}`, { geo_id: 1, price: at })
}
const writes = async () =>
  (await rows('select max(changed_in::text::bigint) as last, count(distinct xmin::text) as writes from items'))[0]

test('2,500 rows are three pages, and a second pass over the same rows writes nothing', async () => {
  many(2500)
  for (const count of [1000, 2000, 2500]) {
    await corner.turn(all)
    expect((await ids()).length).toBe(count)
  }
  expect(await place()).toEqual({ step: 'dropping', after: [] })
  await corner.pass(all)
  const before = await writes()
  await corner.pass(all)
  expect(await writes()).toEqual(before)
})

test('3 rows that have changed among 5,000 cost 3 writes', async () => {
  many(5000)
  await corner.pass(all)
  const versions = async () =>
    new Map((await rows('select id, xmin::text as version from items')).map(({ id, version }) => [id, version]))
  const before = await versions()
  add('id-0007', { geo_id: 1, price: 7.5 })
  add('id-2500', { geo_id: 1, price: 2500, status: 'sold' })
  corner.host().items.delete('id-4999')
  await corner.pass(all)
  const after = await versions()
  expect(
    [...after]
      .filter(([id, version]) => before.get(id) !== version)
      .map(([id]) => id)
      .toSorted(),
  ).toEqual(['id-0007', 'id-2500', 'id-4999'])
})

test('an item is kept with all that the host says of it', async () => {
  add('mug', { user_id: 'ann', geo_id: 213, price: 5, platform: 'ozon', categories: { age: 'any' }, status: 'sold' })
  await corner.pass(all)
  expect(
    await rows(
      'select owner_id, geo_id, price, platform, categories, status, source, created_at, is_deleted from items',
    ),
  ).toEqual([
    {
      owner_id: 'ann',
      geo_id: 213,
      price: 5,
      platform: 'ozon',
      categories: { age: 'any' },
      status: 'sold',
      source: 'host',
      created_at: new Date('2026-01-01'),
      is_deleted: false,
    },
  ])
})

test('what the host has no more goes, and what comes back is there again', async () => {
  for (const id of ['mug', 'lamp']) add(id)
  await corner.pass(all)
  corner.host().items.delete('mug')
  await corner.pass(all)
  expect(await ids()).toEqual(['lamp'])
  add('mug')
  await corner.pass(all)
  expect(await ids()).toEqual(['lamp', 'mug'])
})

test('what our own API has told of stays, and the host’s word counts for more than it', async () => {
  const written = { title: null, description: null, categories: {}, attributes: {}, platform: null, geoId: null }
  const own = {
    ...written,
    status: 'in_stock',
    ownerId: null,
    createdAt: null,
    source: 'api',
    hostDigest: null,
  } as const
  add('lamp')
  await corner.pass(all)
  await corner.db.transaction((tx) =>
    saveItems(tx, corner.deps.jobs, [
      { ...own, id: 'mug', price: 1 },
      { ...own, id: 'lamp', price: 1 },
    ]),
  )
  add('lamp', { price: 2 })
  await corner.pass(all)
  expect(await rows('select id, price, source from items order by id')).toEqual([
    { id: 'lamp', price: 2, source: 'host' },
    { id: 'mug', price: 1, source: 'api' },
  ])
})

test('what our own API speaks of while the host is asked whether it is there is not taken away', async () => {
  for (const id of ['mug', 'lamp']) add(id)
  await corner.pass(all)
  corner.host().items.delete('mug')
  const { pages } = corner.host()
  const meanwhile = {
    ...pages,
    async idsAmong(asked: readonly string[]) {
      await corner.db.statements(`update items set source = 'api', host_digest = null where id = 'mug'`)
      return pages.idsAmong(asked)
    },
  }
  await corner.pass(all, { pages: meanwhile })
  expect(await ids()).toEqual(['lamp', 'mug'])
})

test('a host that shows nothing at all takes nothing away, and the operator is told', async () => {
  add('mug')
  await corner.pass(all)
  corner.host().items.clear()
  await corner.turn(all)
  const telemetry = recordingTelemetry()
  await corner.turn(all, {}, telemetry)
  expect([await ids(), await place()]).toEqual([['mug'], { step: 'taking', after: [] }])
  expect(telemetry.lines).toMatchObject([{ level: 'error', message: /nothing is taken away/u }])
})

test('a row that cannot be used is left out, counted without its words, and taken away where it was known', async () => {
  for (const id of ['mug', 'lamp', 'a/b', 'import']) add(id)
  const telemetry = recordingTelemetry()
  await corner.turn(all, {}, telemetry)
  expect(await ids()).toEqual(['lamp', 'mug'])
  expect(telemetry.lines.map(({ level, facts }) => [level, facts])).toEqual([['warn', { rows: 2 }]])
  await corner.pass(all)
  add('mug', { geo_id: 'nobody knows' })
  await corner.pass(all)
  expect(await ids()).toEqual(['lamp'])
})

test('an id that comes twice counts once, by its last row', async () => {
  add('mug')
  const { pages } = corner.host()
  const twice = async () => [1, 2].map((price) => ({ id: 'mug', facts: { status: 'in_stock', price } }))
  await corner.turn(all, { pages: { ...pages, itemsAfter: twice } })
  expect(await rows('select price from items')).toEqual([{ price: 2 }])
})

test('a run that dies before its end leaves no half of a page, and the next one takes the whole of it', async () => {
  for (const id of ['mug', 'lamp']) add(id)
  const dying = { ...corner.deps.jobs, enqueue: () => Promise.reject(new Error('killed')) }
  await expect(corner.turn(all, { jobs: dying })).rejects.toThrow('killed')
  expect(await ids()).toEqual([])
  await corner.turn(all)
  expect(await ids()).toEqual(['lamp', 'mug'])
})

test('a host that is away moves nothing, and the run says when to try again', async () => {
  corner.host().isAway = true
  await expect(corner.turn(all)).rejects.toMatchObject({ code: 'database.unavailable', retryAfterSeconds: 15 })
  expect(await place()).toEqual({ step: 'taking', after: [] })
})

test('when all items are known those who like them come next', async () => {
  add('mug')
  await corner.pass(all)
  expect(await corner.waiting()).toContain('items.sync-likes')
})
