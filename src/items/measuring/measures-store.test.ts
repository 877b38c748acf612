import assert from 'node:assert/strict'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { emptyDb, testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { answered, readCount, readRows, recommended } from '../../../test/support/measures.ts'
import { openGathering } from './gathering.ts'
import type { Answered, Recommended } from '../recommending/index.ts'
import { exportRecommendations, forgetRecommendations, removeOldMeasures, saveMeasures } from './measures-store.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner?.close())
beforeEach(() => emptyDb(corner.db))

const noon = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number): Date => new Date(noon.getTime() + seconds * 1000)

interface Measured {
  readonly made?: readonly Recommended[]
  readonly answers?: readonly Answered[]
}

/** As a process does that has gathered it. */
async function save({ made = [], answers = [] }: Measured, now = noon): Promise<void> {
  const gathering = openGathering(1000)
  for (const one of made) gathering.recommended(one, now)
  for (const one of answers) gathering.answered(one, now)
  const gathered = gathering.take(1000)
  if (gathered) await corner.db.transaction((tx) => saveMeasures(tx, gathered))
}

const read = (text: string, values: readonly unknown[] = []) => readRows(corner.db, text, values)

test('a recommendation is kept as it was made, and a second time changes nothing', async () => {
  const one = recommended({
    algorithm: 'collaborative',
    variant: 'spring/b',
    items: ['a "b"', 'č{},'],
    sources: ['new', 'popular'],
  })
  await save({ made: [one] })
  await save({ made: [one] }, after(1))
  assert.deepEqual(await read('select * from recommendations'), [
    {
      id: one.id,
      user_id: 'ana',
      algorithm: 'collaborative',
      variant: 'spring/b',
      made_at: noon,
      items: ['a "b"', 'č{},'],
      sources: ['new', 'popular'],
    },
  ])
})

test('counts of two processes add up, step by step', async () => {
  await save({ answers: [answered({ tookMs: 1 }), answered({ tookMs: 9, isHit: true })] })
  await save({ answers: [answered({ tookMs: 9 })] })
  const [row, ...others] = await read('select answers, hits, histogram from answer_slots')
  assert.deepEqual(others, [])
  assert.deepEqual([row?.['answers'], row?.['hits']], [3, 1])
  const histogram = row?.['histogram'] as number[]
  assert.deepEqual([histogram.length, histogram[16], histogram[28]], [80, 1, 2])
  assert.deepEqual(await read('select source, shown from shown_slots order by source'), [
    { source: 'new', shown: 3 },
    { source: 'popular', shown: 3 },
  ])
})

test('what has no variant is one count, beside those of the variants', async () => {
  const answers = [answered(), answered({ variant: 'spring/a' })]
  await save({ answers })
  await save({ answers })
  assert.deepEqual(await read('select variant, answers from answer_slots order by variant'), [
    { variant: 'spring/a', answers: 2 },
    { variant: null, answers: 2 },
  ])
})

test('an item holds when it was last shown, whoever writes last', async () => {
  const made = [recommended({ items: ['cup'], sources: ['popular'] })]
  await save({ made }, after(120))
  await save({ made: [recommended({ items: ['cup'], sources: ['popular'] })] }, noon)
  assert.deepEqual(await read('select item_id, source, variant, shown_at from shown_items'), [
    { item_id: 'cup', source: 'popular', variant: null, shown_at: after(120) },
  ])
})

test('many processes that write the same counts at once wait for each other and none fails', async () => {
  const answers = (['popular', 'similar', 'trending'] as const).map((algorithm) => answered({ algorithm }))
  await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      save({ answers: at % 2 ? answers : answers.toReversed(), made: [recommended()] }),
    ),
  )
  assert.deepEqual(await read('select distinct answers from answer_slots'), [{ answers: 20 }])
  assert.equal(await readCount(corner.db, 'select count(*) from recommendations'), 20)
})

test('whoever is forgotten has no recommendations, also none that another process holds still', async () => {
  const before = new Date(Date.now() - 1000)
  await save({ made: [recommended(), recommended({ userId: 'ben' }), recommended({ userId: null })] }, before)
  await corner.db.transaction((tx) => forgetRecommendations(tx, 'ana'))
  await save({ made: [recommended(), recommended({ userId: 'ben' })] }, before)
  assert.deepEqual(await read('select user_id from recommendations order by user_id'), [
    { user_id: 'ben' },
    { user_id: 'ben' },
    { user_id: null },
  ])
  assert.equal(await readCount(corner.db, `select count(*) from recommendation_erasures where user_digest = 'ana'`), 0)
})

test('whoever comes back a minute after that is as new as anybody', async () => {
  await corner.db.transaction((tx) => forgetRecommendations(tx, 'ana'))
  await save({ made: [recommended()] }, new Date(Date.now() + 61_000))
  assert.equal(await readCount(corner.db, 'select count(*) from recommendations'), 1)
})

test('the export holds what somebody was recommended, the oldest first, and nothing of others', async () => {
  const [late, early] = [recommended({ items: ['cup'], sources: ['new'] }), recommended()]
  await save({ made: [late] }, after(60))
  await save({ made: [early, recommended({ userId: 'ben' })] })
  const exported = await exportRecommendations(corner.db.query, 'ana')
  expect(exported).toEqual([
    { id: early.id, algorithm: 'popular', variant: null, made_at: noon.toISOString(), items: ['cup', 'pen'] },
    { id: late.id, algorithm: 'popular', variant: null, made_at: after(60).toISOString(), items: ['cup'] },
  ])
})

test('what is older goes, so many at a time, and what is younger stays', async () => {
  const made = Array.from({ length: 5 }, () => recommended())
  await save({ made, answers: [answered()] })
  await save({ made: [recommended({ items: ['hat'], sources: ['content'] })], answers: [answered()] }, after(3600))
  const before = after(1800)
  assert.equal(await removeOldMeasures(corner.db.query, before, 3), true)
  assert.equal(await readCount(corner.db, 'select count(*) from recommendations'), 3)
  assert.equal(await removeOldMeasures(corner.db.query, before, 3), false)
  for (const table of ['recommendations', 'answer_slots', 'shown_items'])
    assert.equal(await readCount(corner.db, `select count(*) from ${table}`), 1, table)
  assert.equal(await readCount(corner.db, 'select count(*) from shown_slots'), 2)
})
