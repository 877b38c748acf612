/** When a full list that lost places has to be made again. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { shownPerList } from './pairs.ts'
import { hasGap, raiseCuts } from './cuts-store.ts'
import { removePairsExcept } from './pairs-store.ts'

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

/** Her needs are met by so many, or she meets theirs: half of them before her in a pair, all with this score. */
async function given(wanted: {
  readonly list?: 'needs' | 'offers'

  readonly partners: number
  readonly score: number
  readonly cut: number | null
}): Promise<void> {
  const { partners, score, cut, list = 'needs' } = wanted
  const after = list === 'needs' ? '>' : '<'
  await corner.db.statements(`delete from people`)
  await corner.db.statements(`insert into people (id, stage) values ('${MAYA}', 'matched')`)
  await corner.db.statements(`insert into people (id, stage)
    select case when n % 2 = 0 then 'anna-' else 'zoe-' end || n, 'matched' from generate_series(1, ${partners}) n`)
  await corner.db
    .statements(`insert into pairs (id, generation, a_id, b_id, a_revision, b_revision, score_ab, score_ba, mutual,
      reasons_ab, reasons_ba, unmet_a, unmet_b)
    select gen_random_uuid(), g.id, least(p.id, '${MAYA}' collate "C"), greatest(p.id, '${MAYA}' collate "C"), 1, 1,
      case when p.id ${after} '${MAYA}' then ${score} else null end, case when p.id ${after} '${MAYA}' then null else ${score} end, 0, '{}', '{}', '{}', '{}'
    from people p, generations g where p.id <> '${MAYA}'`)
  await corner.db.statements(`insert into match_lists (generation, person_id, matched_revision, need_cut, offer_cut)
    select id, '${MAYA}', 1, ${list === 'needs' ? cut : null}, ${list === 'needs' ? null : cut} from generations`)
}

test.each(['needs', 'offers'] as const)(
  'a list of %s has a gap when fewer are above its last place than are shown',
  async (list) => {
    await given({ list, partners: shownPerList, score: 0.5, cut: 0.4 })
    expect(await hasGap(corner.db.query, MAYA)).toBe(false)
    await given({ list, partners: shownPerList - 1, score: 0.5, cut: 0.4 })
    expect(await hasGap(corner.db.query, MAYA)).toBe(true)
  },
)

test('of those who share the score of the last place some were never kept', async () => {
  await given({ partners: shownPerList, score: 0.4, cut: 0.4 })
  expect(await hasGap(corner.db.query, MAYA)).toBe(true)
})

test('a list that was never full has no gap', async () => {
  await given({ partners: 3, score: 0.5, cut: null })
  expect(await hasGap(corner.db.query, MAYA)).toBe(false)
})

test('tidying raises a cut and never lowers or forgets one: below it somebody may never have been kept', async () => {
  await given({ partners: 1, score: 0.5, cut: 0.4 })
  const [{ id: generation }] = (await corner.db.statements('select id from generations')).rows as [{ id: number }]
  const raise = async (needCut: number | null, offerCut: number | null): Promise<unknown> => {
    await corner.db.transaction((tx) => raiseCuts(tx, { generation, personId: MAYA, needCut, offerCut }))
    return (await corner.db.statements('select need_cut, offer_cut from match_lists')).rows[0]
  }
  expect(await raise(0.3, 0.6)).toEqual({ need_cut: 0.4, offer_cut: 0.6 })
  expect(await raise(0.5, null)).toEqual({ need_cut: 0.5, offer_cut: 0.6 })
})

test('whoever came while others were compared keeps the pair, unless it was made of earlier words', async () => {
  await given({ partners: 4, score: 0.5, cut: null })
  const [{ id: generation }] = (await corner.db.statements('select id from generations')).rows as [{ id: number }]
  const left = { generation, personId: MAYA, keep: ['zoe-1'], considered: ['zoe-1', 'anna-2'] }
  const remaining = async (revision: number): Promise<unknown> => {
    await corner.db.transaction((tx) => removePairsExcept(tx, { ...left, revision }))
    const { rows } = await corner.db.statements(
      `select case when a_id = '${MAYA}' then b_id else a_id end as other from pairs order by 1`,
    )
    return rows.map(({ other }) => other)
  }
  expect(await remaining(1)).toEqual(['anna-4', 'zoe-1', 'zoe-3'])
  expect(await remaining(2)).toEqual(['zoe-1'])
})
