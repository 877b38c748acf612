import { givingTurns } from '../../base/index.ts'
import type { Columns } from '../shelf/index.ts'
import { FEATURES } from '../shelf/index.ts'

const TURN_MS = 10

/**
 * What the shelf knows of each item, `FEATURES` bytes for each; all 0 for one that is not on it. Null where it knows nothing.
 * In memory that threads share: a fit takes it as it is.
 */
export async function contentOnShelf(
  shelf: Columns,
  itemIds: readonly string[],
): Promise<Int8Array<SharedArrayBuffer> | null> {
  const content = new Int8Array(new SharedArrayBuffer(itemIds.length * FEATURES))
  const giveTurn = givingTurns(TURN_MS)
  let isAnythingKnown = false
  for (const [column, id] of itemIds.entries()) {
    await giveTurn()
    const place = shelf.placeOf(id)
    if (place === undefined) continue
    const features = shelf.features.subarray(place * FEATURES, (place + 1) * FEATURES)
    isAnythingKnown ||= features.some((feature) => feature !== 0)
    content.set(features, column * FEATURES)
  }
  return isAnythingKnown ? content : null
}
