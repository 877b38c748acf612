/** Lists of several people read with one statement, on real tables. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { gatherLists } from './gather-lists.ts'
import type { ReadLists } from './gather-lists.ts'
import type { ListPage, Lists } from './lists-store.ts'

let corner: Corner
let read: ReadLists

beforeAll(async () => {
  corner = await testDb()
  read = gatherLists(corner.db)
  const { db } = corner
  await db.statements(`insert into generations (model, dimension, rules, state) values ('test', 3, 'test', 'active')`)
  await db.statements(`insert into people (id, stage) select unnest(array['anna', 'ben', 'cleo', 'dora']), 'matched'`)
  await db.statements(`insert into facets (generation, person_id, revision, is_current, is_listed, needs, offers,
      need_passages, offer_passages)
    select g.id, p.id, 1, true, true, array['need of ' || p.id, '“odd” \\ {needs}'], array['offer of ' || p.id], '', ''
    from people p, generations g`)
  await pair('anna', 'ben', [0.9, 0.5])
  await pair('anna', 'cleo', [0.7, 0.2])
  await pair('ben', 'cleo', [0.6, null])
})
afterAll(() => corner.close())

/** The lesser id first; how well the second offers what the first needs, and the reverse. */
async function pair(aId: string, bId: string, [ab, ba]: [number, number | null]): Promise<void> {
  await corner.db.statements(
    `insert into pairs (id, generation, a_id, b_id, a_revision, b_revision, score_ab, score_ba, mutual,
      reasons_ab, reasons_ba, unmet_a, unmet_b)
    select gen_random_uuid(), id, $1, $2, 1, 1, $3::float8, $4::float8, 0.5, '{0,0,900}', '{0,0,500}', '{1}', '{}' from generations`,
    [aId, bId, ab, ba],
  )
}

const firstPage = (limit = 10): ListPage[] => [
  { kind: 'needs', after: null, limit },
  { kind: 'offers', after: null, limit },
]
const ids = ({ needs, offers }: Lists): readonly (readonly string[])[] => [
  needs.map(({ otherId }) => otherId),
  offers.map(({ otherId }) => otherId),
]

describe('people who ask at the same time', () => {
  test('each read their own lists, best first', async () => {
    const asked = ['cleo', 'anna', 'dora', 'ben', 'nobody', 'anna']
    const lists = await Promise.all(asked.map((personId) => read({ personId, scoreMin: 0.3, pages: firstPage() })))
    const [cleo, anna, dora, ben, nobody, again] = lists.map(ids)
    expect(anna).toEqual([['ben', 'cleo'], ['ben']])
    expect(ben).toEqual([['cleo', 'anna'], ['anna']])
    expect(cleo).toEqual([[], ['anna', 'ben']])
    expect(dora).toEqual([[], []])
    expect(nobody).toEqual([[], []])
    expect(again).toEqual(anna)
  })

  test('with another threshold, length or place each get what they asked for', async () => {
    const [low, high, short, later] = await Promise.all([
      read({ personId: 'anna', scoreMin: 0, pages: firstPage() }),
      read({ personId: 'anna', scoreMin: 0.8, pages: firstPage() }),
      read({ personId: 'anna', scoreMin: 0, pages: firstPage(1) }),
      read({
        personId: 'anna',
        scoreMin: 0,
        pages: [{ kind: 'needs', after: { score: 0.9, mutual: 0.5, otherId: 'ben' }, limit: 10 }],
      }),
    ])
    expect([low, high, short, later].map(ids)).toEqual([
      [
        ['ben', 'cleo'],
        ['ben', 'cleo'],
      ],
      [['ben'], []],
      [['ben'], ['ben']],
      [['cleo'], []],
    ])
  })
})

test('a match has the sentences of both, whatever signs are in them', async () => {
  const { needs, offers } = await read({ personId: 'ben', scoreMin: 0, pages: firstPage() })
  const own = { myNeeds: ['need of ben', '“odd” \\ {needs}'], myOffers: ['offer of ben'] }
  expect(needs[0]).toMatchObject({
    otherId: 'cleo',
    score: 0.6,
    ...own,
    theirNeeds: [],
    theirOffers: ['offer of cleo'],
  })
  expect(needs[0]).toMatchObject({ reasons: [0, 0, 900], unmet: [1] })
  expect(offers[0]).toMatchObject({
    otherId: 'anna',
    theirNeeds: ['need of anna', '“odd” \\ {needs}'],
    theirOffers: [],
  })
})

test('whoever is blocked, by either side, or not listed, is passed over for each asker alone', async () => {
  const { db } = corner
  const ask = async (): Promise<unknown[]> => {
    const asked = ['anna', 'ben', 'cleo'].map((personId) => read({ personId, scoreMin: 0, pages: firstPage() }))
    return (await Promise.all(asked)).map(ids)
  }
  await db.statements(`insert into blocks (person_id, other_id) values ('ben', 'anna')`)
  expect(await ask()).toEqual([
    [['cleo'], ['cleo']],
    [['cleo'], []],
    [['anna'], ['anna', 'ben']],
  ])
  await db.statements(`update facets set is_listed = false where person_id = 'cleo'`)
  expect(await ask()).toEqual([
    [[], []],
    [[], []],
    [['anna'], ['anna', 'ben']],
  ])
})

test('a failure reaches all who asked, and the next question is answered', async () => {
  const { db } = corner
  await db.statements('alter table pairs rename to hidden_pairs')
  const refused = await Promise.allSettled(
    ['anna', 'ben'].map((personId) => read({ personId, scoreMin: 0, pages: firstPage() })),
  )
  expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await db.statements('alter table hidden_pairs rename to pairs')
  await expect(read({ personId: 'dora', scoreMin: 0, pages: firstPage() })).resolves.toEqual({ needs: [], offers: [] })
})
