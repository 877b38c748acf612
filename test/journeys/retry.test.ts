/** An operator mends what made somebody's job fail, and has the job tried again: the person goes on from there. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registrationOf, testHouse } from '../support/house.ts'
import type { TestHouse } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { openOpenaiServer, refusal } from '../support/openai-server.ts'
import type { OpenaiServer } from '../support/openai-server.ts'
import { silentPersona } from '../support/silent-persona.ts'

let openai: OpenaiServer
let house: TestHouse
beforeAll(async () => {
  openai = await openOpenaiServer({ dimension: 8 })
  openai.say(JSON.stringify(persona))
  house = await testHouse({
    OPENAI_BASE_URL: openai.baseUrl,
    OPENAI_MODEL: 'fake-1',
    EMBEDDING_MODEL: 'openai:text-embedding-3-small@8',
  })
  // One run each: what happens after the last is what is asked here.
  await house.house.db.statements('update reciprocity_jobs.queue set retry_limit = 0')
})
afterAll(async () => {
  await house.stop()
  await openai.close()
})

const wrongKey = refusal(401, 'Incorrect API key provided.')

const persona = {
  ...silentPersona,
  designation: null,
  requirements: [{ text: 'Needs a gardener for roses.', sentences: [1] }],
  offerings: [{ text: 'Teaches mathematics.', sentences: [2] }],
}

const register = (id: string, more: object = {}) =>
  house.call('POST', '/api/v1/user/register', {
    ...registrationOf({ id, needs: 'I need a gardener for my roses.', offers: 'I teach mathematics.' }),
    ...more,
  })

const failureOf = async (id: string) => (await house.call('GET', `/api/v1/user/${id}`)).body['failure']

const reached = (id: string, stage: string) =>
  eventually(async () => (await house.call('GET', `/api/v1/user/${id}`)).body['stage'] === stage)

const jobsIn = async (state: string, name: string) =>
  (await house.call<{ jobs: { id: string }[] }>('GET', `/api/v1/jobs?state=${state}&name=${name}`)).body.jobs

/** The failed job of that name, tried again by the route. */
async function retry(name: string): Promise<string> {
  await eventually(async () => (await jobsIn('failed', name)).length > 0)
  const [failed] = await jobsIn('failed', name)
  const { status } = await house.call('POST', `/api/v1/jobs/${failed?.id}/retry`)
  expect(status).toBe(202)
  return String(failed?.id)
}

test('a person whom no model would write about waits for approval once a model is back and the job is tried again', async () => {
  openai.next(wrongKey)
  await register('ada')
  await reached('ada', 'failed')
  expect(await failureOf('ada')).toMatchObject({ stage: 'persona' })
  openai.next(wrongKey)
  await retry('people.persona')
  await eventually(() => openai.requests.length === 2)
  await retry('people.persona')
  await reached('ada', 'awaiting_approval')
  expect(await failureOf('ada')).toBeNull()
}, 120_000)

test('a person who could not be embedded is matched once she can be', async () => {
  openai.next(wrongKey)
  await house.call('POST', '/api/v1/user/approve-summary', { user_id: 'ada' })
  await reached('ada', 'failed')
  expect(await failureOf('ada')).toMatchObject({ stage: 'embedding' })
  await retry('people.embed')
  await reached('ada', 'matched')
}, 120_000)

/** What a run that failed for good would have left behind. */
async function fail(id: string, failure: { stage: string; job: string }): Promise<void> {
  const { statements } = house.house.db
  await statements(`update people set stage = 'failed', failed_stage = $2 where id = $1`, [id, failure.stage])
  await statements(
    `update reciprocity_jobs.job set state = 'failed' where name = $1 and data -> 'input' ->> 'personId' = $2`,
    [failure.job, id],
  )
}

test('so are a person who could not be compared, and one whose résumé was the trouble', async () => {
  await fail('ada', { stage: 'matching', job: 'people.match' })
  await retry('people.match')
  await reached('ada', 'matched')

  await register('bo', { resume_link: 'https://nowhere.invalid/resume.pdf' })
  await reached('bo', 'awaiting_approval')
  await fail('bo', { stage: 'resume', job: 'people.resume' })
  await retry('people.resume')
  await reached('bo', 'awaiting_approval')
  expect(await failureOf('bo')).toBeNull()
}, 120_000)

test('a job that is tried again leaves a person alone who has failed at another stage since', async () => {
  await fail('bo', { stage: 'embedding', job: 'people.persona' })
  const id = await retry('people.persona')
  await eventually(async () => (await house.call('GET', `/api/v1/jobs/${id}`)).body['state'] === 'completed')
  expect(await failureOf('bo')).toMatchObject({ stage: 'embedding' })
}, 60_000)
