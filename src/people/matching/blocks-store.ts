/** Queries on blocks: who does not want to see whom. */
import type { ColumnType } from 'kysely'
import { rows, sql, tablesOf } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

/** Who knows of a block: our own API, or nobody but the host's database. */
export interface Sourced {
  readonly source: 'api' | 'host'
}

interface BlockTables {
  blocks: {
    person_id: string
    other_id: string
    source: Sourced['source']
    created_at: ColumnType<Date, never, never>
  }
}

const tables = tablesOf<BlockTables>()

/** Who does not want to see whom. */
export interface BlockEnds {
  readonly personId: string
  readonly otherId: string
}

/** Saying it twice is as good as once, and what was ever said here does not go with the host's. The other need not exist. */
export async function saveBlock(tx: Tx, { personId, otherId, source }: BlockEnds & Sourced): Promise<void> {
  await tables(tx, 'matching.save-block')
    .insertInto('blocks')
    .values({ person_id: personId, other_id: otherId, source })
    .onConflict((conflict) =>
      source === 'host'
        ? conflict.doNothing()
        : conflict.columns(['person_id', 'other_id']).doUpdateSet({ source }).where('blocks.source', '=', 'host'),
    )
    .execute()
}

/** Takes back the person's own block; one by the other stays. The host's word takes back nothing that was said here. */
export async function removeBlock(tx: Tx, { personId, otherId, source }: BlockEnds & Sourced): Promise<void> {
  const query = tables(tx, 'matching.remove-block')
    .deleteFrom('blocks')
    .where('person_id', '=', personId)
    .where('other_id', '=', otherId)
  await (source === 'host' ? query.where('source', '=', 'host') : query).execute()
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

export interface Block extends BlockEnds, Sourced {
  readonly createdAt: Date
}

/** Blocks in which the person has part, on either side: neither sees the other. */
export async function listBlocks(tx: Tx, personId: string): Promise<Block[]> {
  return tables(tx, 'matching.list-blocks')
    .selectFrom('blocks')
    .select(['person_id as personId', 'other_id as otherId', 'source', 'created_at as createdAt'])
    .where((or) => or.or([or('person_id', '=', personId), or('other_id', '=', personId)]))
    .orderBy('person_id')
    .orderBy('other_id')
    .execute()
}

/** Those of the blocks that are kept here, wherever they came from. */
export async function findBlocks(tx: Tx, blocks: readonly BlockEnds[]): Promise<BlockEnds[]> {
  return rows<BlockEnds>(
    tx,
    'matching.find-blocks',
    sql`select person_id as "personId", other_id as "otherId" from blocks
      where (person_id, other_id) in (select * from unnest(
        ${blocks.map(({ personId }) => personId)}::text[], ${blocks.map(({ otherId }) => otherId)}::text[]))`,
  )
}

/** Blocks of which nobody but the host knows, in the order of both ids. */
export async function listHostBlocks(tx: Tx, after: BlockEnds, limit: number): Promise<BlockEnds[]> {
  return rows<BlockEnds>(
    tx,
    'matching.list-host-blocks',
    sql`select person_id as "personId", other_id as "otherId" from blocks
      where source = 'host' and (person_id, other_id) > (${after.personId}, ${after.otherId})
      order by person_id, other_id limit ${limit}`,
  )
}
