import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { findReadyFit } from './fits-store.ts'
import type { FinishedFit, FitRun } from './fits-store.ts'
import { leadFit } from './lead.ts'
import { TakenOver } from './parts.ts'
import { publishFit, pruneFits } from './publish.ts'

let corner: Corner
beforeAll(async () => void (corner = await testDb()))
afterAll(() => corner.close())
beforeEach(() => corner.db.statements('delete from fits'))

const { signal } = new AbortController()
const row: Omit<FinishedFit, 'parts'> = {
  baseId: null,
  settings: {},
  seed: 1,
  fingerprint: 'print',
  mark: null,
  report: {},
}
const publish = (run: FitRun, more: Partial<FinishedFit> = {}) =>
  publishFit(corner.db, run, { parts: { all: Uint8Array.of(1, 2, 3) }, row: { ...row, ...more }, signal })
const lead = <Result>(work: (run: FitRun, led: AbortSignal) => Promise<Result>) =>
  leadFit(corner.db, { kind: 'model', signal }, work)

const states = async () =>
  (await corner.db.statements('select state, count(*)::int as count from fits group by 1 order by 1')).rows.map(
    ({ state, count }) => [state, count],
  )

test('while one leads nobody else does', async () => {
  const inner = await lead(async () => lead(async () => 'both'))
  expect(inner).toBeNull()
  expect(await lead(async () => 'next')).toBe('next')
})

test('what a leader published answers, and is heard of', async () => {
  const heard: string[] = []
  const unlisten = corner.db.listen('items.fit', {
    onPayload: (payload) => heard.push(payload),
    onGap: () => {},
    onReady: () => {},
  })
  await vi.waitFor(async () => {
    await corner.db.notify(corner.db.query, 'items.fit', 'hello')
    expect(heard).toContain('hello')
  })
  await lead((run) => publish(run))
  const ready = await findReadyFit(corner.db.query, 'model')
  expect(ready?.parts).toEqual([{ name: 'all', bytes: 3, fitId: ready?.id }])
  await vi.waitFor(() => expect(heard).toContain(JSON.stringify({ kind: 'model', id: ready?.id })))
  unlisten()
})

test('a leader that fails leaves the place at once, and nothing of it answers', async () => {
  await expect(
    lead(async () => {
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await states()).toEqual([['failed', 1]])
  expect(await lead(async () => 'next')).toBe('next')
})

test('a leader that was taken over publishes nothing, and is told to stop at its next beat', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    const outcome = lead(async (run, led) => {
      await corner.db.statements(`update fits set state = 'failed'`)
      const told = new Promise((resolve) => led.addEventListener('abort', () => resolve(led.reason)))
      await vi.advanceTimersByTimeAsync(10_000)
      expect(await told).toBeInstanceOf(TakenOver)
      return publish(run)
    })
    await expect(outcome).rejects.toThrow(TakenOver)
  } finally {
    vi.useRealTimers()
  }
  expect(await findReadyFit(corner.db.query, 'model')).toBeNull()
})

test('a leader is heard of every ten seconds', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    await lead(async () => {
      await corner.db.statements(`update fits set seen_at = now() - interval '25 seconds'`)
      await vi.advanceTimersByTimeAsync(10_000)
      vi.useRealTimers()
      await vi.waitFor(async () => {
        const { rows } = await corner.db.statements(`select 1 from fits where seen_at > now() - interval '5 seconds'`)
        expect(rows).toHaveLength(1)
      })
    })
  } finally {
    vi.useRealTimers()
  }
})

test('the one that answers and the two before it are kept, and their parts; what is older goes', async () => {
  for (let number = 0; number < 5; number += 1) await lead((run) => publish(run))
  expect(await states()).toEqual([
    ['ready', 1],
    ['retired', 2],
  ])
  expect((await corner.db.statements('select 1 from fit_parts')).rows).toHaveLength(3)
})

test('what was half written goes at the next look', async () => {
  await lead((run) => publish(run))
  await lead(async (run) => {
    await corner.db.statements(`insert into fit_parts (fit_id, name, number, bytes) values ($1, 'half', 0, '\\x00')`, [
      run.id,
    ])
  })
  await pruneFits(corner.db, 'model')
  expect(await states()).toEqual([['ready', 1]])
  expect((await corner.db.statements(`select 1 from fit_parts where name = 'half'`)).rows).toEqual([])
})
