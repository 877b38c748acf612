/** What happens to people while another model is being built beside the one that answers. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countingEmbedder } from '../../../test/support/counting-embedder.ts'
import type { CountingEmbedder } from '../../../test/support/counting-embedder.ts'
import { matchingRoom } from '../../../test/support/matching-room.ts'
import type { MatchingRoom } from '../../../test/support/matching-room.ts'

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
