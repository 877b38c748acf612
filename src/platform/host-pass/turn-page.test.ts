import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { handles, job, openJobs } from '../jobs/index.ts'
import type { JobRunner } from '../jobs/index.ts'
import { silentTelemetry } from '../telemetry/index.ts'
import { hostPageRows, lastOf, placeAfter, turnPage } from './turn-page.ts'
import type { PassKind } from './turn-page.ts'

const syncStars = job({ name: 'test.sync-stars', input: z.object({}), key: () => 'sync', concurrency: 1 })

let corner: Corner
let jobs: JobRunner
beforeAll(async () => {
  corner = await testDb()
  const handlers = [handles({ job: syncStars, handle: async () => {} })]
  jobs = openJobs({ db: corner.db, telemetry: silentTelemetry(), handlers: () => handlers })
  await jobs.start()
})
afterAll(async () => {
  await jobs.stop(1)
  await corner.close()
})

const place = async () =>
  (await corner.db.statements(`select step, after from host_passes where name = 'stars'`)).rows[0]
const waiting = async () =>
  (
    await corner.db.statements(`select 1 from reciprocity_jobs.job where name = $1 and state = 'created'`, [
      syncStars.name,
    ])
  ).rows.length
const forgetJobs = () => corner.db.statements(`delete from reciprocity_jobs.job where name = $1`, [syncStars.name])

/** A pass that notes what it was asked for. */
function noting(pages: readonly (readonly string[] | null)[]) {
  const asked: string[] = []
  const left = [...pages]
  const turn = (step: string) => async (after: readonly string[]) => {
    asked.push(`${step} after ${after.join()}`)
    return { last: left.shift() ?? null }
  }
  const kind: PassKind = {
    name: 'stars',
    job: syncStars,
    turn: { taking: turn('taking'), dropping: turn('dropping') },
    onEnd: async () => void asked.push('end'),
  }
  return { asked, kind }
}

test('after a full page the step goes on, after the last the next step begins, and then the pass is over', () => {
  expect(placeAfter({ step: 'taking' }, ['a'])).toEqual({ step: 'taking', after: ['a'] })
  expect(placeAfter({ step: 'taking' }, null)).toEqual({ step: 'dropping', after: [] })
  expect(placeAfter({ step: 'dropping' }, null)).toBeNull()
  const full = Array.from({ length: hostPageRows }, (_, index) => [`${index}`])
  expect(lastOf(full)).toEqual([`${hostPageRows - 1}`])
  expect(lastOf(full.slice(1))).toBeNull()
})

test('each run turns one page and enqueues the next, and the last one ends the pass at its beginning', async () => {
  const { asked, kind } = noting([['a', 'b'], null, ['c', 'd'], null])
  for (const left of [1, 1, 1, 0]) {
    await turnPage({ db: corner.db, jobs }, kind)
    expect(await waiting()).toBe(left)
    await forgetJobs()
  }
  expect(asked).toEqual(['taking after ', 'taking after a,b', 'dropping after ', 'dropping after c,d', 'end'])
  expect(await place()).toEqual({ step: 'taking', after: [] })
})

test('a page that two turn at once is written once, and there is one chain', async () => {
  const written: string[] = []
  const met = Promise.withResolvers<void>()
  let readers = 0
  const turn = async () => {
    readers += 1
    if (readers === 2) met.resolve()
    await met.promise
    return { last: ['a', 'b'], write: async () => void written.push('page') }
  }
  const kind: PassKind = { name: 'stars', job: syncStars, turn: { taking: turn, dropping: turn } }
  await Promise.all([turnPage({ db: corner.db, jobs }, kind), turnPage({ db: corner.db, jobs }, kind)])
  expect(written).toEqual(['page'])
  expect(await waiting()).toBe(1)
  expect(await place()).toEqual({ step: 'taking', after: ['a', 'b'] })
  await forgetJobs()
})

test('a run that fails while it writes moves nothing, and the page is turned again', async () => {
  const broken: PassKind = {
    ...noting([]).kind,
    turn: {
      taking: async () => ({ last: ['x', 'y'], write: () => Promise.reject(new Error('killed')) }),
      dropping: async () => ({ last: null }),
    },
  }
  await expect(turnPage({ db: corner.db, jobs }, broken)).rejects.toThrow('killed')
  expect([await place(), await waiting()]).toEqual([{ step: 'taking', after: ['a', 'b'] }, 0])
  const { asked, kind } = noting([null])
  await turnPage({ db: corner.db, jobs }, kind)
  expect(asked).toEqual(['taking after a,b'])
})

test('a pass that nobody knew begins, also when two turn its first page at once, and leaves others where they are', async () => {
  const { asked, kind } = noting([
    ['a', 'b'],
    ['a', 'b'],
  ])
  await Promise.all([1, 2].map(() => turnPage({ db: corner.db, jobs }, { ...kind, name: 'comets' })))
  expect(new Set(asked)).toEqual(new Set(['taking after ']))
  const { rows } = await corner.db.statements('select name, page::int, after from host_passes order by name')
  expect(rows.filter(({ name }) => name === 'comets')).toEqual([{ name: 'comets', page: 1, after: ['a', 'b'] }])
  expect(rows.find(({ name }) => name === 'profiles')).toEqual({ name: 'profiles', page: 0, after: [] })
})
