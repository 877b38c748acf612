import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDb } from '../../../../test/support/db.ts'
import type { Corner } from '../../../../test/support/db.ts'
import { recordingTelemetry } from '../../../../test/support/recording-telemetry.ts'
import { countVectors, deleteOldestVectors, findVectors, saveVectors } from '../store.ts'
import { pruneCache, pruneVectors } from './prune.ts'
import { hashText } from './text-hash.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())
beforeEach(async () => {
  await deleteOldestVectors(corner.db.query, 100_000)
})

const running = new AbortController().signal

async function keep(count: number, usedAt: Date): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => ({
    hash: hashText(`${usedAt.toISOString()} ${index}`),
    vector: Buffer.alloc(16),
  }))
  await saveVectors(corner.db.query, { model: 'model', vectors: rows, usedAt })
}

const old = new Date('2026-01-01T00:00:00Z')
const recent = new Date('2026-02-01T00:00:00Z')

test('those that were not used for longest go, down to the limit', async () => {
  await keep(5, old)
  await keep(5, recent)
  expect(await pruneVectors({ db: corner.db, rowsMax: 7 }, running)).toBe(3)
  expect(await countVectors(corner.db.query)).toBe(7)
  const recentHashes = Array.from({ length: 5 }, (_, index) => hashText(`${recent.toISOString()} ${index}`))
  expect(await findVectors(corner.db.query, 'model', recentHashes)).toHaveLength(5)
})

test('a table within its limit is left alone', async () => {
  await keep(5, old)
  expect(await pruneVectors({ db: corner.db, rowsMax: 5 }, running)).toBe(0)
  expect(await countVectors(corner.db.query)).toBe(5)
})

test('many rows go in several transactions', async () => {
  await keep(1000, old)
  await keep(1000, recent)
  await keep(500, new Date('2026-03-01T00:00:00Z'))
  expect(await pruneVectors({ db: corner.db, rowsMax: 100 }, running)).toBe(2400)
})

test('a run that must stop stops', async () => {
  await keep(5, old)
  expect(await pruneVectors({ db: corner.db, rowsMax: 0 }, AbortSignal.abort())).toBe(0)
})

test('the job runs every hour and says what it did', async () => {
  await keep(3, old)
  const { log, lines } = recordingTelemetry()
  const handler = pruneCache({ db: corner.db, rowsMax: 1 })
  await handler.handle({}, { jobId: '1', attempt: 1, lastAttempt: false, signal: running, log })
  expect(handler.everySeconds).toBe(3600)
  expect(handler.job.name).toBe('models.prune-cache')
  expect(lines).toEqual([{ level: 'info', message: 'Kept embeddings were pruned.', facts: { pruned: 2, rowsMax: 1 } }])
})
