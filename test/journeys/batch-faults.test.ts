/** The update batch when things come between: an edit, a persona that is not matched yet, models that are away. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, registrationOf, testGround, webhookSecret } from '../support/house.ts'
import type { Ground, TestHouse, TestPerson } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { openOpenaiServer } from '../support/openai-server.ts'
import { openLine } from '../support/process-outages.ts'
import { openReceiver } from '../support/receiver.ts'
import type { Receiver } from '../support/receiver.ts'

const sailor: TestPerson = {
  id: 'sailor',
  needs: 'I am looking for somebody who mends my sails.',
  offers: 'I teach Spanish to beginners.',
}
const mender: TestPerson = {
  id: 'mender',
  needs: 'I want to learn Spanish from the beginning.',
  offers: 'I mend sails and ropes.',
}

let receiver: Receiver
let ground: Ground
let house: TestHouse
beforeAll(async () => {
  receiver = await openReceiver({ secret: webhookSecret })
  ground = await testGround()
  house = await openTestHouse(ground, {
    RECIPROCITY_BACKEND_URL: receiver.baseUrl,
    WEBHOOK_SECRETS: webhookSecret,
    MATCHMAKING_INTERVAL: '1h',
  })
  for (const person of [sailor, mender]) await house.matched(person)
})
afterAll(async () => {
  await house.stop()
  await receiver.close()
  await ground.remove()
})

const update = (person: TestPerson) =>
  house.call('POST', '/api/v1/user/register', { ...registrationOf(person), update: true })
const edit = (id: string, lists: Record<string, readonly string[]>) =>
  house.call('POST', '/api/v1/user/approve-summary', { user_id: id, ...lists })
const runBatch = () => house.call('POST', '/api/v1/matching/run')
const settled = (id: string): Promise<void> =>
  eventually(async () => (await house.call('GET', `/api/v1/user/${id}`)).body['needs_matchmaking'] === false)
const wordsOf = async (id: string): Promise<unknown> => {
  const { requirements_text: needs, offerings_text: offers } = (await house.call('GET', `/api/v1/user/${id}`)).body
  return { needs, offers }
}

test('what a member edits while her update waits is not undone by the batch, which brings the rest up to date', async () => {
  await update({ ...sailor, needs: 'I need a new mast.', offers: 'I teach Spanish and Catalan to beginners.' })
  await edit('sailor', { requirements: ['I need somebody who mends my torn spinnaker.'] })
  await runBatch()
  await settled('sailor')
  await house.reached('sailor', 'matched')
  expect(await wordsOf('sailor')).toEqual({
    needs: 'I need somebody who mends my torn spinnaker.',
    offers: 'I teach Spanish and Catalan to beginners.',
  })
})

test('what she answers after an edit counts for more than the edit', async () => {
  await update(sailor)
  await runBatch()
  await settled('sailor')
  expect(await wordsOf('sailor')).toEqual({ needs: sailor.needs, offers: sailor.offers })
})

test('somebody whose way to the first matches was cut short is brought there by the batch, and told', async () => {
  const told = () =>
    receiver.received.filter(({ path, text }) => path === '/api/user/matches-ready' && text.includes('"stray"'))
  const stray = { id: 'stray', needs: 'I want to learn Spanish.', offers: 'I splice ropes.' }
  await house.call('POST', '/api/v1/user/register', registrationOf(stray))
  await house.reached('stray', 'awaiting_approval')
  await house.house.db.statements(`update people set stage = 'embedding', approved_at = now() where id = 'stray'`)
  await update({ ...stray, offers: 'I splice ropes and sew sails.' })
  await runBatch()
  await house.reached('stray', 'matched')
  await eventually(() => told().length === 1)
  const { body } = await house.call<{ requirements_matches: { user_id: string }[] }>(
    'GET',
    '/api/v1/matching/stray/matches',
  )
  expect(body.requirements_matches.map(({ user_id: id }) => id)).toEqual(['sailor'])
})

test('a text model that is away counts against nobody, is asked once for the same texts, and overwrites no edit', async () => {
  const openai = await openOpenaiServer()
  const line = await openLine(openai.url)
  const asked = (): number => openai.requests.filter(({ path }) => path.includes('chat')).length
  await house.stop()
  house = await openTestHouse(ground, { OPENAI_BASE_URL: line.through(openai.baseUrl), OPENAI_MODEL: 'fake-1' })
  const rowOf = async () =>
    (await house.house.db.statements(`select update_attempts, update_due_at from people where id = 'mender'`)).rows[0]
  const runAgain = async (): Promise<void> => {
    await house.house.db.statements(
      `update people set needs_matchmaking = true, update_due_at = null where id = 'mender'`,
    )
    await runBatch()
  }

  line.cut()
  await update({ ...mender, offers: 'I mend sails, ropes and nets.' })
  await runBatch()
  await eventually(async () => (await rowOf())?.['update_due_at'] !== null, 60_000)
  expect(await rowOf()).toMatchObject({ update_attempts: 0 })
  expect(asked()).toBe(0)

  await line.heal()
  openai.say(() => {
    void edit('mender', { offerings: ['I mend everything that a wind has torn.'] })
    return '{}'
  })
  await eventually(async () => {
    await runAgain()
    return asked() > 0
  }, 60_000)
  await settled('mender')
  await house.reached('mender', 'matched')
  expect(await wordsOf('mender')).toMatchObject({ offers: 'I mend everything that a wind has torn.' })

  const paid = asked()
  await runAgain()
  await settled('mender')
  expect(asked()).toBe(paid)
  await line.close()
  await openai.close()
}, 120_000)
