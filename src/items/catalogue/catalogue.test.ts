/** Items through the edge: said, read, taken back, and in files. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { itemsCorner } from '../../../test/support/items-corner.ts'
import type { ItemsCorner } from '../../../test/support/items-corner.ts'
import { expectFields, expectProblem } from '../../../test/support/problems.ts'
import { countingEmbedder } from '../../../test/support/counting-embedder.ts'
import { catalogueRoutes, embedItemsHandler, findItems, pruneItemsHandler, standingIds } from './index.ts'
import { removeItemsOf } from './save-items.ts'

const now = new Date()
let changes = 0
let corner: ItemsCorner
beforeAll(async () => {
  corner = await itemsCorner(({ db, jobs }) => ({
    routes: catalogueRoutes({ db, jobs, clock: () => now, onChanged: () => (changes += 1) }),
    handlers: [embedItemsHandler({ db, jobs, embedderOf: async () => countingEmbedder() }), pruneItemsHandler({ db })],
  }))
})
afterAll(() => corner.close())

const put = (id: string, body: object) => corner.call('PUT', `/api/v1/items/${id}`, body)
const get = (id: string) => corner.call('GET', `/api/v1/items/${id}`)
const remove = (id: string) => corner.call('DELETE', `/api/v1/items/${id}`)
const send = (lines: readonly unknown[], id?: string) =>
  corner.call(
    'POST',
    `/api/v1/items/import${id === undefined ? '' : `?import_id=${id}`}`,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    { 'content-type': 'application/x-ndjson' },
  )
const stored = async (id: string) => (await corner.rows('select * from items where id = $1', [id]))[0] ?? {}

test('an item is said, said anew as a whole, read and taken back, and each of these is told at once', async () => {
  const before = changes
  const first = await put('tea', { title: 'Tea', price: 800, geo_id: 1, categories: { gender: 'f' } })
  expect([first.status, first.body['title']]).toEqual([201, 'Tea'])
  const second = await put('tea', { id: 'tea', title: 'Green tea' })
  expect([second.status, second.body]).toEqual([
    200,
    expect.objectContaining({ title: 'Green tea', price: null, geo_id: null, categories: {}, status: 'in_stock' }),
  ])
  expect((await get('tea')).body).toEqual(second.body)
  expect(second.body['created_at'], 'stays').toBe(first.body['created_at'])
  expect((await remove('tea')).body).toEqual({ id: 'tea', deleted: true })
  expectProblem(await get('tea'), 'item.not_found')
  expect((await remove('tea')).body, 'twice is as good as once').toEqual({ id: 'tea', deleted: true })
  expect(changes - before).toBe(4)
})

test('of what is taken back no word is kept, and said again it is new', async () => {
  const made = await put('secret', {
    title: 'Secret',
    description: 'Secret',
    attributes: { a: 'b' },
    price: 3,
    owner: 'ann',
  })
  await remove('secret')
  const row = await stored('secret')
  expect(JSON.stringify(row)).not.toMatch(/Secret|ann|"b"/u)
  expect(row).toMatchObject({ is_deleted: true, price: null, needs_vector: false })
  await corner.rows(`update items set created_at = created_at - interval '1 hour' where id = 'secret'`)
  const again = await put('secret', {})
  expect(again.status).toBe(201)
  expect(Date.parse(String(again.body['created_at']))).toBeGreaterThanOrEqual(
    Date.parse(String(made.body['created_at'])),
  )
})

test('rows of what was taken back go after a day, and no others', async () => {
  for (const id of ['old', 'fresh', 'kept']) await put(id, { title: id })
  for (const id of ['old', 'fresh']) await remove(id)
  await corner.rows(`update items set updated_at = updated_at - interval '25 hours' where id in ('old', 'kept')`)
  await corner.run('items.prune')
  const left = await corner.rows(`select id from items where id in ('old', 'fresh', 'kept') order by id`)
  expect(left.map(({ id }) => id)).toEqual(['fresh', 'kept'])
})

test('what is refused names its field: another id, an address, a misspelt field, a day that is yet to come', async () => {
  expectFields(await put('tea', { id: 'coffee' }), ['id'])
  expectFields(await put('import', {}), ['id'])
  expectFields(await put('tea', { price: -1, atributes: {} }), ['price', 'body'])
  const later = new Date(now.getTime() + 2 * 86_400_000).toISOString()
  expectFields(await put('tea', { created_at: later }), ['created_at'])
  expectProblem(await get('nobody'), 'item.not_found')
})

test('an item that is said again as it stands has not changed', async () => {
  await put('same', { title: 'Same', price: 5, attributes: { a: [] } })
  const before = await stored('same')
  await put('same', { title: 'Same', price: 5, attributes: { a: [] } })
  expect(await stored('same')).toEqual(before)
  await put('same', { title: 'Same', price: 6, attributes: { a: [] } })
  expect((await stored('same'))['changed_in']).not.toEqual(before['changed_in'])
})

test('good lines of a file are kept, bad ones are told by number and by item, and of an id that comes twice the last counts', async () => {
  const before = changes
  const { status, body } = await send(
    [
      { id: 'f1', title: 'One' },
      { id: 'f2', price: -1 },
      'not json',
      { title: 'nobody' },
      { id: 'f1', title: 'Last' },
      { id: 'f3', created_at: '2199-01-01T00:00:00Z' },
    ],
    'monday',
  )
  expect([status, body]).toMatchObject([200, { import_id: 'monday', lines: 6, kept: 2, bad_count: 4, finished: true }])
  expect((body['bad'] as { line: number; item_id?: string }[]).map((bad) => [bad.line, bad.item_id ?? null])).toEqual([
    [2, 'f2'],
    [3, null],
    [4, null],
    [6, 'f3'],
  ])
  expect((await get('f1')).body['title']).toBe('Last')
  expect((await corner.call('GET', '/api/v1/items/imports/monday')).body).toEqual(body)
  expectProblem(await corner.call('GET', '/api/v1/items/imports/tuesday'), 'import.not_found')
  expect(changes).toBe(before + 1)
})

test('only what is public, in stock, there, and in that place or everywhere stands', async () => {
  await send([
    { id: 's-here', geo_id: 1 },
    { id: 's-everywhere' },
    { id: 's-there', geo_id: 2 },
    { id: 's-sold', geo_id: 1, status: 'sold_out' },
    { id: 's-mine', geo_id: 1, owner: 'ann' },
    { id: 's-gone', geo_id: 1 },
  ])
  await remove('s-gone')
  const ids = ['s-here', 's-everywhere', 's-there', 's-sold', 's-mine', 's-gone', 's-never']
  expect([...(await standingIds(corner.db.query, ids, 1))].toSorted()).toEqual(['s-everywhere', 's-here'])
  expect([...(await standingIds(corner.db.query, ids, null))].toSorted()).toEqual(['s-everywhere', 's-here', 's-there'])
  expect([...(await standingIds(corner.db.query, ['s-there'], 1))]).toEqual([])
})

test('somebody who leaves takes along what is hers alone', async () => {
  await send([{ id: 'o-1', owner: 5 }, { id: 'o-2', owner: 'eve' }, { id: 'o-3' }])
  await corner.db.transaction((tx) => removeItemsOf(tx, '5'))
  expect([...(await findItems(corner.db.query, ['o-1', 'o-2', 'o-3'])).keys()].toSorted()).toEqual(['o-2', 'o-3'])
})
