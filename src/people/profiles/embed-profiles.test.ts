/** Profiles on their way to vectors: who is embedded, of which words, and what a model that refuses holds up. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countingEmbedder } from '../../../test/support/counting-embedder.ts'
import type { CountingEmbedder } from '../../../test/support/counting-embedder.ts'
import { matchingRoom } from '../../../test/support/matching-room.ts'
import type { MatchingRoom } from '../../../test/support/matching-room.ts'
import { Problem } from '../../base/index.ts'
import { profileBody } from './schema.ts'
import { putProfile } from './write-profile.ts'

/** Refuses a text, or everything; and lets a test act while it works. */
interface Model extends CountingEmbedder {
  refused: string | null
  isAway: boolean
  meanwhile: (() => Promise<unknown>) | null
}

function model(name: string): Model {
  const made = countingEmbedder(name)
  return {
    ...made,
    refused: null,
    isAway: false,
    meanwhile: null,
    async embed(texts, options) {
      if (this.isAway) throw new Problem('model.unavailable', 'The model is away.')
      if (texts.some((text) => text === this.refused)) throw new Problem('model.refused', 'The model refused.')
      await this.meanwhile?.()
      this.meanwhile = null
      return made.embed(texts, options)
    },
  }
}

let first: Model
let next: Model
let room: MatchingRoom
beforeEach(async () => {
  first = model('first')
  next = model('next')
  room = await matchingRoom([first, next])
})
afterEach(() => room.close())

const put = (personId: string, said: object) =>
  putProfile(room.deps, { personId, isMember: false }, profileBody.parse(said))
const embed = () => room.run('people.embed-profiles', {})

interface Made {
  readonly id: string
  readonly isCurrent: boolean
  readonly waits: boolean
  readonly gives: string | null
  readonly about: string | null
}
const made = (name = 'first'): Promise<Made[]> =>
  room.rows<Made>(`select p.person_id as id, v.version = p.version as "isCurrent", p.needs_vectors as waits, v.gives::text, v.about::text
    from profile_vectors v join generations g on g.id = v.generation join profiles p using (person_id)
    where g.model = '${name}' order by 1`)

test('all that wait are embedded in one call, each text once', async () => {
  await put('ana', { about: 'I row.', interests: ['boats'] })
  await put('bea', { about: 'I row.' })
  await put('cleo', {})
  await embed()
  expect(first.asked.toSorted()).toEqual(['I row.', 'boats'])
  const [ana, bea, cleo] = await made()
  expect([ana?.about, ana?.waits, ana?.isCurrent]).toEqual([bea?.about, false, true])
  expect(cleo).toMatchObject({ gives: null, about: null, waits: false })
  await embed()
  expect(first.asked).toHaveLength(2)
})

test('the last sentence of a text counts as much as its first', async () => {
  await put('ana', { about: 'I row boats. I bake bread.' })
  await put('bea', { about: 'I bake bread. I row boats.' })
  await embed()
  const [ana, bea] = await made()
  expect(ana?.about).toBe(bea?.about)
})

test('whoever changes while she is embedded is embedded again, and the older vectors are never kept', async () => {
  await put('ana', { about: 'I row.' })
  first.meanwhile = () => put('ana', { about: 'I ride.' })
  await embed()
  expect(await made()).toEqual([])
  expect(await room.waiting('people.embed-profiles')).toEqual([{}])
  await room.drain()
  expect(await made()).toMatchObject([{ id: 'ana', isCurrent: true, waits: false }])
  expect(first.asked).toEqual(['I row.', 'I ride.'])
})

test('whoever leaves while she is embedded leaves no vectors', async () => {
  await put('ana', { about: 'I row.' })
  first.meanwhile = () => room.db.statements(`delete from people where id = 'ana'`)
  await embed()
  expect(await made()).toEqual([])
})

test('a text that the model refuses holds up nobody else', async () => {
  await put('ana', { about: 'I row.' })
  await put('bea', { about: 'Unspeakable.' })
  await put('cleo', { about: 'I sing.' })
  first.refused = 'Unspeakable.'
  await room.drain()
  expect(await made()).toMatchObject([
    { id: 'ana', about: expect.any(String), waits: false },
    { id: 'bea', about: null, waits: false },
    { id: 'cleo', about: expect.any(String), waits: false },
  ])
})

test('what waits for a model that is away is embedded when it is back', async () => {
  await put('ana', { about: 'I row.' })
  first.isAway = true
  await expect(embed()).rejects.toMatchObject({ code: 'model.unavailable' })
  first.isAway = false
  await embed()
  expect(await made()).toMatchObject([{ id: 'ana', waits: false }])
})

const stateOf = async (name: string): Promise<unknown> =>
  (await room.rows<{ state: string }>(`select state from generations where model = '${name}'`))[0]?.state

test('another model takes over when profiles are whole, too, and not before', async () => {
  await put('ana', { about: 'I row.' })
  await put('bea', { about: 'I sing.' })
  await room.drain()
  await room.settle(next)
  next.isAway = true
  await expect(room.run('people.rebuild', {})).rejects.toMatchObject({ code: 'model.unavailable' })
  await put('ana', { about: 'I ride.' })
  await embed()
  expect([await made('next'), await stateOf('next')]).toEqual([[], 'building'])
  next.isAway = false
  await room.run('people.rebuild', {})
  await room.drain()
  expect(await stateOf('next')).toBe('active')
  expect((await made('next')).map(({ id, isCurrent }) => [id, isCurrent])).toEqual([
    ['ana', true],
    ['bea', true],
  ])
  expect(
    await room.rows(
      `select 1 from profile_vectors v join generations g on g.id = v.generation where g.model = 'first'`,
    ),
    'cleared',
  ).toEqual([])
  const indexes = await room.rows<{ name: string }>(
    `select indexname as name from pg_indexes where indexname ~ '^profile_vectors_[a-z]+_[0-9]' order by 1`,
  )
  expect(indexes.map(({ name }) => name.replace(/\d+$/u, 'n'))).toEqual([
    'profile_vectors_gives_n',
    'profile_vectors_needs_n',
    'profile_vectors_offers_n',
  ])
})

test('a persona that is approved is joined once, and is embedded with what was said', async () => {
  await put('ana', { interests: ['boats'] })
  await room.db.statements(`update people set stage = 'approved', approved_at = now()`)
  await room.take({ id: 'ana', needs: 'a cook', offers: 'songs' })
  const version = async () => (await room.rows<{ version: string }>(`select version from profiles`))[0]?.version
  const before = await version()
  expect(await room.rows(`select persona_needs, persona_offers, is_given, interests from profiles`)).toEqual([
    { persona_needs: ['a cook'], persona_offers: ['songs'], is_given: true, interests: ['boats'] },
  ])
  await room.run('people.embed', { personId: 'ana' })
  expect(await version()).toBe(before)
  await room.drain()
  expect(first.asked).toEqual(expect.arrayContaining(['boats', 'songs', 'a cook']))
  await room.take({ id: 'ana', needs: 'a baker', offers: 'songs' })
  expect(await version()).not.toBe(before)
})

test('whoever comes without words has them when she is embedded', async () => {
  await put('ana', { about: 'I row boats.' })
  await room.db.statements(`update profiles set words = ''`)
  await embed()
  expect(await room.rows(`select tsvector_to_array(words) as words, needs_vectors from profiles`)).toEqual([
    { words: ['boat', 'row'], needs_vectors: false },
  ])
})
