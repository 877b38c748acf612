/** Queries on generations: which one answers, which one is being built. */
import type { ColumnType, GeneratedAlways } from 'kysely'
import { rows, sql, statementIn, tablesOf } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

/** All facets and pairs that one model made under one set of rules. */
export interface Generation {
  readonly id: number
  readonly model: string
  readonly dimension: number
  readonly rules: string
  readonly state: 'building' | 'active' | 'retired'
}

interface GenerationTables {
  generations: {
    id: GeneratedAlways<number>
    model: string
    dimension: number
    rules: string
    state: Generation['state']
    created_at: ColumnType<Date, never, never>
    activated_at: Date | null
  }
}

const tables = tablesOf<GenerationTables>()

/** The active one first, then those being built. */
export async function listLiveGenerations(tx: Tx): Promise<Generation[]> {
  return tables(tx, 'matching.list-live-generations')
    .selectFrom('generations')
    .select(['id', 'model', 'dimension', 'rules', 'state'])
    .where('state', 'in', ['active', 'building'])
    .orderBy('state')
    .orderBy('id')
    .execute()
}

/** The one that answers; null on a database that no process has settled yet. */
export async function findActiveGeneration(tx: Tx): Promise<Generation | null> {
  const live = await listLiveGenerations(tx)
  return live.find(({ state }) => state === 'active') ?? null
}

/** Their rows go a stretch at a time. */
export async function listRetiredGenerations(tx: Tx): Promise<Generation[]> {
  return tables(tx, 'matching.list-retired-generations')
    .selectFrom('generations')
    .select(['id', 'model', 'dimension', 'rules', 'state'])
    .where('state', '=', 'retired')
    .execute()
}

/** Processes that start together decide one after the other. */
export async function lockGenerations(tx: Tx): Promise<void> {
  await statementIn(tx, 'lock table generations in share row exclusive mode')
}

export type NewGeneration = Omit<Generation, 'id'>

/** Brings back a retired one, too: its rows were thrown away, so it is built anew. */
export async function saveGeneration(tx: Tx, generation: NewGeneration): Promise<number> {
  const { id } = await tables(tx, 'matching.save-generation')
    .insertInto('generations')
    .values({ ...generation, activated_at: null })
    .onConflict((conflict) => conflict.columns(['model', 'rules']).doUpdateSet({ state: generation.state }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Under `lockGenerations`: two active ones are refused by the table itself. */
export async function setGenerationState(tx: Tx, id: number, state: Generation['state']): Promise<void> {
  await tables(tx, 'matching.set-generation-state')
    .updateTable('generations')
    .set({ state, ...(state === 'active' ? { activated_at: sql<Date>`now()` } : {}) })
    .where('id', '=', id)
    .execute()
}

/** The gate's two indexes hold only what may be found: current facets of listed people. */
export async function createGateIndexes(
  tx: Tx,
  { id, dimension }: Pick<Generation, 'id' | 'dimension'>,
): Promise<void> {
  for (const column of ['need', 'offer']) {
    await statementIn(
      tx,
      `create index if not exists facets_${column}_${id} on facets
        using hnsw ((${column}::halfvec(${dimension})) halfvec_cosine_ops) with (m = 16, ef_construction = 100)
        where generation = ${id} and is_current and is_listed`,
    )
  }
}

/** When nothing is left to search. */
export async function dropGateIndexes(tx: Tx, id: number): Promise<void> {
  for (const column of ['need', 'offer']) await statementIn(tx, `drop index if exists facets_${column}_${id}`)
}

/** Deletes at most `limit` rows of what a generation made; returns how many there were. */
export async function clearGeneration(tx: Tx, id: number, limit: number): Promise<number> {
  let cleared = 0
  for (const table of ['pairs', 'match_lists', 'facets']) {
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
