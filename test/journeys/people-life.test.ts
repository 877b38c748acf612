/** What happens to people after they have matched: feedback, pausing, blocking, changing, leaving. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/jobs.ts'
import { registrationOf, testHouse } from '../support/house.ts'
import type { TestHouse } from '../support/house.ts'

interface WireMatch {
  readonly user_id: string
  readonly match_id: string
  readonly similarity_score: number
  readonly mutual_score: number
}
interface Lists {
  readonly requirements_matches: WireMatch[]
  readonly offerings_matches: WireMatch[]
  readonly message: string
  readonly next_cursor: string | null
}
interface FeedbackReply {
  readonly Code: number
  readonly Message: string
  readonly Result: { success: boolean; message: string; data: { id: string; moved: boolean; sentiment: number } }
}

const gardener = {
  id: 'gardener',
  needs: 'I am looking for somebody who repairs my bicycle.',
  offers: 'I plant vegetable gardens and prune fruit trees.',
}
const mechanic = {
  id: 'mechanic',
  needs: 'I need help with planting a vegetable garden.',
  offers: 'I repair bicycles and replace brakes.',
}
const welder = {
  id: 'welder',
  needs: 'I need a vegetable garden behind my house.',
  offers: 'I repair bicycle frames and weld steel.',
}

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
  for (const person of [gardener, mechanic, welder]) await house.matched(person)
})
afterAll(() => house.stop())

const listsOf = async (id: string, query = ''): Promise<Lists> =>
  (await house.call<Lists>('GET', `/api/v1/matching/${id}/matches${query}`)).body
const needsOf = async (id: string): Promise<string[]> =>
  (await listsOf(id)).requirements_matches.map((match) => match.user_id)
const scoreOf = async (id: string, other: string): Promise<number> =>
  (await listsOf(id, '?similarity_threshold=0')).requirements_matches.find((match) => match.user_id === other)
    ?.similarity_score ?? -1
const give = (body: Record<string, unknown>) =>
  house.call<FeedbackReply>('POST', '/api/v1/user/feedback', { feedback: '', ...body })

test('lists run by score, then by mutual score, then by id, and stay so', async () => {
  const { requirements_matches: list } = await listsOf('gardener')
  expect(list.length).toBe(2)
  const sorted = list.toSorted(
    (a, b) =>
      b.similarity_score - a.similarity_score || b.mutual_score - a.mutual_score || (a.user_id < b.user_id ? -1 : 1),
  )
  expect(list).toEqual(sorted)
  expect((await listsOf('gardener')).requirements_matches).toEqual(list)
})

test('a list is paged by cursor without a gap or a repeat, both directions to their ends', async () => {
  const whole = await listsOf('gardener')
  const seen: string[] = []
  let cursor: string | null = ''
  for (let page = 0; cursor !== null && page < 10; page += 1) {
    const { requirements_matches: list, next_cursor: next }: Lists = await listsOf(
      'gardener',
      `?top_k=1${cursor && `&cursor=${cursor}`}`,
    )
    seen.push(...list.map((match) => match.user_id))
    cursor = next
  }
  expect(seen).toEqual(whole.requirements_matches.map((match) => match.user_id))
  expect(cursor).toBeNull()
})

test('the threshold is applied when reading', async () => {
  expect((await listsOf('gardener', '?similarity_threshold=1')).requirements_matches).toEqual([])
  expect((await listsOf('gardener', '?similarity_threshold=0')).requirements_matches.length).toBeGreaterThanOrEqual(2)
})

test('praise moves the score of that match up within a job, and taking it back moves it back', async () => {
  const before = await scoreOf('gardener', 'welder')
  const { status, body } = await give({ user_id: 'gardener', type: 'match', feedback_id: 'welder', outcome: 'met' })
  expect([status, body.Code, body.Message, body.Result.success]).toEqual([200, 200, 'success', true])
  expect(body.Result.data).toMatchObject({
    user_id: 'gardener',
    type: 'match',
    feedback_id: 'welder',
    feedback: '',
    moved: true,
    sentiment: 1,
  })
  await eventually(async () => (await scoreOf('gardener', 'welder')) > before)
  await house.call('DELETE', `/api/v1/user/feedback/${body.Result.data.id}`)
  await eventually(async () => (await scoreOf('gardener', 'welder')) === before)
})

test('feedback takes the id of the match, too, and both members of it keep their own', async () => {
  const match = (await listsOf('gardener')).requirements_matches.find(({ user_id: id }) => id === 'mechanic')
  const mine = await give({
    user_id: 'gardener',
    type: 'match',
    feedback_id: match?.match_id,
    feedback: 'Not good at all.',
  })
  const theirs = await give({
    user_id: 'mechanic',
    type: 'match',
    feedback_id: match?.match_id,
    feedback: "It couldn't be better!",
  })
  expect(mine.body.Result.data.sentiment).toBeLessThan(0)
  expect(theirs.body.Result.data.sentiment).toBeGreaterThan(0)
  const kept = await house.call<{ feedback: { text: string }[] }>('GET', '/api/v1/user/gardener/export')
  expect(kept.body.feedback.map(({ text }) => text)).toEqual(['Not good at all.'])
  for (const reply of [mine, theirs]) await house.call('DELETE', `/api/v1/user/feedback/${reply.body.Result.data.id}`)
})

test('neutral words and feedback on a chat that is tied to nothing are kept and move nothing', async () => {
  const chat = await give({ user_id: 'gardener', type: 'chat', feedback_id: 'chat-1', feedback: 'It was wonderful!' })
  expect(chat.body.Result).toMatchObject({
    message: 'Thank you. It is kept; nothing moved because of it.',
    data: { moved: false },
  })
  const neutral = await give({
    user_id: 'gardener',
    type: 'match',
    feedback_id: 'welder',
    feedback: 'We spoke on Tuesday.',
  })
  expect(neutral.body.Result.data).toMatchObject({ moved: false, sentiment: 0 })
})

test('feedback on a chat that the host ties to a match acts on that match', async () => {
  const tied = await give({ user_id: 'gardener', type: 'chat', feedback_id: 'chat-2', pair: 'welder', rating: 5 })
  expect(tied.body.Result.data).toMatchObject({ moved: true, sentiment: 1 })
  await house.call('DELETE', `/api/v1/user/feedback/${tied.body.Result.data.id}`)
})

test('feedback on somebody else’s match is refused', async () => {
  const stranger = await house.call('POST', '/api/v1/user/feedback', {
    user_id: 'gardener',
    type: 'match',
    feedback_id: 'nobody',
    feedback: 'x',
  })
  expect([stranger.status, stranger.body['code']]).toEqual([404, 'match.not_found'])
})

test('a paused person is gone from every list with the next request, and comes back', async () => {
  expect(await needsOf('gardener')).toContain('welder')
  await house.call('PUT', '/api/v1/user/welder/status', { status: 'paused' })
  expect(await needsOf('gardener')).not.toContain('welder')
  expect(await listsOf('welder')).toMatchObject({
    requirements_matches: [],
    message: 'This person is paused, so there are no matches.',
  })
  await house.call('PUT', '/api/v1/user/welder/status', { status: 'active' })
  await eventually(async () => (await needsOf('gardener')).includes('welder'))
})

test('a block hides both from each other with the next request, and can be taken back', async () => {
  await house.call('PUT', '/api/v1/user/welder/blocks/gardener')
  expect(await needsOf('gardener')).not.toContain('welder')
  expect(await needsOf('welder')).not.toContain('gardener')
  await house.call('PUT', '/api/v1/user/welder/blocks/gardener')
  await house.call('DELETE', '/api/v1/user/welder/blocks/gardener')
  await eventually(async () => (await needsOf('welder')).includes('gardener'))
})

test('an update keeps the old matches until the batch has made the new ones', async () => {
  const { status } = await house.call('POST', '/api/v1/user/register', {
    ...registrationOf({
      ...welder,
      offers: 'I teach Italian and translate letters.',
      needs: 'I need somebody who plants a vegetable garden.',
    }),
    update: true,
  })
  expect(status).toBe(202)
  expect((await house.call('GET', '/api/v1/user/welder')).body).toMatchObject({
    needs_matchmaking: true,
    stage: 'matched',
  })
  expect(await needsOf('gardener')).toContain('welder')
  await house.call('POST', '/api/v1/matching/run')
  await eventually(async () => (await house.call('GET', '/api/v1/user/welder')).body['needs_matchmaking'] === false)
  expect(await needsOf('gardener')).not.toContain('welder')
  expect(await needsOf('welder')).toContain('gardener')
})

test('statistics count what there is', async () => {
  const { body } = await house.call('GET', '/api/v1/matching/stats')
  expect(body).toMatchObject({
    users: 3,
    users_with_personas: 3,
    users_with_embeddings: 3,
    embeddings: { requirements: 3, offerings: 3 },
    pending_matchmaking: 0,
    model: { name: 'all-MiniLM-L6-v2', dimension: 384, rebuilding_as: null },
  })
})

test('an export holds everything, and leaving takes everything along; a second time says the same', async () => {
  const { body } = await house.call<{ person: { questions: unknown[] }; matches: unknown[] }>(
    'GET',
    '/api/v1/user/mechanic/export',
  )
  expect(body.person.questions.length).toBe(2)
  expect(body.matches.length).toBeGreaterThan(0)
  for (const time of [1, 2]) {
    const left = await house.call('DELETE', '/api/v1/user/mechanic')
    expect([time, left.status, left.body]).toEqual([time, 200, { user_id: 'mechanic', deleted: true }])
  }
  expect((await house.call('GET', '/api/v1/user/mechanic')).status).toBe(404)
  expect(await needsOf('gardener')).not.toContain('mechanic')
  for (const table of ['person_texts', 'personas', 'facets', 'match_lists']) {
    const { rows } = await house.house.db.statements(`select 1 from ${table} where person_id = 'mechanic'`)
    expect(rows, table).toEqual([])
  }
  const { rows: jobs } = await house.house.db.statements(
    `select 1 from reciprocity_jobs.job where data::text like '%mechanic%' and name <> 'people.mirror'`,
  )
  expect(jobs).toEqual([])
})
