/** What an item says of itself beside what she liked. */
import type { Db } from '../../platform/db/index.ts'
import { findItems, readVectors } from '../catalogue/index.ts'
import { FEATURES, featuresOf, featuresOfAll } from '../shelf/index.ts'
import type { Columns } from '../shelf/index.ts'
import type { Positive } from './history.ts'

/** The last things she liked say what she likes now. */
const LIKED_MAX = 200

interface Weighed {
  readonly features: Int8Array
  readonly weight: number
}

/**
 * The direction in which lies what she likes; null where nothing is known of it. What is private or sold out counts, too: of
 * what never was on the shelf the words are read now.
 */
export async function readDirection(
  db: Pick<Db, 'query'>,
  columns: Columns,
  positives: readonly Positive[],
): Promise<Int8Array | null> {
  const latest = positives.slice(0, LIKED_MAX)
  const elsewhere = latest.filter(({ itemId }) => columns.placeOf(itemId) === undefined)
  const read = elsewhere.length === 0 ? new Map<string, Int8Array>() : await readFeatures(db, elsewhere)
  const weighed = latest.flatMap(({ itemId, weight }): readonly Weighed[] => {
    const features = featuresAt(columns, columns.placeOf(itemId)) ?? read.get(itemId)
    return features ? [{ features, weight }] : []
  })
  const direction = featuresOfAll(weighed)
  return direction.some((value) => value !== 0) ? direction : null
}

/** A view, not a copy. Undefined without a place. */
export const featuresAt = (columns: Columns, place: number | undefined): Int8Array | undefined =>
  place === undefined ? undefined : columns.features.subarray(place * FEATURES, (place + 1) * FEATURES)

async function readFeatures(
  { query }: Pick<Db, 'query'>,
  positives: readonly Positive[],
): Promise<ReadonlyMap<string, Int8Array>> {
  const ids = positives.map(({ itemId }) => itemId)
  const [items, vectors] = await Promise.all([findItems(query, ids), readVectors(query, ids)])
  return new Map([...items].map(([id, item]) => [id, featuresOf(item, vectors.get(id) ?? null)]))
}
