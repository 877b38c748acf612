/** Queries on the host's table of items, by the names that the mapping gives. Nothing is written there. */
import { hostRows, sql } from '../../platform/db/index.ts'
import { atOrAfter, instantIn } from './host-instants-store.ts'
import type { InstantType } from './host-instants-store.ts'
import { columnOf, every, tableOf } from './host-tables-store.ts'
import type { Fragment, HostTables, PageOf } from './host-tables-store.ts'
import type { MainMapping } from './main-mapping.ts'

/** A column of ours by the name that the mapping has for it. */
export type HostItemFact = Exclude<keyof MainMapping['items'], 'table' | 'id'>

/** A row as the host has it: columns that it has not got are not there. */
export interface HostItemRow {
  readonly id: string
  readonly facts: Readonly<Partial<Record<HostItemFact, unknown>>>
}

/** JSON says numbers and objects in one way, whatever their types are and whatever the host's settings. */
function factsOf({ mapping: { items }, times }: HostTables): Fragment {
  const { table: _table, id: _id, ...columns } = items
  const instants: Readonly<Record<string, InstantType>> = { created_at: times.items, updated_at: times.updated }
  const pairs = Object.entries(columns).flatMap(([name, column]) => {
    if (column === null) return []
    const type = instants[name]
    return [sql.lit(name), type === undefined ? columnOf(column) : instantIn(columnOf(column), type)]
  })
  return sql`json_build_object(${sql.join(pairs)})`
}

/** In the host's own order of ids, which its index has. */
export async function readItemPage(
  tables: HostTables,
  { after, since, limit }: PageOf<string>,
): Promise<HostItemRow[]> {
  const { items } = tables.mapping
  const id = columnOf(items.id)
  const conditions = [
    after === null ? sql`${id} is not null` : sql`${id} > ${after}`,
    ...(since === null ? [] : [isNew(tables, since)]),
  ]
  return hostRows<HostItemRow>(
    tables.query,
    'main.read-items',
    sql`select ${id}::text as id, ${factsOf(tables)} as facts from ${tableOf(items)}
      where ${every(conditions)} order by ${id} limit ${limit}`,
  )
}

/** Made since, or changed since where the host notes that. */
function isNew({ mapping: { items }, times }: HostTables, since: string): Fragment {
  const isMade = atOrAfter(columnOf(items.created_at), times.items, since)
  if (items.updated_at === null) return isMade
  return sql`(${isMade} or ${atOrAfter(columnOf(items.updated_at), times.updated, since)})`
}

export async function readItemsAmong(tables: HostTables, ids: readonly string[]): Promise<HostItemRow[]> {
  const { items } = tables.mapping
  const id = columnOf(items.id)
  return hostRows<HostItemRow>(
    tables.query,
    'main.read-items-among',
    sql`select ${id}::text as id, ${factsOf(tables)} as facts from ${tableOf(items)} where ${id} = any(${[...ids]})`,
  )
}

/** Those of the ids that the host has, whatever it says of them. */
export async function readIdsAmong(
  { query, mapping: { items } }: HostTables,
  ids: readonly string[],
): Promise<string[]> {
  const id = columnOf(items.id)
  const found = await hostRows<{ id: string }>(
    query,
    'main.read-ids-among',
    sql`select ${id}::text as id from ${tableOf(items)} where ${id} = any(${[...ids]})`,
  )
  return found.map((row) => row.id)
}
