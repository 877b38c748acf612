/** When a full list that lost places has to be made again. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { shownPerList } from './pairs.ts'
import { hasGap } from './pairs-store.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
  await corner.db.statements(
    `insert into generations (model, dimension, rules, state) values ('test', 3, 'test', 'active')`,
  )
})
afterAll(() => corner.close())

/** In the middle of the alphabet, so that half of her partners come before her. */
const MAYA = 'maya'

/** Her needs are met by so many, half of them before her in a pair, all with this score. */
async function given(wanted: {
  readonly partners: number
  readonly score: number
  readonly cut: number | null
}): Promise<void> {
  const { partners, score, cut } = wanted
  await corner.db.statements(`delete from people`)
  await corner.db.statements(`insert into people (id, stage) values ('${MAYA}', 'matched')`)
  await corner.db.statements(`insert into people (id, stage)
    select case when n % 2 = 0 then 'anna-' else 'zoe-' end || n, 'matched' from generate_series(1, ${partners}) n`)
  await corner.db
    .statements(`insert into pairs (id, generation, a_id, b_id, a_revision, b_revision, score_ab, score_ba, mutual,
      reasons_ab, reasons_ba, unmet_a, unmet_b)
    select gen_random_uuid(), g.id, least(p.id, '${MAYA}' collate "C"), greatest(p.id, '${MAYA}' collate "C"), 1, 1,
      case when p.id > '${MAYA}' then ${score} else null end, case when p.id > '${MAYA}' then null else ${score} end, 0, '{}', '{}', '{}', '{}'
    from people p, generations g where p.id <> '${MAYA}'`)
  await corner.db.statements(`insert into match_lists (generation, person_id, matched_revision, need_cut, offer_cut)
    select id, '${MAYA}', 1, ${cut}, null from generations`)
}

test('as long as everybody who is shown is above the last place, nobody is missed', async () => {
  await given({ partners: shownPerList, score: 0.5, cut: 0.4 })
  expect(await hasGap(corner.db.query, MAYA)).toBe(false)
})

test('one less, and somebody who was never kept may belong into the list', async () => {
  await given({ partners: shownPerList - 1, score: 0.5, cut: 0.4 })
  expect(await hasGap(corner.db.query, MAYA)).toBe(true)
})

test('of those who share the score of the last place some were never kept', async () => {
  await given({ partners: shownPerList, score: 0.4, cut: 0.4 })
  expect(await hasGap(corner.db.query, MAYA)).toBe(true)
})

test('a list that was never full has no gap', async () => {
  await given({ partners: 3, score: 0.5, cut: null })
  expect(await hasGap(corner.db.query, MAYA)).toBe(false)
})
