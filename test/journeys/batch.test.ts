/** The update batch as the host sees it: one message, no second approval, each pair named once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../../src/platform/db/index.ts'
import { realDatabaseUrl } from '../support/db.ts'
import { eventually } from '../support/jobs.ts'
import { registrationOf, testHouse, webhookSecret } from '../support/house.ts'
import type { TestHouse, TestPerson } from '../support/house.ts'
import { openReceiver } from '../support/receiver.ts'
import type { Receiver } from '../support/receiver.ts'

interface BatchBody {
  readonly batch_id: string
  readonly match_pairs: {
    user_a_id: string
    user_a_designation: string | null
    user_b_id: string
    user_b_designation: string | null
  }[]
}

const painter: TestPerson = {
  id: 'painter',
  needs: 'I am looking for somebody who tunes my piano.',
  offers: 'I paint portraits in oil.',
}
const tuner: TestPerson = {
  id: 'tuner',
  needs: 'I would like a portrait painted of my mother.',
  offers: 'I tune pianos and repair their hammers.',
}
const cook: TestPerson = {
  id: 'cook',
  needs: 'I need somebody who fixes my roof.',
  offers: 'I cook dinners for large parties.',
}

let receiver: Receiver
let house: TestHouse
beforeAll(async () => {
  receiver = await openReceiver({ secret: webhookSecret })
  house = await testHouse({
    RECIPROCITY_BACKEND_URL: receiver.baseUrl,
    WEBHOOK_SECRETS: webhookSecret,
    MATCHMAKING_INTERVAL: '1h',
  })
  for (const person of [painter, tuner, cook]) await house.matched(person)
})
afterAll(async () => {
  await house.stop()
  await receiver.close()
})

const bodiesAt = (path: string): unknown[] =>
  receiver.received.filter((call) => call.path === path).map(({ text }) => JSON.parse(text))
const batchBodies = (): BatchBody[] => bodiesAt('/api/v1/webhooks/matches-ready') as BatchBody[]
const update = (person: TestPerson, more: Record<string, unknown> = {}) =>
  house.call('POST', '/api/v1/user/register', { ...registrationOf(person), ...more, update: true })
const settled = (...ids: string[]): Promise<void> =>
  eventually(async () => {
    const states = await Promise.all(ids.map((id) => house.call('GET', `/api/v1/user/${id}`)))
    return states.every(({ body }) => body['needs_matchmaking'] === false)
  })

test('registration told the host of each persona and of each person’s matches, signed', async () => {
  await eventually(() => bodiesAt('/api/user/matches-ready').length === 3)
  expect(receiver.received.every(({ isVerified }) => isVerified)).toBe(true)
  expect(bodiesAt('/api/user/summary-ready').length).toBe(3)
  const [persona] = bodiesAt('/api/user/summary-ready') as { user_id: string; persona: Record<string, unknown> }[]
  expect(Object.keys(persona?.persona ?? {}).toSorted()).toEqual([
    'archetype',
    'engagement_style',
    'experience',
    'focus',
    'generated_at',
    'investment_philosophy',
    'name',
    'profile_essence',
    'what_theyre_looking_for',
  ])
  expect(persona?.persona['generated_at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/u)
  const told = bodiesAt('/api/user/matches-ready') as { user_id: string; batch_id: string; matches: unknown[] }[]
  expect(told.find(({ user_id: id }) => id === 'tuner')?.matches).toEqual([{ target_user_id: 'painter' }])
  expect(told.find(({ user_id: id }) => id === 'cook')?.matches).toEqual([])
})

test('an update that brings two together names the pair once, the updated one first, with their titles', async () => {
  await update({ ...cook, needs: 'I would like a portrait of my dog painted in oil.' }, { designation: 'Head cook' })
  await house.call('POST', '/api/v1/matching/run')
  await eventually(() => batchBodies().length === 1)
  const [{ batch_id: id, match_pairs: pairs }] = batchBodies() as [BatchBody]
  expect(id).toMatch(/^[0-9a-f-]{36}$/u)
  expect(pairs).toEqual([
    { user_a_id: 'cook', user_a_designation: 'Head cook', user_b_id: 'painter', user_b_designation: null },
  ])
  expect(bodiesAt('/api/user/summary-ready').length).toBe(3)
  await settled('cook')
  expect((await house.call('GET', '/api/v1/user/cook')).body).toMatchObject({
    stage: 'matched',
    designation: 'Head cook',
  })
})

test('a second update that changes nothing about the pairs is followed by silence', async () => {
  await update({ ...cook, needs: 'I would like a portrait of my dog painted in oil.' })
  await house.call('POST', '/api/v1/matching/run')
  await settled('cook')
  expect(batchBodies().length).toBe(1)
})

test('a pair that vanished and came back is news again', async () => {
  await update(cook)
  await house.call('POST', '/api/v1/matching/run')
  await settled('cook')
  expect(batchBodies().length).toBe(1)
  await update({ ...cook, needs: 'I would like a portrait of my dog painted in oil.' })
  await house.call('POST', '/api/v1/matching/run')
  await eventually(() => batchBodies().length === 2)
  expect(batchBodies()[1]?.match_pairs[0]).toMatchObject({ user_a_id: 'cook', user_b_id: 'painter' })
})

test('two who are updated in one batch see each other’s new words', async () => {
  await update({ ...cook, needs: 'I want to learn Finnish.', offers: 'I grill salmon over an open fire.' })
  await update({
    ...tuner,
    needs: 'I am looking for somebody who grills salmon over an open fire.',
    offers: 'I teach Finnish to beginners.',
  })
  await house.call('POST', '/api/v1/matching/run')
  await settled('cook', 'tuner')
  const { body } = await house.call<{ requirements_matches: { user_id: string }[] }>(
    'GET',
    '/api/v1/matching/cook/requirements-matches',
  )
  expect(body.requirements_matches.map(({ user_id: id }) => id)).toEqual(['tuner'])
  await eventually(() => batchBodies().length === 3)
  expect(batchBodies()[2]?.match_pairs.length).toBe(1)
})

test('an update before approval starts over at once and asks the member again', async () => {
  await house.call(
    'POST',
    '/api/v1/user/register',
    registrationOf({ id: 'late', needs: 'I need a boat.', offers: 'I knit.' }),
  )
  await house.reached('late', 'awaiting_approval')
  await update({ id: 'late', needs: 'I need a harbour.', offers: 'I knit.' })
  await eventually(
    async () =>
      ((await house.call('GET', '/api/v1/user/late')).body['requirements_text'] as string | null) ===
      'I need a harbour.',
  )
  await house.reached('late', 'awaiting_approval')
  await eventually(() => bodiesAt('/api/user/summary-ready').length === 5)
})

test('a rejection recomposes with the reason in hand', async () => {
  const { status, body } = await house.call('POST', '/api/v1/user/approve-summary', {
    user_id: 'late',
    approved: false,
    reason: 'I also need a captain.',
  })
  expect([status, body['status'], body['stage']]).toEqual([202, 'queued', 'persona'])
  await house.reached('late', 'awaiting_approval')
  const person = (
    await house.call<{ requirements: { text: string; sources: unknown[] }[] }>('GET', '/api/v1/user/late')
  ).body
  expect(person.requirements.map(({ text }) => text).join(' ')).toContain('I also need a captain.')
  expect(JSON.stringify(person.requirements)).toContain('"kind":"reason"')
})

test.runIf(realDatabaseUrl)('telling waits for nobody who is about to take a pair away', async () => {
  const { db } = house.house
  const ready = Promise.withResolvers<void>()
  const told = Promise.withResolvers<void>()
  await db.statements(`with batch as (insert into batches (id, phase) values (gen_random_uuid(), 'tell') returning id)
    insert into announcements (a_id, b_id, batch_id) select 'late', 'painter', id from batch`)
  await db.statements(`insert into pairs (id, generation, a_id, b_id, a_revision, b_revision, mutual, reasons_ab, reasons_ba, unmet_a, unmet_b)
    select gen_random_uuid(), id, 'late', 'painter', 1, 1, 0, '{}', '{}', '{}', '{}' from generations where state = 'active'`)
  const taking = db.transaction(async (tx) => {
    await rows(tx, 'test.take-away', sql`delete from announcements where a_id = 'late' and b_id = 'painter'`)
    ready.resolve()
    await told.promise
  })
  await ready.promise
  const before = batchBodies().length
  await house.call('POST', '/api/v1/matching/run')
  await eventually(() => batchBodies().length === before + 1)
  told.resolve()
  await taking
})

test('deliveries are listed for the operator, and replayed under their old id', async () => {
  const { body } = await house.call<{ deliveries: { id: string; state: string; event: string }[] }>(
    'GET',
    '/api/v1/deliveries?event=batch-matches-ready',
  )
  expect(body.deliveries.length).toBe(batchBodies().length)
  const [last] = body.deliveries
  await house.call('POST', `/api/v1/deliveries/${last?.id}/replay`)
  await eventually(() => receiver.received.filter(({ id }) => id === last?.id).length === 2)
})

test('jobs are listed for the operator with state, attempts and age, and only a failed one is tried again', async () => {
  const { body } = await house.call<{
    jobs: { id: string; name: string; state: string }[]
    next_cursor: string | null
  }>('GET', '/api/v1/jobs?limit=5')
  expect(body.jobs.length).toBe(5)
  const next = await house.call<{ jobs: { id: string }[] }>('GET', `/api/v1/jobs?limit=5&cursor=${body.next_cursor}`)
  expect(next.body.jobs.some(({ id }) => body.jobs.some((job) => job.id === id))).toBe(false)
  const done = await house.call<{ jobs: { id: string }[] }>('GET', '/api/v1/jobs?state=completed&limit=1')
  const retry = await house.call('POST', `/api/v1/jobs/${done.body.jobs[0]?.id}/retry`)
  expect([retry.status, retry.body['code']]).toEqual([409, 'job.not_retryable'])
  expect((await house.call('GET', '/api/v1/jobs/nothing')).body['code']).toBe('job.not_found')
  expect((await house.call('GET', '/api/v1/jobs?cursor=nonsense')).body['code']).toBe('request.invalid')
})
