/** What people said, after they said it otherwise: where a conclusion came from, what is held, and what is forgotten. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prototypeTexts } from '../../src/people/composing/prototypes.ts'
import { eventually } from '../support/jobs.ts'
import { registrationOf, testHouse } from '../support/house.ts'
import type { TestHouse, TestPerson } from '../support/house.ts'

interface WireSentence {
  readonly text: string
  readonly sources: { readonly kind: string; readonly prompt?: string; readonly text?: string }[]
}
interface WirePerson {
  readonly requirements: WireSentence[]
  readonly offerings: WireSentence[]
  readonly designation_source: { readonly kind: string; readonly text: string } | null
  readonly stage: string
  readonly needs_matchmaking: boolean
}

const carla: TestPerson = {
  id: 'carla',
  needs: 'I need a carpenter for my stairs.',
  offers: 'I work as a teacher. I teach Spanish to beginners.',
}

let house: TestHouse
beforeAll(async () => {
  house = await testHouse({ MATCHMAKING_INTERVAL: '1h' })
})
afterAll(() => house.stop())

const read = async (id: string): Promise<WirePerson> => (await house.call<WirePerson>('GET', `/api/v1/user/${id}`)).body
const exported = async (id: string): Promise<WirePerson> =>
  (await house.call<{ person: WirePerson }>('GET', `/api/v1/user/${id}/export`)).body.person
const say = (id: string, questions: readonly { prompt: string; answer: string }[]) =>
  house.call('POST', '/api/v1/user/register', { user_id: id, questions, update: true })
const batched = async (id: string): Promise<void> => {
  await house.call('POST', '/api/v1/matching/run')
  await eventually(async () => !(await read(id)).needs_matchmaking)
}
const approve = (body: Record<string, unknown>) => house.call('POST', '/api/v1/user/approve-summary', body)

/** Vectors of what anybody said; those that the product compares with are everybody's. */
const vectorsLeft = async (): Promise<number> => {
  const own = Object.values(prototypeTexts)
    .flat()
    .map((text) => createHash('sha256').update(text).digest())
  const { rows } = await house.house.db.statements(
    'select count(*)::int as left from embedding_cache where text_hash <> all($1::bytea[])',
    [own],
  )
  return Number(rows[0]?.['left'])
}

test('a conclusion stands beside the words that it came from: before, while and after new answers are looked at', async () => {
  await house.matched(carla)
  const sourcesOf = ({ requirements, designation_source: title }: WirePerson) => [requirements[0]?.sources, title]
  const atFirst = [
    [{ kind: 'answer', prompt: 'What do you need?', text: carla.needs }],
    { kind: 'answer', text: carla.offers },
  ]
  expect(sourcesOf(await read('carla'))).toEqual(atFirst)

  await say('carla', [
    { prompt: 'What can you offer?', answer: 'I teach Italian. I work as a translator.' },
    { prompt: 'What are you looking for?', answer: 'I am looking for a painter.' },
  ])
  expect(sourcesOf(await read('carla'))).toEqual(atFirst)
  expect(sourcesOf(await exported('carla'))).toEqual(atFirst)

  await batched('carla')
  const afterwards = [
    [{ kind: 'answer', prompt: 'What are you looking for?', text: 'I am looking for a painter.' }],
    { kind: 'answer', text: 'I teach Italian. I work as a translator.' },
  ]
  expect(sourcesOf(await read('carla'))).toEqual(afterwards)
  expect(sourcesOf(await exported('carla'))).toEqual(afterwards)
  await house.call('DELETE', '/api/v1/user/carla')
})

test('when somebody leaves no vector is left of anything that she ever said', async () => {
  const dora = {
    id: 'dora',
    needs: 'I need a boat for the summer and I live in Rome since my youth.',
    offers: 'My grandfather kept bees. I teach sailing, and the harbour is my second home.',
  }
  await house.call('POST', '/api/v1/user/register', registrationOf(dora))
  await house.reached('dora', 'awaiting_approval')
  await approve({ user_id: 'dora', approved: false, reason: 'I also need a pilot. The bees are a long story.' })
  await eventually(async () => (await read('dora')).requirements.some(({ text }) => text.includes('pilot')))
  await house.reached('dora', 'awaiting_approval')
  await approve({ user_id: 'dora', requirements: ['I need a captain who knows the coast.'] })
  await house.reached('dora', 'matched')
  await approve({ user_id: 'dora', requirements: ['I need a sailmaker.'] })
  await eventually(async () => (await read('dora')).stage === 'matched')
  await say('dora', [
    { prompt: 'Tell us about yourself', answer: 'The mountains called me. I repair skis for people.' },
  ])
  await batched('dora')
  await eventually(async () => (await vectorsLeft()) > 0)
  await house.call('DELETE', '/api/v1/user/dora')
  expect(await vectorsLeft()).toBe(0)
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await vectorsLeft()).toBe(0)
})

test('every reason of a rejection is heeded, and is in the export', async () => {
  const emil = { id: 'emil', needs: 'I need a dentist. I need a gardener.', offers: 'I bake bread.' }
  const reasons = ['I do not need a dentist.', 'I do not need a gardener. I need a plumber.']
  const needs = async () => (await read('emil')).requirements.map(({ text }) => text)
  await house.call('POST', '/api/v1/user/register', registrationOf(emil))
  await house.reached('emil', 'awaiting_approval')
  await approve({ user_id: 'emil', approved: false, reason: reasons[0] })
  await eventually(async () => (await needs()).join() === 'I need a gardener.')
  await house.reached('emil', 'awaiting_approval')
  await approve({ user_id: 'emil', approved: false, reason: reasons[1] })
  await eventually(async () => (await needs()).join() === 'I need a plumber.')
  expect((await read('emil')).requirements[0]?.sources).toEqual([{ kind: 'reason', text: reasons[1] }])
  const { body } = await house.call<{ rejections: string[] }>('GET', '/api/v1/user/emil/export')
  expect(body.rejections).toEqual(reasons)
  await house.call('DELETE', '/api/v1/user/emil')
})

test('what turns a text around is taken out of everything that others read', async () => {
  const id = 'bidi'
  const questions = [{ prompt: 'What do you \u202Eneed?', answer: 'I need \u2066a tutor\u202C for 👩\u200D🔬 work.' }]
  await house.call('POST', '/api/v1/user/register', { user_id: id, questions, designation: '\u202ECook' })
  await house.reached(id, 'awaiting_approval')
  await approve({ user_id: id, requirements: ['I need \u202Ea tutor.'] })
  await house.reached(id, 'matched')
  const feedback = { user_id: id, type: 'chat', feedback_id: 'c', feedback: 'Go\u202Eod.' }
  await house.call('POST', '/api/v1/user/feedback', feedback)
  const everything = JSON.stringify((await house.call('GET', `/api/v1/user/${id}/export`)).body)
  expect(everything).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u)
  expect(everything).toContain('for 👩\u200D🔬 work.')
  await house.call('DELETE', `/api/v1/user/${id}`)
})

test('a block keeps away who is yet to come, and who leaves and comes back', async () => {
  const fay = { id: 'fay', needs: 'I need a hat that keeps me warm.', offers: 'I knit.' }
  const hatter = { id: 'hatter', needs: 'I want to learn to knit.', offers: 'I make hats that keep you warm.' }
  await house.matched(fay)
  const asFay = await house.as('fay')
  const path = '/api/v1/user/fay/blocks/hatter'
  expect((await asFay('PUT', path)).body).toEqual({ user_id: 'fay', other_id: 'hatter', blocked: true })
  const seenByFay = async () =>
    (await asFay<{ requirements_matches: { user_id: string }[] }>('GET', '/api/v1/matching/fay/matches')).body
      .requirements_matches
  for (const caller of [house.call, await house.as('hatter')]) {
    await house.matched(hatter)
    expect(await seenByFay()).toEqual([])
    await caller('DELETE', '/api/v1/user/hatter')
  }
  await house.matched(hatter)
  expect(await seenByFay()).toEqual([])
  await asFay('DELETE', path)
  await eventually(async () => (await seenByFay()).length === 1)
  for (const id of ['fay', 'hatter']) await house.call('DELETE', `/api/v1/user/${id}`)
})
