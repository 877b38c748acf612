import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '../../test/support/db.ts'
import type { Corner } from '../../test/support/db.ts'
import { silentLogger } from '../base/index.ts'
import { takeInteractions } from './interactions/index.ts'
import { rebuild } from './rebuild.ts'
import { openShelf } from './shelf/index.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

const like = (userId: string, itemId: string) => ({
  eventId: `${userId} ${itemId}`,
  userId,
  itemId,
  type: 'like' as const,
  time: new Date('2026-03-01'),
  value: null,
  recommendationId: null,
  source: 'api' as const,
})

async function rebuilt(): Promise<string[]> {
  const lines: string[] = []
  const shelf = openShelf({ db: corner.db })
  const deps = {
    db: corner.db,
    clock: () => new Date('2026-03-02'),
    log: silentLogger,
    shelf,
    fit: { intervalSeconds: 3600, budgetSeconds: 1, refreshSeconds: 60 },
    popularity: { refreshSeconds: 900, halfLifeDays: 30 },
  }
  await rebuild(deps, new AbortController().signal, (line) => lines.push(line))
  shelf.close()
  return lines
}

test('everything derived is made of what there is, and each part tells what came of it', async () => {
  expect(await rebuilt()).toEqual([
    'People: 0 counted.',
    'Favourites: 0 items counted.',
    'Model: too little is known for one.',
  ])
  const likes = Array.from({ length: 40 }, (_, at) => like(`user-${at % 20}`, `item-${(at * 7) % 13}`))
  await corner.db.transaction((tx) => takeInteractions(tx, { felt: async () => {} }, likes))
  expect(await rebuilt()).toEqual(['People: 20 counted.', 'Favourites: 13 items counted.', 'Model: fitted anew.'])
  expect((await rebuilt()).at(-1)).toBe('Model: nothing has changed since it was fitted.')
}, 60_000)
