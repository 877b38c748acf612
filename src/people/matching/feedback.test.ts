/** Feedback when things come between: matches that ended, people on their way, models that are lost, people who leave. */
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventually } from '../../../test/support/jobs.ts'
import { matchingRoom } from '../../../test/support/matching-room.ts'
import type { MatchingRoom } from '../../../test/support/matching-room.ts'
import { giveFeedback, takeBackFeedback } from './feedback.ts'
import { listFeedbackBy, listOpinions, setSentiment } from './feedback-store.ts'
import type { FeedbackBody } from './schema.ts'
import { block, leave } from './standing.ts'

let room: MatchingRoom
let isLost = false
let isSlow = false
let signals: AbortSignal[] = []
beforeEach(async () => {
  isLost = false
  isSlow = false
  signals = []
  room = await matchingRoom(undefined, {
    async feelingOf(_, signal) {
      signals.push(signal)
      if (isSlow) await once(signal, 'abort')
      if (isLost || signal.aborted) throw new Error('The model is lost.')
      return 0.8
    },
  })
  for (const id of ['ada', 'bo', 'zoe']) await room.take({ id, needs: `gardens ${id}`, offers: `gardens ${id}` })
  await room.drain()
})
afterEach(() => room.close())

const give = (body: Partial<FeedbackBody>, sender: 'service' | 'member' = 'service') =>
  giveFeedback(
    room.deps,
    { user_id: 'ada', type: 'match', feedback_id: 'bo', feedback: '', ...body },
    { sender, tellsOf: async () => {} },
  )
const needOf = async (id: string) =>
  (await room.rows<{ need: string }>(`select need::text from facets where person_id = '${id}' and is_current`))[0]?.need
const spanish = 'Fue una experiencia maravillosa y muy buena conversación.'
const stageTo = (stage: string, failed: string | null = null) =>
  room.db.statements(`update people set stage = '${stage}', failed_stage = ${failed && `'${failed}'`} where id = 'ada'`)

test('what is said of a match that has ended is kept, and moves nothing', async () => {
  await block(room.deps, 'ada', 'bo')
  const before = await needOf('ada')
  expect(await give({ feedback: 'We met, and it was awful.' })).toMatchObject({ moved: false })
  expect(await listFeedbackBy(room.db.query, 'ada')).toMatchObject([{ otherId: 'bo', pairId: null }])
  await room.run('people.embed', { personId: 'ada' })
  expect(await needOf('ada')).toBe(before)
})

test('a member says why she blocked somebody, and does not learn from it who is registered', async () => {
  for (const id of ['bo', 'nobody']) await block(room.deps, 'ada', id)
  const answers = [await give({}, 'member'), await give({ feedback_id: 'nobody' }, 'member')]
  expect(answers.map(({ moved, sentiment }) => [moved, sentiment])).toEqual([
    [false, 0],
    [false, 0],
  ])
  await block(room.deps, 'zoe', 'ada')
  for (const id of ['zoe', 'stranger'])
    await expect(give({ feedback_id: id }, 'member')).rejects.toMatchObject({ code: 'match.not_found' })
})

test.each([
  ['matching', null],
  ['failed', 'matching'],
  ['failed', 'embedding'],
] as const)('feedback that is said to move something does so in the stage %s %s', async (stage, failed) => {
  const before = await needOf('ada')
  await stageTo(stage, failed)
  const { id, moved } = await give({ outcome: 'declined' })
  expect(moved).toBe(true)
  await room.drain()
  expect(await needOf('ada')).not.toBe(before)
  await stageTo(stage, failed)
  await takeBackFeedback(room.deps, id, null)
  await room.drain()
  expect(await needOf('ada')).toBe(before)
})

test('what a lost model could not read is read when it is back', async () => {
  isLost = true
  const before = await needOf('ada')
  const { id, ...given } = await give({ feedback: spanish })
  expect(given).toEqual({ sentiment: null, moved: false })
  await expect(room.run('people.read-feedback', { feedbackId: id })).rejects.toThrow('lost')
  expect(await listOpinions(room.db.query, 'ada')).toEqual([])
  isLost = false
  await room.drain()
  expect(await listOpinions(room.db.query, 'ada')).toEqual([{ otherId: 'bo', sentiment: 0.8 }])
  expect(await needOf('ada')).not.toBe(before)
})

test('whoever gives feedback waits a few seconds for the model; what is read later has as long as its run', async () => {
  isSlow = true
  const { id, sentiment } = await give({ feedback: spanish })
  expect(sentiment).toBeNull()
  isSlow = false
  const { signal } = new AbortController()
  await room.run('people.read-feedback', { feedbackId: id }, { signal })
  expect(signals[1]).toBe(signal)
  expect(await listOpinions(room.db.query, 'ada')).toEqual([{ otherId: 'bo', sentiment: 0.8 }])
})

test('what is refused is not read by the model', async () => {
  await expect(give({ user_id: 'nobody', feedback: spanish })).rejects.toMatchObject({ code: 'person.not_found' })
  await expect(give({ feedback_id: 'stranger', feedback: spanish })).rejects.toMatchObject({ code: 'match.not_found' })
  expect(signals).toEqual([])
})

test('feedback that is taken back while its text is being read moves back what it moved', async () => {
  isLost = true
  const { id } = await give({ feedback: spanish })
  const [isRead, isReleased] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const reading = room.db.transaction(async (tx) => {
    await setSentiment(tx, id, 0.8)
    isRead.resolve()
    await isReleased.promise
  })
  await isRead.promise
  const taking = takeBackFeedback(room.deps, id, 'ada')
  // One connection takes them one after the other anyway.
  if (room.db.kind === 'postgres') await eventually(async () => (await room.rows(waitingToRemove)).length > 0)
  isReleased.resolve()
  await Promise.all([reading, taking])
  expect(await room.waiting('people.embed')).toEqual([{ personId: 'ada' }])
})

const waitingToRemove = `select 1 from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock' and query like 'delete from "feedback"%'`

test('a member takes back what she gave, and nothing of anybody else', async () => {
  const { id } = await give({ outcome: 'met' })
  await expect(takeBackFeedback(room.deps, id, 'bo')).rejects.toMatchObject({ code: 'feedback.not_found' })
  expect(await listFeedbackBy(room.db.query, 'ada')).toHaveLength(1)
})

test('feedback on a chat that names a person goes when she leaves, whenever it was given', async () => {
  await give({ type: 'chat', feedback_id: 'bo', feedback: 'She was kind.' })
  await give({ type: 'chat', feedback_id: 'yet to come', feedback: 'She was kind.' })
  expect(await room.rows('select other_id from feedback order by created_at')).toEqual([
    { other_id: 'bo' },
    { other_id: null },
  ])
  await room.take({ id: 'yet to come', needs: 'gardens', offers: 'gardens' })
  for (const id of ['bo', 'yet to come']) await leave(room.deps, id)
  expect(await room.rows('select 1 from feedback')).toEqual([])
})

test('everybody is moved back whose needs somebody who leaves had moved, however many they are', async () => {
  await room.db.statements(
    `insert into people (id, stage, approved_at) select 'giver-' || n, 'matched', now() from generate_series(1, 1200) n`,
  )
  await room.db.statements(`insert into feedback (id, person_id, kind, subject_id, pair_id, other_id, text, sentiment)
    select gen_random_uuid(), 'giver-' || n, 'match', 'bo', gen_random_uuid(), 'bo', '', 1 from generate_series(1, 1200) n`)
  await leave(room.deps, 'bo')
  expect((await room.waiting('people.embed')).length).toBe(1200)
})
