/** Fills a database with items and with people who like them: the planted data of the engine, as the product would hold it. */
import { DAY_MS } from '../src/base/index.ts'
import { planted, plantedTypes, sparse } from '../src/engine/index.ts'
import type { Planted, PlantedShape } from '../src/engine/index.ts'
import { saveItems } from '../src/items/catalogue/index.ts'
import type { WrittenItem } from '../src/items/catalogue/index.ts'
import { takeInteractions } from '../src/items/interactions/index.ts'
import type { Interaction } from '../src/items/interactions/index.ts'
import type { Db } from '../src/platform/db/index.ts'
import type { Jobs } from '../src/platform/jobs/index.ts'
import type { Seed } from './ground.ts'

/** As many people and items as the public data by which the engine is judged, and four fifths of its likes: its training part. */
export const publicSize: PlantedShape = { ...sparse, events: 800_000, likeShare: 1 }

/** Raised when the seed writes something else, so that what was kept of the old one is not used. */
const VERSION = 1
const AT_ONCE = 1000
export const geoId = 1

export const itemsAndLikes = (shape: PlantedShape): Seed => ({
  name: `items_${VERSION}_${shape.rows}_${shape.columns}_${shape.events}`,
  fill: (db) => seedItems(db, planted(shape)),
})

/** A seed needs no jobs: nothing is embedded, which the vectors of categories and prices make up for. */
const noJobs: Jobs = { enqueue: async () => '', enqueueAll: async () => {}, erase: async () => {} }

/** Ids are item-0, person-0 … The database is migrated and empty. */
async function seedItems(db: Db, data: Planted): Promise<void> {
  const items = data.titles.map((title, column) => itemOf(data, column, title))
  for (let at = 0; at < items.length; at += AT_ONCE)
    await db.transaction((tx) => saveItems(tx, noJobs, items.slice(at, at + AT_ONCE)))
  const began = Date.now() - data.shape.days * DAY_MS
  const { rows } = data.events
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const places = Array.from({ length: Math.min(AT_ONCE, rows.length - at) }, (_, place) => at + place)
    const events = places.map((place) => eventOf(data, place, began))
    await db.transaction((tx) => takeInteractions(tx, { felt: async () => {} }, events))
  }
  await db.statements('update reciprocity.items set needs_vector = false')
  await db.statements('vacuum analyze')
}

function itemOf({ categories }: Planted, column: number, title: string): WrittenItem {
  return {
    id: `item-${column}`,
    title,
    description: null,
    categories: { category: categories[column] ?? '', gender: ['f', 'm', 'any'][column % 3] ?? '' },
    attributes: { handmade: column % 2 === 0 },
    price: 5 + ((column * 37) % 900),
    platform: ['ozon', 'wildberries', 'amazon'][column % 3] ?? null,
    geoId,
    status: 'in_stock',
    ownerId: null,
    createdAt: new Date(Date.UTC(2025, 0, 1) + column * 1000),
    source: 'api',
    hostDigest: null,
  }
}

function eventOf({ events }: Planted, place: number, began: number): Interaction {
  return {
    eventId: `event-${place}`,
    userId: `person-${events.rows[place]}`,
    itemId: `item-${events.columns[place]}`,
    type: plantedTypes[events.types[place] ?? 0] ?? 'like',
    time: new Date(began + (events.times[place] ?? 0) * 1000),
    value: null,
    recommendationId: null,
    source: 'api',
  }
}
