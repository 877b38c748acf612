/** Items on their way to vectors: which are embedded, of which words, by which model. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countingEmbedder } from '../../../test/support/counting-embedder.ts'
import { itemsCorner } from '../../../test/support/items-corner.ts'
import type { ItemsCorner } from '../../../test/support/items-corner.ts'
import { Problem } from '../../base/index.ts'
import type { Embedder } from '../../platform/models/index.ts'
import { embedItemsHandler, readVectors } from './index.ts'
import { removeItems, saveItems } from './save-items.ts'
import { itemBody } from './schema.ts'
import { writtenOf } from './wire.ts'

let model = countingEmbedder()
/** A text that the model refuses, and what happens while it works. */
let refused: string | null
let meanwhile: (() => Promise<unknown>) | null
let corner: ItemsCorner
beforeEach(async () => {
  model = countingEmbedder()
  refused = null
  meanwhile = null
  corner = await itemsCorner(({ db, jobs }) => ({
    routes: [],
    handlers: [embedItemsHandler({ db, jobs, embedderOf: async () => embedder() })],
  }))
})
afterEach(() => corner.close())

const embedder = (): Embedder => ({
  ...model,
  async embed(texts, options) {
    if (texts.some((text) => text === refused)) throw new Problem('model.refused', 'The model refused.')
    const once = meanwhile
    meanwhile = null
    await once?.()
    return model.embed(texts, options)
  },
})
const save = (items: Readonly<Record<string, object>>) =>
  corner.db.transaction((tx) =>
    saveItems(
      tx,
      corner.jobs,
      Object.entries(items).map(([id, body]) => writtenOf(id, itemBody.parse(body))),
    ),
  )
const embed = () => corner.run('items.embed')
const vectorsOf = (...ids: string[]) => readVectors(corner.db.query, ids)
const withVectors = async () =>
  (await corner.rows('select item_id from item_vectors order by item_id')).map(({ item_id: id }) => id)
const waiting = async () =>
  (await corner.rows('select id from items where needs_vector order by id')).map(({ id }) => id)

test('all that wait are embedded in one call, each text once, as vectors of length one in bytes', async () => {
  await save({
    a: { title: 'Tea', description: 'Green.' },
    b: { title: 'Tea', description: 'Green.' },
    c: { title: 'Cup' },
    d: {},
  })
  await embed()
  expect(model.asked.toSorted()).toEqual(['Cup', 'Tea\nGreen.'])
  expect([await withVectors(), await waiting()]).toEqual([['a', 'b', 'c'], []])
  const vectors = await vectorsOf('a', 'b', 'd', 'nobody')
  expect([...vectors.keys()].toSorted()).toEqual(['a', 'b'])
  const { vector, scale } = vectors.get('a') ?? { vector: new Int8Array(), scale: 0 }
  expect(Math.hypot(...vector) * scale).toBeCloseTo(1, 5)
  expect(Math.max(...vector.map(Math.abs))).toBe(127)
  expect(vectors.get('b')).toEqual(vectors.get('a'))
  expect(await corner.waiting('items.embed'), 'it looks once more').toBe(1)
})

test('a vector that is stored is a change to whoever follows the catalogue', async () => {
  await save({ a: { title: 'Tea' } })
  const changedIn = () => corner.rows('select changed_in from items')
  const before = await changedIn()
  await embed()
  expect(await changedIn()).not.toEqual(before)
})

test('only words that change are embedded anew, and what has none any more has no vector', async () => {
  await save({ a: { title: 'Tea' }, b: { title: 'Cup' } })
  await embed()
  await save({ a: { title: 'Tea', price: 3 }, b: {} })
  expect(await waiting()).toEqual(['b'])
  await embed()
  expect([await withVectors(), model.asked.length]).toEqual([['a'], 2])
})

test('what is private is never shown to a model, and what becomes private loses its vector', async () => {
  await save({ mine: { title: 'Diary', owner: 'ann' }, ours: { title: 'Map' } })
  await embed()
  expect(model.asked).toEqual(['Map'])
  await save({ ours: { title: 'Map', owner: 'ann' }, mine: { title: 'Diary' } })
  expect(await withVectors()).toEqual([])
  await embed()
  expect(await withVectors()).toEqual(['mine'])
  await save({ ours: { title: 'Map' } })
  await embed()
  expect(await withVectors()).toEqual(['mine', 'ours'])
})

test('what is taken back loses its vector, and the kept embedding of its words is forgotten', async () => {
  await save({ a: { title: 'Tea' } })
  await embed()
  await corner.db.transaction((tx) => removeItems(tx, ['a']))
  expect([await withVectors(), await waiting()]).toEqual([[], []])
})

test('words that change while they are embedded are embedded again', async () => {
  await save({ a: { title: 'Tea' } })
  meanwhile = () => save({ a: { title: 'Coffee' } })
  await embed()
  expect([await withVectors(), await waiting()]).toEqual([[], ['a']])
  await embed()
  expect(model.asked).toEqual(['Tea', 'Coffee'])
  expect(await waiting()).toEqual([])
})

test('an item whose words the model refuses goes without, and holds up nobody else', async () => {
  await save({ a: { title: 'Tea' }, bad: { title: 'Refused' }, c: { title: 'Cup' } })
  refused = 'Refused'
  const said = await embed()
  expect(said).toEqual([expect.stringMatching(/refused the words of an item/u)])
  expect([await withVectors(), await waiting()]).toEqual([['a', 'c'], []])
})

test('of two models no vectors stand side by side: those of the old one go before the first of the new one comes', async () => {
  await save({ a: { title: 'Tea' }, b: { title: 'Cup' } })
  await embed()
  model = countingEmbedder('another', 8)
  meanwhile = async () => expect(await withVectors()).toEqual([])
  await embed()
  expect((await vectorsOf('a')).get('a')?.vector).toHaveLength(8)
  const models = await corner.rows('select distinct model from item_vectors')
  expect(models).toEqual([{ model: 'another' }])
})

test('a long description is heard at its beginning, without half a character at the end', async () => {
  await save({ a: { title: 'Tea', description: `${'x'.repeat(995)}😀${'y'.repeat(5000)}` } })
  await embed()
  expect(model.asked[0]?.length).toBeLessThanOrEqual(1000)
  expect(model.asked[0]?.isWellFormed()).toBe(true)
})
