/** Lists that have grown beyond their last places. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { matchingRoom } from '../../../test/support/matching-room.ts'
import type { MatchingRoom } from '../../../test/support/matching-room.ts'
import { requireActiveGeneration } from '../generations/index.ts'
import { tidyLists } from './match.ts'
import { keptPerList } from './pairs.ts'

let room: MatchingRoom
beforeAll(async () => {
  room = await matchingRoom()
})
afterAll(() => room.close())

const TOO_MANY = 10

test('what tidying takes away is taken from the host’s table as well', async () => {
  const generation = await requireActiveGeneration(room.db.query)
  await room.db.statements(`insert into people (id, stage)
    select 'maya', 'matched' union all select 'other-' || n, 'matched' from generate_series(1, ${keptPerList + TOO_MANY}) n`)
  await room.db.statements(`insert into match_lists (generation, person_id, matched_revision, need_cut, offer_cut)
    select ${generation.id}, id, 1, case when id = 'maya' then null else 0.99 end, case when id = 'maya' then null else 0.99 end from people`)
  await room.db
    .statements(`insert into pairs (id, generation, a_id, b_id, a_revision, b_revision, score_ab, score_ba, mutual,
      reasons_ab, reasons_ba, unmet_a, unmet_b)
    select gen_random_uuid(), ${generation.id}, 'maya', 'other-' || n, 1, 1, 0.5 + n / 1000.0, 0.5 + n / 1000.0, 0.5, '{}', '{}', '{}', '{}'
    from generate_series(1, ${keptPerList + TOO_MANY}) n`)
  await tidyLists(room.deps, generation, ['maya'])
  const [left] = await room.rows<{ count: number }>('select count(*)::int as count from pairs')
  expect(left?.count).toBe(keptPerList)
  expect(await room.waiting('people.mirror')).toEqual([{ personId: 'maya' }])
})
