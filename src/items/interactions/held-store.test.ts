import assert from 'node:assert/strict'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { emptyDb, testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { listHeld } from './held-store.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner?.close())
beforeEach(async () => {
  await emptyDb(corner.db)
  // From the newest to the oldest.
  await corner.db.statements(
    `insert into stances (user_id, item_id, opinion, purchases, clicks, hidden_at, first_at, last_at)
      select 'ana', item, opinion, purchases, clicks, hidden_at, now(), now() - place * interval '1 day'
      from (values
        (1, 'newest', 'like', 0, 0, null::timestamptz), (2, 'new', null, 0, 1, null),
        (3, 'liked', 'like', 0, 0, null), (4, 'bought', null, 1, 0, null), (5, 'clicked', null, 0, 3, null),
        (6, 'bought and disliked', 'dislike', 1, 0, null), (7, 'hidden', null, 0, 1, now()), (8, 'liked and hidden', 'like', 0, 0, now())
      ) as held (place, item, opinion, purchases, clicks, hidden_at)
      union all select 'ben', 'other', 'like', 0, 0, null, now(), now()`,
  )
})

const list = (newestMax: number) => listHeld(corner.db.query, 'ana', newestMax)

test('of few everything is told in full, the newest first', async () => {
  const { newest, olderLiked, olderUnwanted } = await list(100)
  assert.deepEqual([newest.length, newest[0]?.itemId, newest[7]?.itemId], [8, 'newest', 'liked and hidden'])
  assert.deepEqual([olderLiked, olderUnwanted], [[], []])
})

test('of many the newest are told in full, and of the rest what may not be shown again', async () => {
  const { newest, olderLiked, olderUnwanted } = await list(2)
  assert.deepEqual(
    newest.map(({ itemId }) => itemId),
    ['newest', 'new'],
  )
  assert.deepEqual(olderLiked.toSorted(), ['bought', 'liked', 'liked and hidden'])
  assert.deepEqual(olderUnwanted.toSorted(), ['bought and disliked', 'hidden', 'liked and hidden'])
})

test('of as many as are told in full nothing is left', async () => {
  const { newest, olderLiked, olderUnwanted } = await list(8)
  assert.deepEqual([newest.length, olderLiked, olderUnwanted], [8, [], []])
})

test('of nobody nothing is held', async () => {
  assert.deepEqual(await listHeld(corner.db.query, 'nobody', 2), { newest: [], olderLiked: [], olderUnwanted: [] })
})
