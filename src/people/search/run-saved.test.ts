import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { nothingUnderstood, questionOf } from '../../../test/support/candidates.ts'
import { eventually, testJobs } from '../../../test/support/jobs.ts'
import { fencesOf, readPage } from '../../../test/support/pages.ts'
import { profilesCorner } from '../../../test/support/profiles-corner.ts'
import type { ProfilesCorner } from '../../../test/support/profiles-corner.ts'
import { wordWeights } from '../../engine/index.ts'
import { setProfileListed } from '../profiles/index.ts'
import type { JobRunner } from '../../platform/jobs/index.ts'
import { findDueSearches } from './jobs.ts'
import { planSaved, savedSearchHandlers } from './run-saved.ts'
import { readSaved, saveSearch } from './save-search.ts'
import { findSaved, updateSaved } from './saved-store.ts'
import { defaultWeights } from './weights.ts'

let corner: ProfilesCorner
let jobs: JobRunner
let deps: Parameters<typeof savedSearchHandlers>[0]
const sent: {
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
  readonly subjectIds: readonly string[]
}[] = []

beforeAll(async () => {
  corner = await profilesCorner()
  const table = new URL('../../../models/word-weights/en-1.json', import.meta.url)
  deps = {
    db: corner.db,
    clock: () => new Date(),
    words: wordWeights(JSON.parse(await readFile(table, 'utf8'))),
    embedderOf: () => Promise.reject(new Error('There is no topic to embed.')),
    read: async () => nothingUnderstood,
    weights: defaultWeights,
    inactiveDays: 45,
    get jobs() {
      return jobs
    },
    callbacks: {
      paths: { summaryReady: '', matchesReady: '', batchMatchesReady: '', searchFound: '/found' },
      send: async (_tx, callback) => {
        sent.push(callback)
        return null
      },
      outdate: async () => {},
    },
  }
  jobs = await testJobs(corner.db, () => savedSearchHandlers(deps))
})
afterEach(async () => {
  await corner.clear()
  sent.length = 0
})
afterAll(async () => {
  await jobs.stop(1)
  await corner.close()
})

/** Of Mira, who looks for people of thirty. */
async function savedByMira(): Promise<string> {
  await corner.put([{ personId: 'mira' }, { personId: 'was-there', age: 30 }])
  const question = questionOf({ preferences: { ages: { min: 30, max: 30 }, interests: [], needs: [] } })
  const { id } = await saveSearch(deps, { question, name: 'Thirty', tellsOf: async () => {} })
  return id
}

const past = new Date(Date.now() - 60_000)
const now = (id: string) => findSaved(corner.db.query, id, null)

/** Makes it due, and waits until it has run. */
async function runNow(id: string, change: Parameters<typeof updateSaved>[2] = {}): Promise<void> {
  await updateSaved(corner.db.query, id, { dueAt: past, ...change })
  await corner.db.transaction((tx) => jobs.enqueue(tx, findDueSearches, {}))
  await eventually(async () => {
    const saved = await now(id)
    return saved === null || saved.pausedAt !== null || saved.dueAt > new Date()
  })
}

const toldOf = (): string[][] =>
  sent.map(({ body }) => (body['people'] as { user_id: string }[]).map(({ user_id: id }) => id).toSorted())

test('whoever comes and fits is told once, the best first, with her score, and those who were there are no news', async () => {
  const id = await savedByMira()
  await corner.put([{ personId: 'new', age: 30 }, { personId: 'unknown' }, { personId: 'old', age: 80 }])
  await runNow(id)
  expect(toldOf()).toEqual([['new', 'unknown']])
  expect(sent[0]).toMatchObject({
    path: '/found',
    body: {
      search_id: id,
      user_id: 'mira',
      name: 'Thirty',
      people: [{ match_score: expect.any(Number) as number }, {}],
    },
  })
  expect(sent[0]?.subjectIds.toSorted()).toEqual(['mira', 'new', 'unknown'])
  expect((await now(id))?.dueAt.getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000)
  await corner.put([
    { personId: 'new', age: 30, about: 'I have changed.' },
    { personId: 'newer', age: 30 },
  ])
  await runNow(id)
  expect(toldOf()).toEqual([['new', 'unknown'], ['newer']])
  expect((await readSaved(deps, id, 'mira')).told.map(({ personId }) => personId)).toEqual(['newer', 'new', 'unknown'])
})

/** A value with every text and figure replaced by what it is. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf)
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]))
}

test('the page on searching shows the members that the callback has', async () => {
  const shown = fencesOf(await readPage('docs/search.md')).find(({ text }) => text.includes('search_id'))
  const id = await savedByMira()
  await corner.put([{ personId: 'new', age: 30 }])
  await runNow(id)
  expect(shapeOf(JSON.parse(shown?.text ?? ''))).toEqual(shapeOf(sent[0]?.body))
})

test('whoever ends a pause, shows herself again or is suspended no longer is news, and once', async () => {
  const id = await savedByMira()
  const away = [
    { personId: 'paused', age: 30, isListed: false },
    { personId: 'invisible', age: 30, isVisible: false },
    { personId: 'suspended', age: 30, isSuspended: true },
  ]
  await corner.put(away)
  await runNow(id)
  expect(sent).toEqual([])
  await setProfileListed(corner.db.query, 'paused', true)
  await corner.put([
    { personId: 'invisible', age: 30 },
    { personId: 'suspended', age: 30 },
  ])
  await runNow(id)
  await setProfileListed(corner.db.query, 'paused', false)
  await setProfileListed(corner.db.query, 'paused', true)
  await runNow(id)
  expect(toldOf()).toEqual([['invisible', 'paused', 'suspended']])
})

test('a change that was under way while it ran is news the next time', async () => {
  const id = await savedByMira()
  await runNow(id, { ranAt: new Date(Date.now() - 600_000) })
  await corner.put([{ personId: 'late', age: 30 }])
  await corner.db.statements(`update profiles set updated_at = now() - interval '20 seconds' where person_id = 'late'`)
  await runNow(id)
  expect(toldOf()).toEqual([['was-there'], ['late']])
})

test('a status that is set again is no news', async () => {
  const id = await savedByMira()
  await setProfileListed(corner.db.query, 'was-there', true)
  await runNow(id)
  expect(sent).toEqual([])
})

test('where nobody is new nothing is told, and it looks again within the hour', async () => {
  const id = await savedByMira()
  await runNow(id)
  expect(sent).toEqual([])
  const due = (await now(id))?.dueAt.getTime() ?? 0
  expect([due > Date.now() + 50 * 60_000, due < Date.now() + 70 * 60_000]).toEqual([true, true])
})

test('what finds no room in one callback is told in the next', async () => {
  const id = await savedByMira()
  const crowd = Array.from({ length: 130 }, (_, index) => `crowd-${String(index).padStart(3, '0')}`)
  await corner.put(crowd.map((personId) => ({ personId, age: 30 })))
  await runNow(id)
  await runNow(id)
  await runNow(id)
  expect(toldOf().map((told) => told.length)).toEqual([100, 30])
  expect(toldOf().flat().toSorted()).toEqual(crowd)
})

test('it pauses when nobody has looked for thirty days, tells nothing, and wakes when it is looked at', async () => {
  const id = await savedByMira()
  await corner.put([{ personId: 'new', age: 30 }])
  await runNow(id, { readAt: new Date(Date.now() - 31 * 86_400_000) })
  expect([(await now(id))?.pausedAt, sent]).toEqual([expect.any(Date), []])
  const { saved } = await readSaved(deps, id, 'mira')
  expect(saved.pausedAt).toBe(null)
  await runNow(id)
  expect(toldOf()).toEqual([['new']])
})

test('whoever is told of and then blocks, pauses or is suspended is not shown any more', async () => {
  const id = await savedByMira()
  const told = ['blocks', 'pauses', 'suspended', 'stays'].map((personId) => ({ personId, age: 30 }))
  await corner.put(told)
  await runNow(id)
  await corner.db.statements(`insert into blocks (person_id, other_id) values ('blocks', 'mira')`)
  await setProfileListed(corner.db.query, 'pauses', false)
  await corner.put([{ personId: 'suspended', age: 30, isSuspended: true }])
  expect((await readSaved(deps, id, 'mira')).told.map(({ personId }) => personId)).toEqual(['stays'])
})

test('whoever is blocked, or leaves, is told to nobody, and a search leaves with who saved it', async () => {
  const id = await savedByMira()
  await corner.put([
    { personId: 'foe', age: 30 },
    { personId: 'gone', age: 30 },
  ])
  await corner.db.statements(`insert into blocks (person_id, other_id) values ('foe', 'mira')`)
  await corner.db.statements(`delete from people where id = 'gone'`)
  await runNow(id)
  expect(sent).toEqual([])
  await corner.db.statements(`delete from people where id = 'mira'`)
  expect(await now(id)).toBe(null)
})

test.each([
  ['run', {}],
  ['wait', { dueAt: new Date('2026-03-01T00:00:01Z') }],
  ['wait', { pausedAt: new Date('2026-02-01T00:00:00Z') }],
  ['run', { readAt: new Date('2026-01-30T00:00:00Z') }],
  ['pause', { readAt: new Date('2026-01-29T23:59:59Z') }],
] as const)('the plan is to %s when %j', (plan, some) => {
  const at = new Date('2026-03-01T00:00:00Z')
  expect(planSaved({ readAt: at, dueAt: at, pausedAt: null, ...some }, at)).toBe(plan)
})
