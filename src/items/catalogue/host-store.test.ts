import { afterAll, beforeAll, expect, test } from 'vitest'
import { itemsCorner } from '../../../test/support/items-corner.ts'
import type { ItemsCorner } from '../../../test/support/items-corner.ts'
import { countingEmbedder } from '../../../test/support/counting-embedder.ts'
import { hostDigests, lastSeenIds, listHosted } from './host-store.ts'
import { embedItemsHandler } from './index.ts'
import type { WrittenItem } from './item.ts'
import { saveItems } from './save-items.ts'
import { itemBody } from './schema.ts'
import { writtenOf } from './wire.ts'

let corner: ItemsCorner
beforeAll(async () => {
  corner = await itemsCorner(({ db, jobs }) => ({
    routes: [],
    handlers: [embedItemsHandler({ db, jobs, embedderOf: async () => countingEmbedder() })],
  }))
  await save([
    hosted('a'),
    hosted('b', { geo_id: 1 }),
    hosted('c', { status: 'sold_out' }),
    hosted('d', { owner: 'ann' }),
  ])
  await save([writtenOf('ours', itemBody.parse({}))])
})
afterAll(() => corner.close())

const hosted = (id: string, body: object = {}): WrittenItem => ({
  ...writtenOf(id, itemBody.parse(body)),
  source: 'host',
  hostDigest: `digest of ${id}`,
})
const save = (items: readonly WrittenItem[]) => corner.db.transaction((tx) => saveItems(tx, corner.jobs, items))
const everything = ['a', 'b', 'c', 'd', 'ours', 'nobody']

test('what the host said last is known by its digest until our own API speaks', async () => {
  const digests = await hostDigests(corner.db.query, everything)
  expect(Object.fromEntries(digests)).toEqual({
    a: 'digest of a',
    b: 'digest of b',
    c: 'digest of c',
    d: 'digest of d',
  })
  await save([hosted('e')])
  await save([writtenOf('e', itemBody.parse({}))])
  expect(await hostDigests(corner.db.query, ['e'])).toEqual(new Map())
})

test('items of the host are listed by id, a page at a time, and ours are not among them', async () => {
  expect(await listHosted(corner.db.query, '', 3)).toEqual(['a', 'b', 'c'])
  expect(await listHosted(corner.db.query, 'c', 3)).toEqual(['d'])
})

test('what the host spoke of a short while ago, public and in stock, is known while it is away', async () => {
  const since = new Date(Date.now() - 600_000)
  const seen = async (geoId: number | null) => [...(await lastSeenIds(corner.db.query, everything, { geoId, since }))]
  expect([await seen(null), await seen(1), await seen(2)]).toEqual([['a', 'b'], ['a', 'b'], ['a']])
  await corner.rows(`update items set seen_at = now() - interval '1 hour' where id = 'a'`)
  expect(await seen(1)).toEqual(['b'])
})
