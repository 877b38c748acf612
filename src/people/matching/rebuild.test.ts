/** What happens to people while another model is being built beside the one that answers. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countingEmbedder } from '../../../test/support/counting-embedder.ts'
import type { CountingEmbedder } from '../../../test/support/counting-embedder.ts'
import { matchingRoom } from '../../../test/support/matching-room.ts'
import type { MatchingRoom } from '../../../test/support/matching-room.ts'
import { followTakeover } from './after-takeover.ts'
import { removePairsExcept } from './pairs-store.ts'

const ada = { id: 'ada', needs: 'a gardener', offers: 'mathematics' }
const bo = { id: 'bo', needs: 'mathematics', offers: 'a gardener' }
const zoe = { id: 'zoe', needs: 'ropes', offers: 'sails' }

let isAway = false
let room: MatchingRoom
let next: CountingEmbedder
beforeEach(async () => {
  isAway = false
  const made = countingEmbedder('next')
  next = {
    ...made,
    async embed(texts, options) {
      if (isAway) throw new Error('The model is away.')
      return made.embed(texts, options)
    },
  }
  room = await matchingRoom([countingEmbedder('first'), next])
  for (const person of [ada, bo, zoe]) await room.take(person)
  await room.drain()
})
afterEach(() => room.close())

/** The current facets of somebody in the generation of a model. */
const facetsOf = async (model: string, id: string) =>
  (
    await room.rows<{ needs: string[]; offers: string[]; need: string }>(
      `select needs, offers, need::text from facets f join generations g on g.id = f.generation
      where g.model = '${model}' and person_id = '${id}' and is_current`,
    )
  )[0]
const stateOf = async (model: string): Promise<unknown> =>
  (await room.rows<{ state: string }>(`select state from generations where model = '${model}'`)).map(
    ({ state }) => state,
  )
const opine = (giver: string, about: string, sentiment: number) =>
  room.db.statements(`insert into feedback (id, person_id, kind, subject_id, pair_id, other_id, text, sentiment)
    values (gen_random_uuid(), '${giver}', 'match', '${about}', gen_random_uuid(), '${about}', '', ${sentiment})`)
/** One stretch of the rebuilding: everybody is embedded in the first, and compared in the second. */
const stretch = () => room.run('people.rebuild', {})
const finish = async (): Promise<void> => {
  await room.run('people.rebuild', {})
  await room.drain()
}

test('whoever changes while the new model is away is never matched on old words when it takes over', async () => {
  await room.settle(next)
  await stretch()
  isAway = true
  await room.take({ ...ada, needs: 'a carpenter' })
  expect((await facetsOf('first', 'ada'))?.needs).toEqual(['a carpenter'])
  expect(await facetsOf('next', 'ada')).toBeUndefined()
  isAway = false
  await finish()
  expect(await stateOf('next')).toEqual(['active'])
  expect((await facetsOf('next', 'ada'))?.needs).toEqual(['a carpenter'])
})

test('feedback moves a person in the new model as well, whoever of the two is built first', async () => {
  await opine('ada', 'zoe', 1)
  await room.settle(next)
  await finish()
  expect(await stateOf('next')).toEqual(['active'])
  const built = (await facetsOf('next', 'ada'))?.need
  await room.run('people.embed', { personId: 'ada' })
  expect(built).toBe((await facetsOf('next', 'ada'))?.need)
})

test('new offers of somebody move the needs of whoever has said what she thinks of her', async () => {
  await opine('ada', 'zoe', 1)
  await room.run('people.embed', { personId: 'ada' })
  await room.drain()
  const before = (await facetsOf('first', 'ada'))?.need
  await room.take({ ...zoe, needs: 'rope' })
  expect(await room.waiting('people.embed')).toEqual([])
  await room.take({ ...zoe, offers: 'masts' })
  expect(await room.waiting('people.embed')).toEqual([{ personId: 'ada' }])
  await room.drain()
  expect((await facetsOf('first', 'ada'))?.need).not.toBe(before)
})

const generationOf = async (model: string): Promise<number> =>
  (await room.rows<{ id: number }>(`select id from generations where model = '${model}'`))[0]?.id ?? 0
const announce = (a: string, b: string) =>
  room.db.statements(`insert into announcements (a_id, b_id) values ('${a}', '${b}') on conflict do nothing`)
const announced = async (): Promise<string[]> =>
  (await room.rows<{ pair: string }>(`select a_id || ' ' || b_id as pair from announcements order by 1`)).map(
    ({ pair }) => pair,
  )
const givePair = async (model: string, a: string, b: string): Promise<void> => {
  await room.db
    .statements(`insert into pairs (id, generation, a_id, b_id, a_revision, b_revision, score_ab, score_ba, mutual,
      reasons_ab, reasons_ba, unmet_a, unmet_b)
    values (gen_random_uuid(), ${await generationOf(model)}, '${a}', '${b}', 1, 1, 0.9, 0.9, 0.9, '{}', '{}', '{}', '{}')
    on conflict do nothing`)
}

test('a pair that only the generation in the making loses is not told of again', async () => {
  await room.settle(next)
  for (const model of ['first', 'next']) await givePair(model, 'ada', 'bo')
  await announce('ada', 'bo')
  const lose = async (model: string): Promise<void> => {
    const left = { generation: await generationOf(model), personId: 'ada', revision: 1, keep: [], considered: null }
    await room.db.transaction((tx) => removePairsExcept(tx, left))
  }
  await lose('next')
  expect(await announced()).toContain('ada bo')
  await lose('first')
  expect(await announced()).not.toContain('ada bo')
})

test('pairs that a takeover ends are told of again when they return, and those that it keeps are not', async () => {
  for (const other of ['bo', 'zoe']) await announce('ada', other)
  await room.settle(next)
  await stretch()
  await stretch()
  await room.db.statements(`delete from pairs where generation = ${await generationOf('next')}`)
  await givePair('next', 'ada', 'bo')
  await finish()
  expect(await stateOf('next')).toEqual(['active'])
  expect(await announced()).toEqual(['ada bo'])
})

const byText = (one: unknown, other: unknown): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)

test('a takeover has everybody mirrored whose pairs the host keeps, and nobody where it keeps none', async () => {
  const followed = async (takesPairs: boolean): Promise<unknown[]> => {
    const deps = { ...room.deps, host: { takesPairs } }
    await room.db.statements(`delete from reciprocity_jobs.job where name like 'people.mirror%'`)
    await room.db.transaction((tx) => followTakeover(tx, deps))
    await room.drain({ except: 'people.mirror' })
    return room.waiting('people.mirror')
  }
  expect(await followed(false)).toEqual([])
  const everybody = ['ada', 'bo', 'zoe'].map((personId) => ({ personId }))
  expect((await followed(true)).toSorted(byText)).toEqual(everybody)
  const kept = `select from reciprocity_jobs.job where name in ('people.mirror-everybody', 'people.forget-vanished')`
  expect((await room.db.statements(kept)).rows, 'positions are ids').toEqual([])
})

test('an approved persona is mirrored although it cannot be embedded yet', async () => {
  await room.settle(next)
  await stretch()
  await room.say({ id: 'lea', needs: 'cliffs', offers: 'ropes' })
  await room.db.statements(`update generations set model = 'lost' where state = 'active'`)
  await expect(room.run('people.embed', { personId: 'lea' })).rejects.toThrow()
  expect(await room.waiting('people.mirror')).toContainEqual({ personId: 'lea' })
})
