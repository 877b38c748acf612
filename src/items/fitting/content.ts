import type { Columns } from '../shelf/index.ts'
import { FEATURES } from '../shelf/index.ts'

/** What the shelf knows of each item, `FEATURES` bytes for each; all 0 for one that is not on it. Null where it knows nothing. */
export function contentOnShelf(shelf: Columns, itemIds: readonly string[]): Int8Array | null {
  const content = new Int8Array(itemIds.length * FEATURES)
  let isAnythingKnown = false
  for (const [column, id] of itemIds.entries()) {
    const place = shelf.placeOf(id)
    if (place === undefined) continue
    const features = shelf.features.subarray(place * FEATURES, (place + 1) * FEATURES)
    isAnythingKnown ||= features.some((feature) => feature !== 0)
    content.set(features, column * FEATURES)
  }
  return isAnythingKnown ? content : null
}
