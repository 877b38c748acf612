import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDb } from '../../../../test/support/db.ts'
import type { Corner } from '../../../../test/support/db.ts'
import { recordingTelemetry } from '../../../../test/support/recording-telemetry.ts'
import { silentLogger, systemClock } from '../../../base/index.ts'
import { countVectors, deleteOldestVectors, findVectors } from '../store.ts'
import { unpackVector } from '../vectors.ts'
import { hashKey, hashText } from './text-hash.ts'
import { openWriteBehind } from './write-behind.ts'
import type { WriteBehind, WriteBehindOptions } from './write-behind.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())
beforeEach(async () => {
  await deleteOldestVectors(corner.db.query, 100_000)
})

const open = (options: Partial<WriteBehindOptions> = {}): WriteBehind =>
  openWriteBehind({ db: corner.db, log: silentLogger, clock: systemClock, model: 'model', ...options })

const keyOf = (text: string): string => hashKey(hashText(text))
const vector = Float32Array.of(0.6, 0.8)
const vectorsOf = (...texts: string[]): Map<string, Float32Array> => new Map(texts.map((text) => [keyOf(text), vector]))
const rowsOf = (text: string) => findVectors(corner.db.query, 'model', [hashText(text)])

test('a flush writes everything that was added, as it was', async () => {
  const writes = open()
  await writes.add(vectorsOf('a', 'b'))
  await writes.flush()
  expect(unpackVector((await rowsOf('a'))[0]!.vector)).toEqual(vector)
  expect(await countVectors(corner.db.query)).toBe(2)
})

test('what was added is written within a moment, without a flush', async () => {
  await open().add(vectorsOf('a'))
  await expect.poll(async () => (await rowsOf('a')).length).toBe(1)
})

test('the same text twice, in two processes at once, is one row', async () => {
  const [one, other] = [open(), open()]
  for (const writes of [one, other]) await writes.add(vectorsOf('a', 'b', 'c'))
  await Promise.all([one.flush(), other.flush()])
  expect(await countVectors(corner.db.query)).toBe(3)
})

test('what is dropped in time is never written', async () => {
  const writes = open()
  await writes.add(vectorsOf('a', 'b'))
  writes.drop([keyOf('a')])
  await writes.flush()
  expect(await rowsOf('a')).toEqual([])
  expect(await rowsOf('b')).toHaveLength(1)
})

test('what is dropped too late is removed, and only if it was ours', async () => {
  const [ours, theirs] = [open(), open()]
  await ours.add(vectorsOf('a'))
  await theirs.add(vectorsOf('b'))
  await Promise.all([ours.flush(), theirs.flush()])
  ours.drop([keyOf('a'), keyOf('b')])
  await ours.flush()
  expect(await rowsOf('a')).toEqual([])
  expect(await rowsOf('b')).toHaveLength(1)
})

test('whoever adds more than can wait waits for the writing', async () => {
  const writes = open()
  const texts = Array.from({ length: 2600 }, (_, index) => `text ${index}`)
  await writes.add(vectorsOf(...texts))
  expect(await countVectors(corner.db.query)).toBe(2600)
})

test('a write that fails is said once and held against nobody', async () => {
  const { log, lines } = recordingTelemetry()
  const writes = open({ log, model: null as unknown as string })
  await writes.add(vectorsOf('a'))
  await writes.flush()
  await writes.flush()
  expect(lines).toEqual([{ level: 'warn', message: 'Embeddings could not be kept.', facts: { code: '23502' } }])
})

test('a touch moves the day of use', async () => {
  let now = new Date('2026-01-01T00:00:00Z')
  const writes = open({ clock: () => now })
  await writes.add(vectorsOf('a'))
  await writes.flush()
  now = new Date('2026-01-03T00:00:00Z')
  writes.touch([keyOf('a')])
  await writes.flush()
  expect((await rowsOf('a'))[0]?.usedAt).toEqual(now)
})
