/** What is popular with whom, ready to be asked. */
import { inTurns } from '../../base/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { columnsOf } from './columns-of.ts'
import type { StoredFit } from './fits-store.ts'
import { groupNumbers } from './groups.ts'
import type { Segment } from './groups.ts'
import { itemIdsOf, readParts } from './parts.ts'
import { unpackArrays } from './packed-arrays.ts'
import type { PopularitySettings, RankedGroup } from './rank-groups.ts'

export interface PopularityTable {
  readonly id: string
  readonly itemIds: readonly string[]
  /** Undefined for an item that nobody has touched. */
  readonly columnOf: (itemId: string) => number | undefined
  /** The chance that the next event of the group is on each column, and whose liking that is made of. */
  rank(segment: Segment): { readonly scores: Float32Array; readonly groups: readonly RankedGroup[] }
}

/** Null where a part is gone: another has taken its place meanwhile. */
export async function openPopularityTable(
  tx: Tx,
  fit: StoredFit,
  giveTurn: () => Promise<unknown>,
): Promise<PopularityTable | null> {
  const parts = await readParts(tx, fit)
  if (!parts?.['scores']) return null
  const { scores } = unpackArrays(parts['scores'])
  if (!(scores instanceof Float32Array)) throw new RangeError('The table of favourites is not whole.')
  const { genders, ages, explanations } = fit.settings as PopularitySettings
  const itemIds = itemIdsOf(parts['items'])
  const { cellOf } = groupNumbers({ genders, ages })
  const columnOf = await inTurns(columnsOf(itemIds), giveTurn)
  return {
    id: fit.id,
    itemIds,
    columnOf,
    rank(segment) {
      const cell = cellOf(segment)
      const start = cell * itemIds.length
      return { scores: scores.subarray(start, start + itemIds.length), groups: explanations[cell] ?? [] }
    },
  }
}
