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

const recent = 'items.sync-new-items'
const all = 'items.sync-items'
const noon = '2026-03-01T12:00:00.000000Z'
const add = (id: string, facts: Record<string, unknown> = {}) =>
  corner.host().items.set(id, { status: 'in_stock', created_at: noon, ...facts })
const ids = async () => (await corner.rows('select id from items where not is_deleted order by id')).map(({ id }) => id)
const markOf = async (name: string) =>
  (await corner.rows('select at from host_marks where name = $1', [name]))[0]?.['at'] ?? null

test('what is new at the host is here after one interval, and what is old waits for the pass over everything', async () => {
  add('old', { created_at: '2026-03-01T11:54:59Z' })
  add('new', { created_at: '2026-03-01T11:55:00Z' })
  await corner.pass(recent)
  expect([await ids(), await markOf('items')]).toEqual([['new'], new Date(noon)])
  await corner.pass(all)
  expect(await ids()).toEqual(['new', 'old'])
})

test('after a standstill everything is read that came meanwhile, and what committed late with it', async () => {
  await corner.pass(recent)
  corner.host().now = '2026-03-01T18:00:00.000000Z'
  add('meanwhile', { created_at: '2026-03-01T15:00:00Z' })
  add('late', { created_at: '2026-03-01T11:56:00Z' })
  await corner.pass(recent)
  expect(await ids()).toEqual(['late', 'meanwhile'])
})

test('more than a page is read to its end from where the pass began, and only then is it over', async () => {
  for (let at = 0; at < 1500; at += 1) add(`id-${String(at).padStart(4, '0')}`)
  await corner.turn(recent)
  expect([(await ids()).length, await markOf('items')]).toEqual([1000, null])
  corner.host().now = '2026-03-01T12:30:00.000000Z'
  await corner.turn(recent)
  expect([(await ids()).length, await markOf('items')]).toEqual([1500, new Date(noon)])
})

test('what may be shown is looked at again: its price, its place, its owner, and whether it is there', async () => {
  const old = { created_at: '2020-01-01T00:00:00Z' }
  for (const id of ['dear', 'gone', 'moved', 'mine', 'same', 'sold']) add(id, old)
  await corner.pass(all)
  const version = async () => (await corner.rows(`select xmin::text as version from items where id = 'same'`))[0]
  const before = await version()
  add('dear', { ...old, price: 9 })
  add('moved', { ...old, geo_id: 2 })
  add('mine', { ...old, user_id: 'ann' })
  add('sold', { ...old, status: 'sold' })
  corner.host().items.delete('gone')
  await corner.pass(recent)
  expect(
    await corner.rows(
      `select id, price, geo_id, owner_id, status, is_deleted from items where id <> 'same' order by id`,
    ),
  ).toEqual([
    { id: 'dear', price: 9, geo_id: null, owner_id: null, status: 'in_stock', is_deleted: false },
    { id: 'gone', price: null, geo_id: null, owner_id: null, status: 'in_stock', is_deleted: true },
    { id: 'mine', price: null, geo_id: null, owner_id: 'ann', status: 'in_stock', is_deleted: false },
    { id: 'moved', price: null, geo_id: 2, owner_id: null, status: 'in_stock', is_deleted: false },
    { id: 'sold', price: null, geo_id: null, owner_id: null, status: 'sold', is_deleted: false },
  ])
  expect(await version()).toEqual(before)
})

test('that everything stands is noted as of the moment at which the look began', async () => {
  for (let at = 0; at < 1200; at += 1) add(`id-${String(at).padStart(4, '0')}`)
  await corner.pass(all)
  await corner.turn(recent)
  await corner.turn(recent)
  await corner.turn(recent)
  expect(await markOf('standing')).toBeNull()
  corner.host().now = '2026-03-01T12:05:00.000000Z'
  await corner.turn(recent)
  expect(await markOf('standing')).toEqual(new Date(noon))
})

test('a host that is away notes nothing, and one that shows nothing takes nothing away and notes nothing', async () => {
  add('mug')
  await corner.pass(all)
  corner.host().isAway = true
  await expect(corner.turn(recent)).rejects.toMatchObject({ code: 'database.unavailable' })
  corner.host().isAway = false
  corner.host().items.clear()
  await corner.turn(recent)
  const telemetry = recordingTelemetry()
  await corner.turn(recent, {}, telemetry)
  expect([await ids(), await markOf('standing')]).toEqual([['mug'], null])
  expect(telemetry.lines).toMatchObject([{ level: 'error', message: /nothing is taken away/u }])
})

test('without anything that may be shown nothing is asked for, and likes come next', async () => {
  await corner.pass(recent)
  expect(corner.host().asked).toEqual(['now', 'itemsAfter'])
  expect(await markOf('standing')).toEqual(new Date(noon))
  expect(await corner.waiting()).toEqual(['items.sync-new-items', 'items.sync-new-likes'])
})

test('what our own API has told of is nothing to ask the host for', async () => {
  const blank = { title: null, description: null, categories: {}, attributes: {}, price: null, platform: null }
  const own = { ...blank, id: 'mug', geoId: null, status: 'in_stock', ownerId: null, createdAt: null } as const
  await corner.db.transaction((tx) => saveItems(tx, corner.deps.jobs, [{ ...own, source: 'api', hostDigest: null }]))
  await corner.pass(recent)
  expect([await ids(), corner.host().asked]).toEqual([['mug'], ['now', 'itemsAfter']])
  expect(await markOf('standing')).not.toBeNull()
})
