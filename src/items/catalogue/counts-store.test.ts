import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { countRecommendable } from './counts-store.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner?.close())

test('only what is in stock, public and not deleted counts, wherever it is', async () => {
  assert.equal(await countRecommendable(corner.db.query), 0)
  await corner.db.statements(
    `insert into items (id, status, owner_id, geo_id, is_deleted, created_at, source) values
      ('here', 'in_stock', null, 1, false, now(), 'api'), ('anywhere', 'in_stock', null, null, false, now(), 'host'),
      ('sold', 'sold_out', null, 1, false, now(), 'api'), ('private', 'in_stock', 'ana', 1, false, now(), 'api'),
      ('gone', 'in_stock', null, 1, true, now(), 'api')`,
  )
  assert.equal(await countRecommendable(corner.db.query), 2)
})
