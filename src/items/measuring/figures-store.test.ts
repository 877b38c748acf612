import assert from 'node:assert/strict'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { emptyDb, testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { answered, recommended } from '../../../test/support/measures.ts'
import { readSums } from './figures-store.ts'
import { openGathering } from './gathering.ts'
import type { Answered, Recommended } from '../recommending/index.ts'
import { stepOf } from './histogram.ts'
import { saveMeasures } from './measures-store.ts'
import { saveOutcomes } from './outcomes-store.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner?.close())
beforeEach(() => emptyDb(corner.db))

const noon = new Date('2026-03-01T12:00:00Z')
const after = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000)

async function measure(
  now: Date,
  what: { readonly made?: readonly Recommended[]; readonly answers?: readonly Answered[] },
) {
  const gathering = openGathering(1000)
  for (const one of what.made ?? []) gathering.recommended(one, now)
  for (const one of what.answers ?? []) gathering.answered(one, now)
  const gathered = gathering.take(1000)
  if (gathered) await corner.db.transaction((tx) => saveMeasures(tx, gathered))
}

const read = (since = noon) => readSums(corner.db.query, since)

test('of nothing the sums are empty, but for the one count of no items', async () => {
  const sums = await read()
  assert.deepEqual([sums.answers, sums.shown, sums.outcomes], [[], [], []])
  assert.deepEqual(
    sums.items.map(({ items }) => items),
    [0],
  )
})

test('counts are added up from the five minutes of the instant on', async () => {
  await measure(after(-1), { answers: [answered({ tookMs: 1 })] })
  await measure(noon, { answers: [answered({ tookMs: 1 }), answered({ tookMs: 50, isHit: true })] })
  await measure(after(30), { answers: [answered({ tookMs: 50, variant: 'spring/b' }), answered({ tookMs: 50 })] })
  const { answers, shown } = await read(after(4))
  const byVariant = answers.toSorted((one, other) => other.answers - one.answers)
  assert.deepEqual(
    byVariant.map((row) => [row.variant, row.answers, row.hits, row.histogram[stepOf(1)], row.histogram[stepOf(50)]]),
    [
      [null, 3, 1, 1, 2],
      ['spring/b', 1, 0, 0, 1],
    ],
  )
  assert.deepEqual(
    shown.filter(({ source }) => source === 'new').toSorted((one, other) => other.shown - one.shown),
    [
      { source: 'new', variant: null, shown: 3 },
      { source: 'new', variant: 'spring/b', shown: 1 },
    ],
  )
})

test('outcomes are added up by source, variant and kind', async () => {
  const outcome = { slot: noon, source: 'new', variant: null, type: 'like', outcomes: 2 }
  await corner.db.transaction((tx) => saveOutcomes(tx, [outcome, { ...outcome, slot: after(5) }]))
  await corner.db.transaction((tx) => saveOutcomes(tx, [outcome, { ...outcome, slot: after(-5) }]))
  assert.deepEqual((await read()).outcomes, [{ source: 'new', variant: null, type: 'like', outcomes: 6 }])
})

test('different items are counted, in all, by source and by variant', async () => {
  await measure(noon, { made: [recommended()] })
  await measure(after(10), {
    made: [recommended({ variant: 'spring/b' }), recommended({ items: ['hat'], sources: ['new'] })],
  })
  await measure(after(-10), { made: [recommended({ items: ['old'], sources: ['popular'] })] })
  const { items } = await read()
  const tell = (row: (typeof items)[number]): string =>
    `${row.source ?? 'all'} ${row.isVariant ? (row.variant ?? 'none') : 'any'} ${row.items}`
  assert.deepEqual(items.map(tell).toSorted(), [
    'all any 3',
    'all none 3',
    'all spring/b 2',
    'new any 2',
    'popular any 1',
  ])
})
