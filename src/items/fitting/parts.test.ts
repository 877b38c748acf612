import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../base/index.ts'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { claimFit, dropPieces } from './fits-store.ts'
import type { FitRun } from './fits-store.ts'
import { readParts, TakenOver, writeParts } from './parts.ts'

let corner: Corner
let run: FitRun
beforeAll(async () => void (corner = await testDb()))
afterAll(() => corner.close())
beforeEach(async () => {
  await corner.db.statements('delete from fits')
  run = { kind: 'model', id: newId(), runId: newId() }
  await corner.db.transaction((tx) => claimFit(tx, run))
})

const { signal } = new AbortController()
const patterned = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 7) % 251)
const same = (one: Uint8Array | undefined, other: Uint8Array): boolean => Buffer.compare(one as Uint8Array, other) === 0

test('parts of any length come back as they were, in memory that threads share', async () => {
  const parts = { none: patterned(0), one: patterned(1), whole: patterned(2 << 20), odd: patterned((6 << 20) + 17) }
  const written = await writeParts(corner.db, run, { parts, signal })
  expect(written.map(({ name, bytes, fitId }) => [name, bytes, fitId === run.id])).toEqual([
    ['none', 0, true],
    ['one', 1, true],
    ['whole', 2 << 20, true],
    ['odd', (6 << 20) + 17, true],
  ])
  const read = await readParts(corner.db.query, { parts: written })
  for (const [name, bytes] of Object.entries(parts)) expect(same(read?.[name], bytes)).toBe(true)
  expect(read?.['odd']?.buffer).toBeInstanceOf(SharedArrayBuffer)
})

test('no piece is larger than a megabyte', async () => {
  await writeParts(corner.db, run, { parts: { all: patterned(3_500_000) }, signal })
  const { rows } = await corner.db.statements('select number, length(bytes) from fit_parts order by number')
  expect(rows.map(({ length }) => length)).toEqual([
    ...Array.from({ length: 26 }, () => 1 << 17),
    3_500_000 - 26 * (1 << 17),
  ])
})

test('whoever was taken over writes nothing more', async () => {
  await corner.db.statements(`update fits set state = 'failed'`)
  await expect(writeParts(corner.db, run, { parts: { all: patterned(9) }, signal })).rejects.toThrow(TakenOver)
  expect((await corner.db.statements('select 1 from fit_parts')).rows).toEqual([])
})

test('a stop ends the writing between two transactions', async () => {
  const stopped = AbortSignal.abort(new Error('stopping'))
  await expect(writeParts(corner.db, run, { parts: { all: patterned(9) }, signal: stopped })).rejects.toThrow(
    'stopping',
  )
})

test('a fit of which a piece is gone is not read', async () => {
  const parts = await writeParts(corner.db, run, { parts: { all: patterned(3 << 20) }, signal })
  await dropPieces(corner.db.query, run.id, 1)
  expect(await readParts(corner.db.query, { parts })).toBeNull()
})
