import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { DAY_MS, systemClock } from '../../base/index.ts'
import { openJobs } from '../../platform/jobs/index.ts'
import type { JobRunner } from '../../platform/jobs/index.ts'
import { silentTelemetry } from '../../platform/telemetry/index.ts'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { eventually } from '../../../test/support/jobs.ts'
import { readCount, recommended } from '../../../test/support/measures.ts'
import { openGathering } from './gathering.ts'
import { measuringHandlers } from './jobs.ts'
import { saveMeasures } from './measures-store.ts'

let corner: Corner
let jobs: JobRunner
beforeAll(async () => {
  corner = await testDb()
  const telemetry = silentTelemetry()
  const handlers = () => measuringHandlers({ db: corner.db, jobs, clock: systemClock, telemetry })
  jobs = openJobs({ db: corner.db, telemetry, handlers })
  await jobs.start()
  await jobs.work()
})
afterAll(async () => {
  await jobs?.stop(5)
  await corner?.close()
})

async function run(name: string): Promise<void> {
  const handler = measuringHandlers({
    db: corner.db,
    jobs,
    clock: systemClock,
    telemetry: silentTelemetry(),
  }).find((each) => each.job.name === name)
  assert.ok(handler?.everySeconds)
  await corner.db.transaction(async (tx) => void (await jobs.enqueue(tx, handler.job, {})))
}

async function make(count: number, madeAt: Date, id?: string): Promise<void> {
  const gathering = openGathering(10_000)
  for (let at = 0; at < count; at += 1) gathering.recommended(recommended(id === undefined ? {} : { id }), madeAt)
  for (let gathered = gathering.take(5000); gathered; gathered = gathering.take(5000)) {
    const batch = gathered
    await corner.db.transaction((tx) => saveMeasures(tx, batch))
  }
}

const kept = () => readCount(corner.db, 'select count(*) from recommendations')

test('what is a month old goes, however much it is, and the rest stays', async () => {
  await make(2500, new Date(Date.now() - 31 * DAY_MS))
  await make(3, new Date(Date.now() - 29 * DAY_MS))
  await run('items.prune-measures')
  await eventually(async () => (await kept()) === 3)
})

test('what came of recommendations is counted without anybody asking', async () => {
  const { id } = recommended()
  await make(1, new Date(), id)
  await corner.db.statements(
    `insert into interactions (event_id, user_id, item_id, type, time, recommendation_id, source)
      values ('1', 'ana', 'pen', 'click', now(), $1, 'api')`,
    [id],
  )
  await run('items.count-outcomes')
  await eventually(async () => (await readCount(corner.db, 'select sum(outcomes) from outcome_slots')) === 1)
})
