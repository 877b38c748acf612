/** Models: a text model that writes personas, and another embedding model that takes over while the old one answers. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, registrationOf, testGround } from '../support/house.ts'
import type { Ground } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { openOpenaiServer } from '../support/openai-server.ts'
import type { OpenaiServer } from '../support/openai-server.ts'
import { silentPersona } from '../support/silent-persona.ts'

const people = [
  { id: 'ada', needs: 'I need a gardener for my roses.', offers: 'I teach mathematics.' },
  { id: 'bo', needs: 'I want to learn mathematics.', offers: 'I am a gardener and care for roses.' },
]
/** The other embedding model takes none of her words. */
const whaler = { id: 'cal', needs: 'I need a harpoon.', offers: 'I teach mathematics.' }

let openai: OpenaiServer
let ground: Ground
beforeAll(async () => {
  openai = await openOpenaiServer({ dimension: 8, isRefused: (text) => text.includes('harpoon') })
  ground = await testGround()
})
afterAll(async () => {
  await openai.close()
  await ground.remove()
})

const nothing = {
  ...silentPersona,
  designation: null,
}

test('a text model writes the persona, and only what it can show for it stands', async () => {
  openai.say(
    JSON.stringify({
      ...nothing,
      archetype: { text: 'The astronaut', sentences: [] },
      experience: { text: 'Teaches mathematics.', sentences: [2] },
      requirements: [
        { text: 'Needs a gardener for roses.', sentences: [1] },
        { text: 'Needs a rocket.', sentences: [9] },
      ],
      offerings: [{ text: 'Teaches mathematics.', sentences: [2] }],
    }),
  )
  const house = await openTestHouse(ground, { OPENAI_BASE_URL: openai.baseUrl, OPENAI_MODEL: 'fake-1' })
  await house.call(
    'POST',
    '/api/v1/user/register',
    registrationOf({ id: 'cy', needs: 'I need a gardener.', offers: 'I teach mathematics.' }),
  )
  await house.reached('cy', 'awaiting_approval')
  const { body } = await house.call('GET', '/api/v1/user/cy')
  expect(body).toMatchObject({
    persona: { archetype: null, experience: 'Teaches mathematics.' },
    requirements: [
      {
        text: 'I need a gardener.',
        sources: [{ kind: 'answer', prompt: 'What do you need?', text: 'I need a gardener.' }],
      },
    ],
  })
  expect(body['composer']).toMatch(/fake-1$/u)
  await house.call('DELETE', '/api/v1/user/cy')
  await house.stop()
})

test('feedback that is refused costs no call of the model, and what is taken costs one', async () => {
  const words = 'Fue una experiencia maravillosa y muy buena conversación.'
  const asked = () => openai.requests.filter(({ body }) => JSON.stringify(body ?? null).includes(words)).length
  const house = await openTestHouse(ground, { OPENAI_BASE_URL: openai.baseUrl, OPENAI_MODEL: 'fake-1' })
  openai.say(JSON.stringify(nothing))
  await house.call('POST', '/api/v1/user/register', registrationOf({ ...whaler, id: 'dee' }))
  await house.reached('dee', 'awaiting_approval')
  openai.say(JSON.stringify({ sentiment: 0.8 }))
  const give = (body: Record<string, string>) =>
    house.call('POST', '/api/v1/user/feedback', { user_id: 'dee', type: 'match', feedback: words, ...body })
  expect((await give({ user_id: 'nobody', feedback_id: 'dee' })).body).toMatchObject({ code: 'person.not_found' })
  expect((await give({ feedback_id: 'stranger' })).body).toMatchObject({ code: 'match.not_found' })
  expect(asked()).toBe(0)
  const taken = await give({ type: 'chat', feedback_id: 'chat-1' })
  expect(taken.body).toMatchObject({ Result: { data: { sentiment: 0.8 } } })
  expect(asked()).toBe(1)
  await house.call('DELETE', '/api/v1/user/dee')
  await house.stop()
})

test('what a person was only asked is not said of her, whatever the model makes of it', async () => {
  const claim = (text: string) => ({ text, sentences: [1] })
  openai.say(
    JSON.stringify({
      ...nothing,
      archetype: claim('Heart surgeon'),
      experience: claim('I am an experienced heart surgeon.'),
      profile_essence: claim('I am an experienced heart surgeon.'),
      designation: claim('Heart surgeon'),
      requirements: [],
      offerings: [claim('I am an experienced heart surgeon.'), { text: 'I build apps for NASA.', sentences: [2] }],
    }),
  )
  const house = await openTestHouse(ground, { OPENAI_BASE_URL: openai.baseUrl, OPENAI_MODEL: 'fake-1' })
  const questions = [
    { prompt: 'Are you an experienced heart surgeon?', answer: 'No.' },
    { prompt: 'What can you offer?', answer: 'I build apps.' },
    { prompt: 'What do you need?', answer: 'I need a cook.' },
  ]
  await house.call('POST', '/api/v1/user/register', { user_id: 'dee', questions })
  await house.reached('dee', 'awaiting_approval')
  const { body } = await house.call('GET', '/api/v1/user/dee')
  expect(body).toMatchObject({
    composer: expect.stringMatching(/fake-1$/u),
    designation: null,
    persona: { archetype: null, experience: null },
    requirements_text: 'I need a cook.',
    offerings_text: 'I build apps.',
  })
  const { questions: asked, ...concluded } = body
  expect([asked, JSON.stringify(concluded)]).toEqual([questions, expect.not.stringMatching(/surgeon|NASA/u)])
  await house.call('DELETE', '/api/v1/user/dee')
  await house.stop()
})

test('without any key the built-in composer writes in the person’s own sentences', async () => {
  const house = await openTestHouse(ground)
  for (const person of [...people, whaler]) await house.matched(person)
  const { body } = await house.call('GET', '/api/v1/user/ada')
  expect(body).toMatchObject({
    composer: 'extractive',
    requirements_text: people[0]?.needs,
    offerings_text: people[0]?.offers,
  })
  await house.stop()
})

test('a changed embedding model is built in the background and takes over whole, but for whoever it refuses', async () => {
  const house = await openTestHouse(ground, {
    OPENAI_BASE_URL: openai.baseUrl,
    OPENAI_MODEL: 'fake-1',
    EMBEDDING_MODEL: 'openai:text-embedding-3-small@8',
  })
  const modelOf = async () =>
    (await house.call<{ model: { name: string; rebuilding_as: string | null } }>('GET', '/api/v1/matching/stats')).body
      .model
  await eventually(async () => (await modelOf()).name === 'openai:text-embedding-3-small@8')
  expect(await modelOf()).toMatchObject({ dimension: 8, rebuilding_as: null })
  const { rows: mixed } = await house.house.db.statements(
    `select 1 from pairs p join generations g on g.id = p.generation where g.state = 'active' and g.model <> 'openai:text-embedding-3-small@8'`,
  )
  expect(mixed).toEqual([])
  const { rows } = await house.house.db.statements(
    `select count(*)::int as pairs from pairs p join generations g on g.id = p.generation where g.state = 'active'`,
  )
  expect(rows[0]?.['pairs']).toBe(1)
  await eventually(async () => {
    const left = await house.house.db.statements(
      `select 1 from facets f join generations g on g.id = f.generation where g.state = 'retired'`,
    )
    return left.rows.length === 0
  })
  await house.stop()
})

test('going back to the built-in model builds it anew', async () => {
  const house = await openTestHouse(ground)
  await eventually(async () => {
    const { body } = await house.call<{ model: { name: string } }>('GET', '/api/v1/matching/stats')
    return body.model.name === 'all-MiniLM-L6-v2'
  })
  const { body } = await house.call<{ requirements_matches: { user_id: string }[] }>(
    'GET',
    '/api/v1/matching/ada/requirements-matches',
  )
  expect(body.requirements_matches.map(({ user_id: id }) => id)).toEqual(['bo'])
  await house.stop()
})
