/** Which model answers, and which one is built to follow it. */
import { expect, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import { planGeneration, requireActiveGeneration } from './generation.ts'
import { lockGenerations, saveGeneration } from './store.ts'
import type { Generation } from './store.ts'

const generation = (fields: Partial<Generation>): Generation => ({
  id: 1,
  model: 'mini',
  dimension: 384,
  rules: 'r1',
  state: 'active',
  ...fields,
})

test('the first start begins the generation that answers, and the same model goes on with it', () => {
  expect(planGeneration([], { model: 'mini', rules: 'r1' })).toEqual({ kind: 'begin', state: 'active', retire: [] })
  expect(planGeneration([generation({})], { model: 'mini', rules: 'r1' })).toEqual({ kind: 'keep' })
})

test('another model, or other rules, are built beside the generation that answers', () => {
  expect(planGeneration([generation({})], { model: 'large', rules: 'r1' })).toEqual({
    kind: 'begin',
    state: 'building',
    retire: [],
  })
  expect(planGeneration([generation({})], { model: 'mini', rules: 'r2' })).toEqual({
    kind: 'begin',
    state: 'building',
    retire: [],
  })
})

test('going back to the old model gives up what was being built', () => {
  const live = [generation({}), generation({ id: 2, model: 'large', state: 'building' })]
  expect(planGeneration(live, { model: 'mini', rules: 'r1' })).toEqual({ kind: 'return', retire: [2] })
  expect(planGeneration(live, { model: 'large', rules: 'r1' })).toEqual({ kind: 'keep' })
  expect(planGeneration(live, { model: 'third', rules: 'r1' })).toEqual({
    kind: 'begin',
    state: 'building',
    retire: [2],
  })
})

test('a process that has not settled which generation answers says so', async () => {
  const { db, close } = await testDb()
  await expect(requireActiveGeneration(db.query)).rejects.toThrow(/no active generation/u)
  await db.transaction(async (tx) => {
    await lockGenerations(tx)
    await saveGeneration(tx, { model: 'mini', dimension: 3, rules: 'r1', state: 'active' })
  })
  expect((await requireActiveGeneration(db.query)).model).toBe('mini')
  await close()
})
