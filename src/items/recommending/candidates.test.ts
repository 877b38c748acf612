import assert from 'node:assert/strict'
import { test } from 'vitest'
import { plainItem } from '../../../test/support/plain-item.ts'
import { Problem } from '../../base/index.ts'
import { openColumns } from '../shelf/index.ts'
import type { Wanted } from '../shelf/index.ts'
import { applyBoosts, leaveOut, maskOf, spreadOf } from './candidates.ts'

const anything: Wanted = { geoId: null, priceMin: null, priceMax: null, exactly: {}, suiting: {} }

function shelf() {
  const columns = openColumns()
  for (const [at, id] of ['a', 'b', 'c', 'd'].entries()) columns.put(plainItem(id, { price: 10 * at }), null)
  return columns
}

test('a filter keeps what it is true of, among what is wanted', async () => {
  const columns = shelf()
  const wanted = { ...anything, priceMin: 10 }
  assert.deepEqual([...(await maskOf(columns, { wanted, filter: null }))], [0, 1, 1, 1])
  assert.deepEqual([...(await maskOf(columns, { wanted, filter: 'price < 25' }))], [0, 1, 1, 0])
})

test('ids are left out, those that nobody knows too', () => {
  const columns = shelf()
  const mask = new Uint8Array(4).fill(1)
  leaveOut(mask, columns, ['b', 'nobody knows it'])
  assert.deepEqual([...mask], [1, 0, 1, 1])
})

test('a boost moves what it is true of by standard deviations, down as well as up', async () => {
  const columns = shelf()
  const boosted = { columns, mask: new Uint8Array(4).fill(1), scores: Float32Array.of(0, 0, 2, 2) }
  await applyBoosts(boosted, [
    { is: 'price < 5', weight: 3 },
    { is: 'price > 25', weight: -1 },
  ])
  assert.deepEqual([...boosted.scores], [3, 0, 2, 1])
})

test('a boost counts where all scores are equal', async () => {
  const columns = shelf()
  const boosted = { columns, mask: new Uint8Array(4).fill(1), scores: new Float32Array(4) }
  await applyBoosts(boosted, [{ is: 'price = 20', weight: 0.5 }])
  assert.deepEqual([...boosted.scores], [0, 0, 0.5, 0])
})

test('a boost that cannot be read is named by its number, and moves nothing before', async () => {
  const boosted = { columns: shelf(), mask: new Uint8Array(4).fill(1), scores: new Float32Array(4) }
  const boosts = [
    { is: 'price < 5', weight: 1 },
    { is: 'prize < 5', weight: 1 },
  ]
  await assert.rejects(
    applyBoosts(boosted, boosts),
    (error: unknown) => error instanceof Problem && error.errors[0]?.path === 'boost.1.is',
  )
  assert.deepEqual([...boosted.scores], [0, 0, 0, 0])
})

test('only what is in the running spreads, and large figures keep their digits', () => {
  assert.equal(spreadOf(Float32Array.of(1, 3, 900), Uint8Array.of(1, 1, 0)), 1)
  assert.equal(spreadOf(Float32Array.of(1e7, 1e7 + 2), Uint8Array.of(1, 1)), 1)
  assert.equal(spreadOf(new Float32Array(3), Uint8Array.of(1, 1, 1)), 1)
  assert.equal(spreadOf(new Float32Array(0), new Uint8Array(0)), 1)
})
