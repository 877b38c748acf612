/** Queries on blocks: who does not want to see whom. */
import type { ColumnType } from 'kysely'
import { tablesOf } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

interface BlockTables {
  blocks: { person_id: string; other_id: string; created_at: ColumnType<Date, never, never> }
}

const tables = tablesOf<BlockTables>()

/** Saying it twice is as good as once. The other need not exist. */
export async function saveBlock(tx: Tx, personId: string, otherId: string): Promise<void> {
  await tables(tx, 'matching.save-block')
    .insertInto('blocks')
    .values({ person_id: personId, other_id: otherId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes back the person's own block; one by the other stays. */
export async function removeBlock(tx: Tx, personId: string, otherId: string): Promise<void> {
  await tables(tx, 'matching.remove-block')
    .deleteFrom('blocks')
    .where('person_id', '=', personId)
    .where('other_id', '=', otherId)
    .execute()
}

/** Whether the person has a block of her own against the other, who need not exist. */
export async function hasBlocked(tx: Tx, personId: string, otherId: string): Promise<boolean> {
  const row = await tables(tx, 'matching.has-blocked')
    .selectFrom('blocks')
    .select('person_id')
    .where('person_id', '=', personId)
    .where('other_id', '=', otherId)
    .executeTakeFirst()
  return row !== undefined
}

export interface Block {
  readonly personId: string
  readonly otherId: string
  readonly createdAt: Date
}

/** Blocks in which the person has part, on either side: neither sees the other. */
export async function listBlocks(tx: Tx, personId: string): Promise<Block[]> {
  return tables(tx, 'matching.list-blocks')
    .selectFrom('blocks')
    .select(['person_id as personId', 'other_id as otherId', 'created_at as createdAt'])
    .where((or) => or.or([or('person_id', '=', personId), or('other_id', '=', personId)]))
    .orderBy('person_id')
    .orderBy('other_id')
    .execute()
}
