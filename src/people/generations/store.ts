/** Queries on generations: which one answers, which one is being built. */
import type { ColumnType, GeneratedAlways } from 'kysely'
import { sql, statementIn, tablesOf } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

/** All facets, pairs and profile vectors that one model made under one set of rules. */
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

/** All there are, in the text of a query of a room whose rows belong to them: the table has its home here. */
export const generationRows = '(select id, model, state from generations)'

/** The active one first, then those being built. */
export async function listLiveGenerations(tx: Tx): Promise<Generation[]> {
  return tables(tx, 'generations.list-live')
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
  return tables(tx, 'generations.list-retired')
    .selectFrom('generations')
    .select(['id', 'model', 'dimension', 'rules', 'state'])
    .where('state', '=', 'retired')
    .execute()
}

/** Processes that start together decide one after the other, and nobody writes for one meanwhile. */
export async function lockGenerations(tx: Tx): Promise<void> {
  await statementIn(tx, 'lock table generations in share row exclusive mode')
}

/**
 * Those that live now, and will until the transaction ends. Asked before anything is written for them, so that nothing is written
 * for a generation that has just been replaced.
 */
export async function holdLiveGenerations(tx: Tx): Promise<Generation[]> {
  await statementIn(tx, 'lock table generations in row exclusive mode')
  return listLiveGenerations(tx)
}

export type NewGeneration = Omit<Generation, 'id'>

/** Under `lockGenerations`. A retired one is never brought back: what is left of its rows is being thrown away. */
export async function saveGeneration(tx: Tx, generation: NewGeneration): Promise<number> {
  const { id } = await tables(tx, 'generations.save')
    .insertInto('generations')
    .values({ ...generation, activated_at: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Under `lockGenerations`: two active ones are refused by the table itself. */
export async function activateGeneration(tx: Tx, id: number): Promise<void> {
  await tables(tx, 'generations.activate')
    .updateTable('generations')
    .set({ state: 'active', activated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute()
}

/** Under `lockGenerations`. It gives its name away, so that the same model and rules can begin anew at once. */
export async function retireGeneration(tx: Tx, id: number): Promise<void> {
  await tables(tx, 'generations.retire')
    .updateTable('generations')
    .set({ state: 'retired', rules: sql<string>`rules || ' retired ' || id` })
    .where('id', '=', id)
    .execute()
}

/** When nothing is left of a retired one, and its indexes are gone. */
export async function removeGeneration(tx: Tx, id: number): Promise<void> {
  await tables(tx, 'generations.remove').deleteFrom('generations').where('id', '=', id).execute()
}
