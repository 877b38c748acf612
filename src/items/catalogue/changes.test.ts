/** Following the catalogue, page by page, while others change it. */
import { afterAll, beforeEach, beforeAll, expect, test } from 'vitest'
import { itemsCorner } from '../../../test/support/items-corner.ts'
import type { ItemsCorner } from '../../../test/support/items-corner.ts'
import { eventually } from '../../../test/support/jobs.ts'
import { readChanges } from './changes-store.ts'
import type { Change } from './changes-store.ts'
import { catalogueChannel, embedItemsHandler } from './index.ts'
import { countingEmbedder } from '../../../test/support/counting-embedder.ts'
import { removeItems, saveItems } from './save-items.ts'
import { itemBody } from './schema.ts'
import { upsertItems } from './store.ts'
import { writtenOf } from './wire.ts'

let corner: ItemsCorner
beforeAll(async () => {
  corner = await itemsCorner(({ db, jobs }) => ({
    routes: [],
    handlers: [embedItemsHandler({ db, jobs, embedderOf: async () => countingEmbedder() })],
  }))
})
afterAll(() => corner.close())
beforeEach(() => corner.rows('delete from items'))

const save = (items: Readonly<Record<string, object>>) =>
  corner.db.transaction((tx) =>
    saveItems(
      tx,
      corner.jobs,
      Object.entries(items).map(([id, body]) => writtenOf(id, itemBody.parse(body))),
    ),
  )
const remove = (...ids: string[]) => corner.db.transaction((tx) => removeItems(tx, ids))

/** All pages of so many rows. */
async function follow(since: string | null, limit = 2, between: () => Promise<unknown> = async () => {}) {
  const changes: Change[] = []
  let mark: string | null = null
  for (let after: string | null = null; ;) {
    const page = await readChanges(corner.db.query, { since, after }, limit)
    mark ??= page.mark
    changes.push(...page.changes)
    if (page.next === null) return { mark, told: changes.map(({ id, item }) => `${id}${item ? '' : ' gone'}`), changes }
    after = page.next
    await between()
  }
}

/** A mark from which nothing is told again: on a server that others use, too, it lies behind what they have under way. */
async function settledMark(): Promise<string> {
  let mark = '0'
  await eventually(async () => {
    mark = (await follow(null)).mark
    return (await follow(mark)).told.length === 0
  })
  return mark
}

test('at first everything that is recommendable is told, in the order of ids, page by page', async () => {
  await save({ a: { title: 'A', price: 3 }, b: {}, c: { status: 'sold_out' }, d: { owner: 'ann' }, e: {}, f: {} })
  await remove('e')
  const { told, changes } = await follow(null)
  expect(told).toEqual(['a', 'b', 'f'])
  expect(changes[0]?.item).toMatchObject({ id: 'a', title: 'A', price: 3, source: 'api', geoId: null })
  expect(Object.keys(changes[0]?.item ?? {})).not.toContain('mark')
})

test('from then on what has changed is told, and what is recommendable no more', async () => {
  await save({ a: {}, b: {}, c: {}, d: { status: 'sold_out' } })
  const mark = await settledMark()
  await save({ a: { price: 1 }, b: {}, d: {} })
  await save({ e: { owner: 'ann' } })
  await remove('c')
  expect((await follow(mark)).told).toEqual(['a', 'c gone', 'd', 'e gone'])
})

test('an empty catalogue has a mark, from which the first item is told', async () => {
  const { mark, told } = await follow(null)
  expect(told).toEqual([])
  await save({ a: {} })
  expect((await follow(mark)).told).toEqual(['a'])
})

test('what changes behind the page that is being read is told the next time', async () => {
  await save({ a: {}, b: {}, c: {}, d: {} })
  const { mark } = await follow(null, 2, () => save({ a: { price: 7 } }))
  expect((await follow(mark)).changes.find(({ id }) => id === 'a')?.item?.price).toBe(7)
})

test.skipIf(process.env['TEST_DATABASE_URL'] === undefined)(
  'a change that commits after a later one was read is not missed',
  async () => {
    await save({ a: {}, b: {} })
    const begun = Promise.withResolvers<void>()
    const mayEnd = Promise.withResolvers<void>()
    const slow = corner.db.transaction(async (tx) => {
      // Without its job, which the next one would wait for.
      await upsertItems(tx, [writtenOf('a', itemBody.parse({ price: 1 }))])
      begun.resolve()
      await mayEnd.promise
    })
    await begun.promise
    await save({ b: { price: 2 } })
    const { mark, told } = await follow(null)
    expect(told).toEqual(['a', 'b'])
    mayEnd.resolve()
    await slow
    const after = await follow(mark)
    expect(after.changes.find(({ id }) => id === 'a')?.item?.price).toBe(1)
  },
)

test('rows from the backup of a server that had counted further are no changes', async () => {
  await save({ a: {}, b: {} })
  const mark = await settledMark()
  await corner.rows(`update items set changed_in = '9000000000' where id = 'a'`)
  expect((await follow(mark)).told).toEqual([])
  await save({ a: { price: 1 } })
  expect((await follow(mark)).told).toEqual(['a'])
})

test('every process hears of a change when it has been committed, of many in one transaction once', async () => {
  let heard = 0
  const isReady = Promise.withResolvers<void>()
  const stop = corner.db.listen(catalogueChannel, {
    onPayload: () => (heard += 1),
    onGap: () => {},
    onReady: () => isReady.resolve(),
  })
  await isReady.promise
  await corner.db.transaction(async (tx) => {
    for (const id of ['a', 'b']) await saveItems(tx, corner.jobs, [writtenOf(id, itemBody.parse({}))])
  })
  await eventually(() => heard > 0)
  await remove('a')
  await eventually(() => heard > 1)
  await remove('a', 'nobody')
  expect(heard, 'nothing was there to be taken away').toBe(2)
  stop()
})
