/** How many items there are. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { IN_STOCK } from './item.ts'

/** Those that may be recommended somewhere. */
export async function countRecommendable(tx: Tx): Promise<number> {
  const [counted] = await rows<{ items: number }>(
    tx,
    'catalogue.count-recommendable',
    // As the index has it.
    sql`select count(*)::int as items from items where status = ${sql.lit(IN_STOCK)} and owner_id is null and not is_deleted`,
  )
  return counted?.items ?? 0
}
