import assert from 'node:assert/strict'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { emptyDb, testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { totalClicks, totalStances } from './totals-store.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner?.close())
beforeEach(() => emptyDb(corner.db))

const hold = (values: string): Promise<unknown> =>
  corner.db.statements(
    `insert into stances (user_id, item_id, opinion, clicks, purchases, hidden_at, first_at, last_at)
      select *, now(), now() from (values ${values}) as held (user_id, item_id, opinion, clicks, purchases, hidden_at)`,
  )

test('people are counted by what they like and by how many positives they have', async () => {
  await hold(`
    ('ana', 'a', 'like', 0, 0, null::timestamptz), ('ana', 'b', 'like', 0, 0, null), ('ana', 'c', null, 2, 0, null),
    ('ben', 'a', null, 0, 1, null), ('ben', 'b', 'dislike', 5, 1, null),
    ('cleo', 'a', 'like', 0, 0, null), ('cleo', 'b', null, 1, 0, null),
    ('dan', 'a', null, 1, 0, now())`)
  assert.deepEqual(await totalStances(corner.db.query), { likes: 3, likers: 2, withFew: 2, withMany: 1 })
})

test('of nobody there is nothing', async () => {
  assert.deepEqual(await totalStances(corner.db.query), { likes: 0, likers: 0, withFew: 0, withMany: 0 })
  assert.equal(await totalClicks(corner.db.query), 0)
})

test('over several stretches everybody is counted once, whoever holds more than a stretch too', async () => {
  await corner.db.statements(
    `insert into stances (user_id, item_id, opinion, first_at, last_at)
      select 'many', 'item ' || n, 'like', now(), now() from generate_series(1, 60000) as n
      union all select 'person ' || n, 'item ' || m, 'like', now(), now()
        from generate_series(1, 20000) as n, generate_series(1, 3) as m where n % 3 >= m - 1`,
  )
  assert.deepEqual(await totalStances(corner.db.query), {
    likes: 60_000 + 6666 + 6667 * 2 + 6667 * 3,
    likers: 20_001,
    withFew: 13_333,
    withMany: 6668,
  })
}, 60_000)

test('clicks are counted over all blocks of the table, of people whom nobody knows too', async () => {
  await corner.db.statements(
    `insert into interactions (event_id, user_id, item_id, type, time, source)
      select 'event ' || n, case when n % 2 = 0 then 'ana' end, repeat('x', 100), case when n % 4 = 0 then 'like' else 'click' end,
        now(), 'api' from generate_series(1, 60000) as n`,
  )
  assert.equal(await totalClicks(corner.db.query), 45_000)
}, 60_000)
