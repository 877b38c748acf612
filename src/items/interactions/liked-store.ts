/** What somebody likes of a page. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

/** Those of the items that the person likes now. */
export async function likedAmong(tx: Tx, userId: string, itemIds: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await rows<{ itemId: string }>(
    tx,
    'interactions.liked-among',
    sql`select item_id as "itemId" from stances
      where user_id = ${userId} and item_id = any(${[...itemIds]}::text[]) and opinion = 'like'`,
  )
  return new Set(found.map(({ itemId }) => itemId))
}
