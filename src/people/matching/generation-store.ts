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

/** Processes that start together decide one after the other, and nobody writes facets meanwhile. */
export async function lockGenerations(tx: Tx): Promise<void> {
  await statementIn(tx, 'lock table generations in share row exclusive mode')
}

/**
 * Those that live now, and will until the transaction ends. Asked before facets are written, so that none are written
 * for a generation that has just been replaced.
 */
export async function holdLiveGenerations(tx: Tx): Promise<Generation[]> {
  await statementIn(tx, 'lock table generations in row exclusive mode')
  return listLiveGenerations(tx)
}

export type NewGeneration = Omit<Generation, 'id'>

/** Under `lockGenerations`. A retired one is never brought back: what is left of its rows is being thrown away. */
export async function saveGeneration(tx: Tx, generation: NewGeneration): Promise<number> {
  const { id } = await tables(tx, 'matching.save-generation')
    .insertInto('generations')
    .values({ ...generation, activated_at: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Under `lockGenerations`: two active ones are refused by the table itself. */
export async function activateGeneration(tx: Tx, id: number): Promise<void> {
  await tables(tx, 'matching.activate-generation')
    .updateTable('generations')
    .set({ state: 'active', activated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute()
}

/** Under `lockGenerations`. It gives its name away, so that the same model and rules can begin anew at once. */
export async function retireGeneration(tx: Tx, id: number): Promise<void> {
  await tables(tx, 'matching.retire-generation')
    .updateTable('generations')
    .set({ state: 'retired', rules: sql<string>`rules || ' retired ' || id` })
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
        using hnsw ((${column}::halfvec(${dimension})) halfvec_cosine_ops) with (m = 24, ef_construction = 200)
        where generation = ${id} and is_current and is_listed`,
    )
  }
}

/** When nothing is left of a retired one. */
export async function removeGeneration(tx: Tx, id: number): Promise<void> {
  for (const column of ['need', 'offer']) await statementIn(tx, `drop index if exists facets_${column}_${id}`)
  await tables(tx, 'matching.remove-generation').deleteFrom('generations').where('id', '=', id).execute()
}

/** Deletes at most `limit` rows of what a retired generation made; returns how many there were. */
export async function clearGeneration(tx: Tx, id: number, limit: number): Promise<number> {
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
