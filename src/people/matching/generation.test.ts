import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { nearest, saveFacets } from './facets-store.ts'
import {
  activateGeneration,
  findActiveGeneration,
  holdLiveGenerations,
  listLiveGenerations,
  listRetiredGenerations,
  lockGenerations,
  removeGeneration,
  retireGeneration,
} from '../generations/index.ts'
import { clearMatching } from './generation-store.ts'
import { settleGeneration } from './generation.ts'
import { saveMatchList } from './cuts-store.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
  await corner.db.statements(`insert into people (id, stage) values ('ada', 'matched')`)
})
afterAll(() => corner.close())

const settle = (model: string) => settleGeneration(corner.db, { model, dimension: 2 })
const activeId = async (): Promise<number> => (await findActiveGeneration(corner.db.query))?.id ?? 0
/** What a takeover does, without the work before it. */
const takeOver = () =>
  corner.db.transaction(async (tx) => {
    await lockGenerations(tx)
    const [active, building] = await listLiveGenerations(tx)
    await retireGeneration(tx, active?.id ?? 0)
    await activateGeneration(tx, building?.id ?? 0)
  })
const embedAda = (generation: number) =>
  corner.db.transaction(async (tx) => {
    const vector = Float32Array.of(1, 0)
    const passages = new Uint8Array()
    const wording = { needs: ['sails'], offers: ['ropes'], needPassages: passages, offerPassages: passages }
    await saveFacets(tx, { generation, personId: 'ada', need: vector, offer: vector, ...wording }, true)
    await saveMatchList(tx, { generation, personId: 'ada', revision: 1, needCut: null, offerCut: null })
  })

test('going back to a model begins anew while what it made before is still being thrown away', async () => {
  await settle('one')
  const first = await activeId()
  await embedAda(first)
  await settle('two')
  await takeOver()
  await settle('one')
  await takeOver()
  expect(await activeId()).toBeGreaterThan(first)
  const retired = await listRetiredGenerations(corner.db.query)
  expect(retired.map(({ id }) => id)).toContain(first)
})

test('what says that somebody was compared goes before the comparisons, and the generation when nothing is left', async () => {
  const [retired] = await listRetiredGenerations(corner.db.query)
  const id = retired?.id ?? 0
  const left = async (table: string): Promise<number> =>
    (await corner.db.statements(`select 1 from ${table} where generation = ${id}`)).rows.length
  expect(await corner.db.transaction((tx) => clearMatching(tx, id, 1))).toBe(1)
  expect([await left('match_lists'), await left('facets')]).toEqual([0, 1])
  expect(await corner.db.transaction((tx) => clearMatching(tx, id, 10))).toBe(1)
  await corner.db.transaction((tx) => removeGeneration(tx, id))
  expect((await listRetiredGenerations(corner.db.query)).map((one) => one.id)).not.toContain(id)
})

test('a generation answers with those who were embedded for it, and with nobody else', async () => {
  const active = await findActiveGeneration(corner.db.query)
  if (!active) throw new Error('None is active.')
  const ask = () => nearest(corner.db.query, active, { side: 'offer', vector: Float32Array.of(1, 0), limit: 5 })
  expect(await ask()).toEqual([])
  await embedAda(active.id)
  expect(await ask()).toEqual(['ada'])
})

test('whoever writes facets holds the generations, so that none takes over in between', async () => {
  const seen: string[] = []
  let isWriting = (): void => {}
  const writing = new Promise<void>((resolve) => (isWriting = resolve))
  const write = corner.db.transaction(async (tx) => {
    await holdLiveGenerations(tx)
    isWriting()
    await new Promise((resolve) => setTimeout(resolve, 200))
    seen.push('written')
  })
  await writing
  await corner.db.transaction(async (tx) => {
    await lockGenerations(tx)
    seen.push('taken over')
  })
  await write
  expect(seen).toEqual(['written', 'taken over'])
})
