/** The export of somebody with more pairs than a list shows, and of somebody who leaves meanwhile. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { matchingRoom } from '../../../test/support/matching-room.ts'
import type { MatchingRoom } from '../../../test/support/matching-room.ts'
import { exportPerson } from './export.ts'
import { block, leave } from './standing.ts'

interface ExportedMatch {
  readonly user_id: string
  readonly kind: string
  readonly score: number | null
  readonly reasons: readonly unknown[]
  readonly explanation: string | null
}

let room: MatchingRoom
beforeEach(async () => {
  room = await matchingRoom()
  for (const id of ['ada', 'bo']) await room.take({ id, needs: `gardens ${id}`, offers: `gardens ${id}` })
  await room.db.statements(
    `insert into person_texts (person_id, questions, resume_status) values ('ada', '[]', 'none')`,
  )
  await room.drain()
})
afterEach(() => room.close())

const matchesOf = async (id: string): Promise<ExportedMatch[]> =>
  (
    await exportPerson(
      { db: room.db, deliveriesAbout: async () => [], searchesOf: async () => ({ saved_searches: [], shown: [] }) },
      id,
    )
  ).matches as ExportedMatch[]
/** `count` people more of whom she has pairs: they look for what she offers, and offer nothing. */
const addPairs = async (count: number): Promise<void> => {
  const numbers = `generate_series(1, ${count}) n`
  await room.db.statements(`insert into people (id, stage) select 'c-' || n, 'matched' from ${numbers}`)
  await room.db.statements(`insert into pairs (id, generation, a_id, b_id, a_revision, b_revision, score_ab, score_ba,
      mutual, reasons_ab, reasons_ba, unmet_a, unmet_b)
    select gen_random_uuid(), g.id, 'ada', 'c-' || n, 1, 1, null, 0.05, 0, '{}', '{}', '{}', '{}'
    from ${numbers}, generations g`)
}

test('all pairs are exported, in both directions, however many, however low, and without a score', async () => {
  await addPairs(150)
  const matches = await matchesOf('ada')
  for (const kind of ['needs', 'offers']) {
    const found = matches.filter((match) => match.kind === kind)
    expect(found.map(({ user_id: id }) => id).slice(0, 1)).toEqual(['bo'])
    expect(new Set(found.map(({ user_id: id }) => id)).size).toBe(151)
  }
  expect(matches.find(({ user_id: id }) => id === 'c-150')).toMatchObject({ score: null, explanation: null })
  expect(matches[0]?.reasons).toEqual([{ mine: 'gardens ada', theirs: 'gardens bo', similarity: expect.any(Number) }])
})

test('a pair that outlived a block is exported, without the words of the other', async () => {
  const pairs = await room.rows('select * from pairs')
  await block(room.deps, 'bo', 'ada')
  await room.db.statements('insert into pairs select * from json_populate_recordset(null::pairs, $1)', [
    JSON.stringify(pairs),
  ])
  const [match] = await matchesOf('ada')
  expect(match).toMatchObject({ user_id: 'bo', reasons: [] })
})

test('whoever leaves while she is exported is exported whole', async () => {
  const [isBegun, isGone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const exporting = exportPerson(
    {
      db: room.db,
      deliveriesAbout: async () => {
        isBegun.resolve()
        await isGone.promise
        return []
      },
      searchesOf: async () => ({ saved_searches: [], shown: [] }),
    },
    'ada',
  )
  await isBegun.promise
  const leaving = leave(room.deps, 'ada')
  // One connection lets nobody leave meanwhile.
  if (room.db.kind === 'postgres') await leaving
  isGone.resolve()
  const exported = await exporting
  expect([exported.matches.length, exported.facets.length]).toEqual([2, 1])
  await leaving
  await expect(matchesOf('ada')).rejects.toMatchObject({ code: 'person.not_found' })
})

test('what somebody said of others does not tell her whether they are registered', async () => {
  await room.db.statements(
    `insert into feedback (id, person_id, kind, subject_id, other_id, text, sentiment)
      values (gen_random_uuid(), 'ada', 'chat', 'bo', 'bo', 'Kind.', 0.5)`,
  )
  const { feedback } = await exportPerson(
    { db: room.db, deliveriesAbout: async () => [], searchesOf: async () => ({ saved_searches: [], shown: [] }) },
    'ada',
  )
  expect(feedback).toMatchObject([{ subject_id: 'bo', match_id: null, other_id: null, text: 'Kind.' }])
})

test('nothing is enqueued under the id of somebody who is blocked before she comes', async () => {
  await block(room.deps, 'ada', 'yet-to-come')
  const named = await room.db.statements(`select from reciprocity_jobs.job where data::text like '%yet-to-come%'`)
  expect(named.rows).toEqual([])
})
