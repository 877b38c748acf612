import assert from 'node:assert/strict'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { newId } from '../../base/index.ts'
import { emptyDb, testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { readRows, recommended } from '../../../test/support/measures.ts'
import { recordingTelemetry } from '../../../test/support/recording-telemetry.ts'
import { countOutcomes, planOutcomes } from './count-outcomes.ts'
import { openGathering } from './gathering.ts'
import type { Recommended } from '../recommending/index.ts'
import { saveMeasures } from './measures-store.ts'

const noon = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number): Date => new Date(noon.getTime() + seconds * 1000)

type Event = Parameters<typeof planOutcomes>[0][number]

const answer = { userId: 'ana', variant: null, madeAt: noon, source: 'popular' }
const event = (changes: Partial<Event> = {}): Event => ({
  eventId: newId(),
  userId: 'ana',
  itemId: 'cup',
  type: 'click',
  time: after(60),
  recommendationId: 'one',
  isYoung: false,
  isRepeated: false,
  answer,
  ...changes,
})

const countsOf = (events: readonly Event[], now = after(3600)): (string | number)[][] =>
  planOutcomes(events, now).counts.map(({ slot, source, variant, type, outcomes }) => [
    (slot.getTime() - noon.getTime()) / 1000,
    `${source} ${variant ?? 'none'} ${type}`,
    outcomes,
  ])

test('events count under what brought their item, by five minutes', () => {
  const answers = [answer, { ...answer, source: 'new' }, { ...answer, variant: 'spring/b' }]
  const events = [
    event(),
    event({ userId: 'ana', itemId: 'pen', answer: { ...answer, source: 'new' } }),
    event({ itemId: 'hat', answer: answers[2] ?? null }),
    event({ itemId: 'tea' }),
    event({ itemId: 'bag', time: after(301), type: 'like' }),
  ]
  assert.deepEqual(countsOf(events), [
    [0, 'popular none click', 2],
    [0, 'new none click', 1],
    [0, 'popular spring/b click', 1],
    [300, 'popular none like', 1],
  ])
})

test('the same of the same person counts once, and of people whom nobody knows each time', () => {
  assert.deepEqual(countsOf([event(), event(), event({ isRepeated: true })]), [[0, 'popular none click', 1]])
  assert.deepEqual(countsOf([event({ userId: null }), event({ userId: null })]), [[0, 'popular none click', 2]])
})

test('what the same person did before because of the same answer counts no more, and is settled', () => {
  const plan = planOutcomes([event({ isRepeated: true })], noon)
  assert.deepEqual([plan.counts.length, plan.settled.length], [0, 1])
})

test('what names an answer of somebody else, without the item, or that there is none, counts nowhere and is settled', () => {
  const events = [event({ userId: 'ben' }), event({ answer: { ...answer, source: null } }), event({ answer: null })]
  const plan = planOutcomes(events, noon)
  assert.deepEqual(plan.counts, [])
  assert.equal(plan.settled.length, 3)
})

test('an answer for nobody in particular is everybody’s', () => {
  const everybodys = { ...answer, userId: null }
  assert.deepEqual(countsOf([event({ answer: everybodys }), event({ userId: 'ben', answer: everybodys })]), [
    [0, 'popular none click', 2],
  ])
})

test('an event whose answer is not written yet waits, and nothing waits for it', () => {
  const young = event({ isYoung: true, answer: null })
  const plan = planOutcomes([young, event({ isYoung: true })], noon)
  assert.equal(plan.counts.length, 1)
  assert.ok(!plan.settled.includes(young.eventId))
})

test('a clock that goes wrong moves nothing before its answer, or into the future', () => {
  const events = [event({ time: after(-86_400) }), event({ itemId: 'pen', time: after(86_400) })]
  assert.deepEqual(countsOf(events), [
    [0, 'popular none click', 1],
    [3600, 'popular none click', 1],
  ])
})

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner?.close())
beforeEach(() => emptyDb(corner.db))

async function make(...made: readonly Recommended[]): Promise<void> {
  const gathering = openGathering(1000)
  for (const one of made) gathering.recommended(one, noon)
  const gathered = gathering.take(1000)
  if (gathered) await corner.db.transaction((tx) => saveMeasures(tx, gathered))
}

const put = (
  name: string,
  recommendationId: string,
  change: { readonly itemId?: string; readonly age?: number } = {},
) =>
  corner.db.statements(
    `insert into interactions (event_id, user_id, item_id, type, time, recommendation_id, source, received_at)
      select $1 || n, 'ana', $2, case n when 1 then 'click' else 'like' end, $3, $4, 'api', now() - make_interval(secs => $5)
      from generate_series(1, 2) as n`,
    [name, change.itemId ?? 'pen', after(60), recommendationId, change.age ?? 60],
  )

const outcomes = () => readRows(corner.db, 'select source, variant, type, outcomes from outcome_slots order by type')

function count(batchesMax = 10) {
  const telemetry = recordingTelemetry()
  return countOutcomes({ db: corner.db, telemetry, clock: () => after(3600) }, batchesMax).then(() => telemetry)
}

test('events are counted once, however often and from however many processes', async () => {
  const one = recommended({ variant: 'spring/b' })
  await make(one)
  await put('first', one.id)
  await Promise.all([count(), count(), count()])
  await count()
  assert.deepEqual(await outcomes(), [
    { source: 'new', variant: 'spring/b', type: 'click', outcomes: 1 },
    { source: 'new', variant: 'spring/b', type: 'like', outcomes: 1 },
  ])
})

test('an answer that is written after its event counts', async () => {
  const one = recommended()
  await put('early', one.id, { age: 1 })
  await count()
  assert.deepEqual(await outcomes(), [])
  await make(one)
  await count()
  assert.equal((await outcomes()).length, 2)
})

test('what is counted is seen by scrapes, under the arm', async () => {
  const one = recommended({ variant: 'spring/b' })
  await make(one)
  await put('first', one.id)
  const telemetry = await count()
  const labels = { event: 'like', source: 'new', variant: 'b' }
  assert.equal(telemetry.total('reciprocity_recommendation_outcomes_total', labels), 1)
})

test('more events than one transaction holds are counted in several, up to as many as are asked for', async () => {
  const one = recommended({ userId: null })
  await make(one)
  await corner.db.statements(
    `insert into interactions (event_id, user_id, item_id, type, time, recommendation_id, source, received_at)
      select 'event ' || n, 'person ' || n, 'cup', 'click', $1, $2, 'api', now() - interval '1 minute' from generate_series(1, 1200) as n`,
    [after(60), one.id],
  )
  await count(1)
  assert.deepEqual(await outcomes(), [{ source: 'popular', variant: null, type: 'click', outcomes: 500 }])
  await count()
  assert.deepEqual(await outcomes(), [{ source: 'popular', variant: null, type: 'click', outcomes: 1200 }])
})
