/** Planted likes in a database of their own, and the room that learns from them. */
import { silentLogger } from '../../src/base/index.ts'
import type { PlantedEvents } from '../../src/engine/index.ts'
import { openColumns } from '../../src/items/shelf/columns.ts'
import { takeInteractions } from '../../src/items/interactions/index.ts'
import type { Interaction } from '../../src/items/interactions/index.ts'
import type { FitDeps } from '../../src/items/fitting/fit-model.ts'
import { testDb } from './db.ts'
import type { Corner } from './db.ts'

export const now = new Date('2026-03-01T00:00:00Z')

export interface FittingRoom {
  readonly corner: Corner
  readonly deps: FitDeps & { readonly clock: () => Date }
  readonly run: { readonly signal: AbortSignal; readonly log: typeof silentLogger }
  /** Each person likes these items. */
  like(likes: Readonly<Record<string, readonly string[]>>): Promise<void>
  likePlanted(events: Pick<PlantedEvents, 'rows' | 'columns'>): Promise<void>
  clear(): Promise<void>
}

let count = 0

export async function fittingRoom(budgetSeconds = 0.5): Promise<FittingRoom> {
  const corner = await testDb()
  const columns = openColumns()
  const take = (events: readonly Interaction[]) =>
    corner.db.transaction((tx) => takeInteractions(tx, { felt: async () => {} }, events))
  return {
    corner,
    deps: {
      db: corner.db,
      clock: () => now,
      shelf: { current: async () => columns },
      fit: { intervalSeconds: 3600, budgetSeconds, refreshSeconds: 60 },
      popularity: { refreshSeconds: 900, halfLifeDays: 30 },
    },
    run: { signal: new AbortController().signal, log: silentLogger },
    async like(likes) {
      const events = Object.entries(likes).flatMap(([userId, itemIds]) =>
        itemIds.map((itemId) => likeOf(userId, itemId)),
      )
      for (let at = 0; at < events.length; at += 1000) await take(events.slice(at, at + 1000))
    },
    async likePlanted({ rows, columns: of }) {
      const events = Array.from(rows, (row, at) => likeOf(`u${row}`, `i${of[at]}`))
      for (let at = 0; at < events.length; at += 1000) await take(events.slice(at, at + 1000))
    },
    async clear() {
      for (const table of ['fits', 'interactions', 'stances', 'tastes'])
        await corner.db.statements(`delete from ${table}`)
    },
  }
}

const likeOf = (userId: string, itemId: string): Interaction => ({
  eventId: `e${(count += 1)}`,
  userId,
  itemId,
  type: 'like',
  time: new Date(now.getTime() - (count % 100) * 3_600_000),
  value: null,
  recommendationId: null,
  source: 'api',
})
