import assert from 'node:assert/strict'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { systemClock } from '../../base/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { emptyDb, testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { eventually } from '../../../test/support/jobs.ts'
import { answered, readCount, readRows, recommended } from '../../../test/support/measures.ts'
import { recordingTelemetry } from '../../../test/support/recording-telemetry.ts'
import { openMeasuring } from './open-measuring.ts'
import type { Measuring } from './open-measuring.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner?.close())
beforeEach(() => emptyDb(corner.db))

const countKept = (): Promise<number> => readCount(corner.db, 'select count(*) from recommendations')

/** A database that does with each transaction what the test says. */
function databaseThat(behaves: (commit: () => Promise<unknown>) => Promise<unknown>): Pick<Db, 'transaction'> {
  return {
    transaction: async <Result>(work: (tx: Tx) => Promise<Result>) =>
      (await behaves(() => corner.db.transaction(work))) as Result,
  }
}

function open(db: Pick<Db, 'transaction'> = corner.db, experiment: { name: string } | null = null) {
  const telemetry = recordingTelemetry()
  const measuring = openMeasuring({ db, telemetry, clock: systemClock, experiment })
  return { telemetry, measuring }
}

async function withMeasuring(measuring: Measuring, use: () => Promise<void>): Promise<void> {
  try {
    await use()
  } finally {
    await measuring.close()
  }
}

test('what was recommended is in the database a second later, and nobody was asked to wait', async () => {
  const { measuring } = open()
  await withMeasuring(measuring, async () => {
    assert.equal(measuring.recommended(recommended()), undefined)
    assert.equal(measuring.answered(answered()), undefined)
    await eventually(async () => (await countKept()) === 1, 10_000)
    assert.equal(await readCount(corner.db, 'select sum(answers) from answer_slots'), 1)
  })
})

test('closing writes everything, more than one transaction takes too', async () => {
  const { measuring } = open()
  for (let at = 0; at < 2500; at += 1) measuring.recommended(recommended())
  measuring.answered(answered({ isHit: true }))
  await measuring.close()
  assert.equal(await countKept(), 2500)
  assert.equal(await readCount(corner.db, 'select sum(hits) from answer_slots'), 1)
})

test('arms are kept with the name of their experiment', async () => {
  const { measuring } = open(corner.db, { name: 'spring' })
  measuring.recommended(recommended({ variant: 'b' }))
  measuring.answered(answered({ variant: 'a' }))
  measuring.answered(answered())
  await measuring.close()
  assert.deepEqual(await readRows(corner.db, 'select variant from recommendations'), [{ variant: 'spring/b' }])
  assert.deepEqual(await readRows(corner.db, 'select variant from answer_slots order by variant'), [
    { variant: 'spring/a' },
    { variant: null },
  ])
})

const lost = (): Error => Object.assign(new Error('gone'), { code: '57P01' })

test('while the database is away everything is kept, said once, and written when it is back', async () => {
  let isAway = true
  let asked = 0
  const db = databaseThat(async (commit) => {
    asked += 1
    if (isAway) throw lost()
    return commit()
  })
  const { measuring, telemetry } = open(db)
  await withMeasuring(measuring, async () => {
    measuring.recommended(recommended())
    measuring.answered(answered())
    await eventually(() => asked >= 2, 10_000)
    measuring.answered(answered())
    assert.equal(telemetry.lines.length, 1)
    isAway = false
    await eventually(async () => (await countKept()) === 1, 10_000)
    assert.equal(await readCount(corner.db, 'select sum(answers) from answer_slots'), 2)
    assert.equal(telemetry.total('reciprocity_recommendations_lost_total'), 0)
  })
})

test('what the database refuses is given up and counted, and what comes after it is written', async () => {
  const { measuring, telemetry } = open()
  measuring.recommended(recommended({ id: 'no uuid' }))
  await eventually(() => telemetry.lines.length > 0, 10_000)
  measuring.recommended(recommended())
  await measuring.close()
  assert.equal(await countKept(), 1)
  assert.equal(telemetry.total('reciprocity_recommendations_lost_total'), 1)
  assert.ok(!JSON.stringify(telemetry.lines).includes('ana'))
})

test('a database that does not come back holds up no stop', async () => {
  const { measuring } = open(databaseThat(() => new Promise(() => {})))
  measuring.recommended(recommended())
  const begun = performance.now()
  await measuring.close()
  assert.ok(performance.now() - begun < 6500)
})

test('a slow database costs memory only up to a bound, and what was given up is counted', async () => {
  const quick = Promise.withResolvers<void>()
  const db = databaseThat(async (commit) => {
    await quick.promise
    return commit()
  })
  const { measuring, telemetry } = open(db)
  for (let at = 0; at < 30_000; at += 1) measuring.recommended(recommended({ items: ['cup'], sources: ['new'] }))
  quick.resolve()
  await measuring.close()
  const kept = await countKept()
  const given = telemetry.total('reciprocity_recommendations_lost_total')
  assert.ok(kept <= 21_000 && given >= 9000)
  assert.equal(kept + given, 30_000)
}, 60_000)

test('answers are counted for scrapes at once', async () => {
  const { measuring, telemetry } = open(corner.db, { name: 'spring' })
  measuring.answered(answered({ isHit: true, variant: 'b' }))
  const hits = { algorithm: 'popular', cache: 'hit' }
  assert.equal(telemetry.total('reciprocity_recommendation_answers_total', hits), 1)
  assert.equal(telemetry.total('reciprocity_recommended_items_total', { source: 'new', variant: 'b' }), 1)
  await measuring.close()
})

test('noting an answer of twenty items takes less than a fifth of a millisecond', async () => {
  const { measuring } = open(databaseThat(async () => undefined))
  const sources = Array.from({ length: 20 }, () => 'popular' as const)
  const items = Array.from({ length: 20 }, (_, at) => `item-${at}`)
  const begun = performance.now()
  for (let at = 0; at < 5000; at += 1) {
    measuring.recommended(recommended({ items, sources }))
    measuring.answered(answered({ sources }))
  }
  const microseconds = ((performance.now() - begun) / 5000) * 1000
  assert.ok(microseconds < 200, `${microseconds} µs`)
  await measuring.close()
})
