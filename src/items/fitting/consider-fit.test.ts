import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../base/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobRunner } from '../../platform/jobs/index.ts'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { eventually, testJobs } from '../../../test/support/jobs.ts'
import { openConsideration } from './consider-fit.ts'
import { claimFit, finishFit } from './fits-store.ts'
import type { FitKind } from './fits-store.ts'
import { countPopularity, fitModel } from './jobs.ts'

let corner: Corner
let jobs: JobRunner
const ran: string[] = []
beforeAll(async () => {
  corner = await testDb()
  jobs = await testJobs(corner.db, () => [
    handles({ job: fitModel, handle: async () => void ran.push('fit') }),
    handles({ job: countPopularity, handle: async () => void ran.push('popularity') }),
  ])
})
afterAll(async () => {
  await jobs.stop(1)
  await corner.close()
})
beforeEach(async () => {
  ran.length = 0
  await corner.db.statements('delete from fits')
})

async function made(kind: FitKind): Promise<void> {
  const run = { kind, id: newId(), runId: newId() }
  const fit = { baseId: null, settings: {}, seed: 1, fingerprint: '', mark: null, report: {}, parts: [] }
  await corner.db.transaction(async (tx) => {
    await claimFit(tx, run)
    await finishFit(tx, run, fit)
  })
}

const waiting = async (): Promise<number> =>
  (
    await corner.db.statements(
      `select 1 from reciprocity_jobs.job where name in ('items.fit', 'items.popularity') and state in ('created', 'retry')`,
    )
  ).rows.length

test('while nothing was learnt, what somebody does is a reason to learn, within seconds', async () => {
  const consider = openConsideration({ jobs })
  await corner.db.transaction((tx) => consider(tx))
  await eventually(() => ran.length === 2)
  expect(ran.toSorted()).toEqual(['fit', 'popularity'])
})

test('many events in a moment ask once', async () => {
  const consider = openConsideration({ jobs })
  for (let event = 0; event < 20; event += 1) await corner.db.transaction((tx) => consider(tx))
  expect(await waiting()).toBe(2)
  await eventually(() => ran.length === 2)
})

test('what is undone asks for nothing', async () => {
  const consider = openConsideration({ jobs })
  const undone = corner.db.transaction(async (tx) => {
    await consider(tx)
    throw new Error('no')
  })
  await expect(undone).rejects.toThrow('no')
  expect(await waiting()).toBe(0)
})

test('once there is a fit and a table of favourites nothing is asked any more', async () => {
  await made('model')
  await made('popularity')
  const consider = openConsideration({ jobs })
  await corner.db.transaction((tx) => consider(tx))
  expect(await waiting()).toBe(0)
  await corner.db.statements('delete from fits')
  await corner.db.transaction((tx) => consider(tx))
  expect(await waiting()).toBe(0)
})

test('only what is missing is asked for', async () => {
  await made('popularity')
  const consider = openConsideration({ jobs })
  await corner.db.transaction((tx) => consider(tx))
  await eventually(() => ran.length === 1)
  expect(ran).toEqual(['fit'])
})
