/** What matching makes for a generation: the indexes of its gate, and the rows that are cleared when it is retired. */
import { rows, sql, statementIn } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { Generation } from '../generations/index.ts'

const gateColumns = ['need', 'offer'] as const

/** The gate's two indexes hold only what may be found: current facets of listed people. */
export async function createGateIndexes(
  tx: Tx,
  { id, dimension }: Pick<Generation, 'id' | 'dimension'>,
): Promise<void> {
  for (const column of gateColumns) {
    await statementIn(
      tx,
      `create index if not exists facets_${column}_${id} on facets
        using hnsw ((${column}::halfvec(${dimension})) halfvec_cosine_ops) with (m = 24, ef_construction = 200)
        where generation = ${id} and is_current and is_listed`,
    )
  }
}

/** When nothing is left of a retired one. */
export async function dropGateIndexes(tx: Tx, id: number): Promise<void> {
  for (const column of gateColumns) await statementIn(tx, `drop index if exists facets_${column}_${id}`)
}

/** Deletes at most `limit` facets, pairs and lists of a retired generation; returns how many there were. */
export async function clearMatching(tx: Tx, id: number, limit: number): Promise<number> {
  let cleared = 0
  for (const table of ['match_lists', 'pairs', 'facets']) {
    const name = sql.table(table)
    const gone = await rows(
      tx,
      'matching.clear-generation',
      sql`delete from ${name} where ctid = any(array(select ctid from ${name} where generation = ${id} limit ${limit - cleared})) returning 1`,
    )
    cleared += gone.length
    if (cleared >= limit) break
  }
  return cleared
}
