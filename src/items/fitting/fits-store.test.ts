import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../base/index.ts'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import {
  claimFit,
  dropFit,
  dropPieces,
  findFit,
  findReadyFit,
  finishFit,
  giveUpFit,
  listOutdatedFits,
  readPiece,
  savePiece,
  touchFit,
} from './fits-store.ts'
import type { FinishedFit, FitKind, FitRun } from './fits-store.ts'

let corner: Corner
beforeAll(async () => void (corner = await testDb()))
afterAll(() => corner.close())
beforeEach(() => corner.db.statements('delete from fits'))

const newRun = (kind: FitKind = 'model'): FitRun => ({ kind, id: newId(), runId: newId() })
const whole = { baseId: null, settings: { rank: 8 }, seed: 7, fingerprint: 'print', mark: '12', report: {}, parts: [] }
const claim = (run: FitRun) => corner.db.transaction((tx) => claimFit(tx, run))
const finish = (run: FitRun, fit: Partial<FinishedFit> = {}) =>
  corner.db.transaction((tx) => finishFit(tx, run, { ...whole, ...fit }))

async function made(fit: Partial<FinishedFit> = {}, kind: FitKind = 'model'): Promise<string> {
  const run = newRun(kind)
  await claim(run)
  await finish(run, fit)
  return run.id
}

const silence = (run: FitRun, seconds: number) =>
  corner.db.statements(`update fits set seen_at = now() - make_interval(secs => $2) where id = $1`, [run.id, seconds])

test('one builds at a time, and each kind has its own', async () => {
  expect(await claim(newRun())).toBe(true)
  expect(await claim(newRun())).toBe(false)
  expect(await claim(newRun('popularity'))).toBe(true)
})

test('of many that claim at once one builds', async () => {
  const claims = await Promise.all(Array.from({ length: 8 }, () => claim(newRun())))
  expect(claims.filter(Boolean)).toHaveLength(1)
})

test('a run that was not heard of for half a minute is taken over, and learns it when it goes on', async () => {
  const [dead, next] = [newRun(), newRun()]
  await claim(dead)
  await silence(dead, 29)
  expect(await claim(next)).toBe(false)
  await silence(dead, 31)
  expect(await claim(next)).toBe(true)
  expect(await touchFit(corner.db.query, dead)).toBe(false)
  expect(await savePiece(corner.db.query, dead, { name: 'a', number: 0, bytes: Uint8Array.of(1) })).toBe(false)
  expect(await finish(dead)).toBe(false)
  expect(await findReadyFit(corner.db.query, 'model')).toBeNull()
  expect(await touchFit(corner.db.query, next)).toBe(true)
})

test('whoever is heard of is not taken over', async () => {
  const run = newRun()
  await claim(run)
  await silence(run, 31)
  await touchFit(corner.db.query, run)
  expect(await claim(newRun())).toBe(false)
})

test('a fit is found when it is whole, and replaces the one before', async () => {
  const parts = [{ name: 'items', bytes: 3, fitId: newId() }]
  const first = await made({ parts, report: { why: 'best' } })
  expect(await findReadyFit(corner.db.query, 'model')).toMatchObject({
    id: first,
    baseId: null,
    settings: { rank: 8 },
    seed: 7,
    fingerprint: 'print',
    mark: '12',
    report: { why: 'best' },
    parts,
    madeAt: expect.any(Date),
  })
  const second = await made()
  expect((await findReadyFit(corner.db.query, 'model'))?.id).toBe(second)
  expect((await findFit(corner.db.query, first))?.id).toBe(first)
  expect(await findReadyFit(corner.db.query, 'popularity')).toBeNull()
})

test('a fit that is being built is not found, whoever asks', async () => {
  const run = newRun()
  await claim(run)
  expect(await findFit(corner.db.query, run.id)).toBeNull()
})

test('pieces come back as they were', async () => {
  const run = newRun()
  await claim(run)
  const bytes = Uint8Array.from({ length: 1 << 20 }, (_, at) => at % 251)
  await savePiece(corner.db.query, run, { name: 'vectors', number: 1, bytes: bytes.subarray(5) })
  const read = await readPiece(corner.db.query, { fitId: run.id, name: 'vectors', number: 1 })
  expect(Buffer.compare(read as Uint8Array, bytes.subarray(5))).toBe(0)
  expect(await readPiece(corner.db.query, { fitId: run.id, name: 'vectors', number: 0 })).toBeNull()
})

test('whoever gives up leaves the place to the next', async () => {
  const run = newRun()
  await claim(run)
  await giveUpFit(corner.db.query, run)
  expect(await claim(newRun())).toBe(true)
})

test('outdated are those that failed, and all but the newest that were whole; refreshed ones are counted for themselves', async () => {
  const fitted: string[] = []
  for (let number = 0; number < 4; number += 1) fitted.push(await made())
  const refreshed: string[] = []
  for (let number = 0; number < 4; number += 1) refreshed.push(await made({ baseId: fitted[3] as string }))
  const failed = newRun()
  await claim(failed)
  await giveUpFit(corner.db.query, failed)
  const building = newRun()
  await claim(building)
  const outdated = await listOutdatedFits(corner.db.query, 'model', { kept: 2, secondsMax: null })
  expect(outdated).toEqual([...fitted.slice(0, 2), ...refreshed.slice(0, 2), failed.id].toSorted())
  await corner.db.statements(`update fits set made_at = made_at - interval '1 hour' where state = 'retired'`)
  const tooOld = await listOutdatedFits(corner.db.query, 'model', { kept: 2, secondsMax: 1800 })
  const answering = [fitted[3] as string, refreshed[3] as string]
  expect(tooOld, 'all but the one that answers and the one whose models it has').toEqual(
    [...fitted, ...refreshed, failed.id].filter((id) => !answering.includes(id)).toSorted(),
  )
})

test('pieces go a few at a time, and a fit takes what was refreshed from it along', async () => {
  const run = newRun()
  await claim(run)
  for (const number of [0, 1, 2]) {
    await savePiece(corner.db.query, run, { name: 'a', number, bytes: Uint8Array.of(number) })
  }
  await finish(run)
  const refreshed = await made({ baseId: run.id })
  await made()
  expect(await dropPieces(corner.db.query, run.id, 2)).toBe(2)
  expect(await dropPieces(corner.db.query, run.id, 2)).toBe(1)
  await dropFit(corner.db.query, run.id)
  expect(await findFit(corner.db.query, refreshed)).toBeNull()
})

test('the one that answers is not dropped', async () => {
  const id = await made()
  await dropFit(corner.db.query, id)
  expect((await findReadyFit(corner.db.query, 'model'))?.id).toBe(id)
})
