/** What a host's database must have, asked of its catalogue at the start: tables, columns, rights. */
import { Problem } from '../../base/index.ts'
import { hostRows } from './host.ts'
import type { HostReadTx, HostTx } from './host.ts'
import { sql } from './tables.ts'

/** The settings that lead to a host and to its names, for sentences to the operator. */
export interface HostSettings {
  readonly setting: string
  readonly mappingSetting: string
}

/** A table by its name, and its columns; those that are null are not used. */
export type HostTableNames = { readonly table: string } & Readonly<Record<string, string | null>>

/** A column as the catalogue has it; `type` is PostgreSQL’s own name. */
export interface ColumnFact {
  readonly table: string
  readonly column: string
  readonly type: string
}

/** What may be done with columns of a table. */
export interface WantedRights {
  readonly table: string
  readonly rights: readonly string[]
  readonly columns: readonly string[]
}

/** Which kinds of ids the host has: asking a `uuid` column for another kind is an error, not an empty answer. */
export type IdKind = 'uuid' | 'integer' | 'text'

/**
 * Of all columns of the tables, the types.
 * @throws Problem `server.setting`: one sentence that names the first table or column that is not there.
 */
export async function requireColumns(
  tx: HostTx | HostReadTx,
  tables: readonly HostTableNames[],
  settings: HostSettings,
): Promise<readonly ColumnFact[]> {
  const facts = (await Promise.all(tables.map(({ table }) => readColumns(tx, table)))).flat()
  for (const names of tables) requireTable(names, facts, settings)
  return facts
}

/** @throws Problem `server.setting` as above. */
export function requireTable(
  { table: wanted, ...columns }: HostTableNames,
  facts: readonly ColumnFact[],
  { setting, mappingSetting }: HostSettings,
): void {
  const known = new Set(facts.filter((fact) => fact.table === wanted).map(({ column }) => column))
  const help = `Set ${mappingSetting} to the names that it uses.`
  if (known.size === 0) {
    throw new Problem('server.setting', `The database of ${setting} has no table "${wanted}". ${help}`)
  }
  const missing = Object.values(columns).find((column) => column !== null && !known.has(column))
  if (missing)
    throw new Problem('server.setting', `The table "${wanted}" of ${setting} has no column "${missing}". ${help}`)
}

/** @throws Problem `server.setting`: one sentence that names the rights that are missing on the first table that lacks any. */
export async function requireRights(
  tx: HostTx | HostReadTx,
  rights: readonly WantedRights[],
  { setting, mappingSetting }: HostSettings,
): Promise<void> {
  for (const [table, wanted] of Map.groupBy(rights, (each) => each.table)) {
    const missing = (await Promise.all(wanted.map((each) => missingRights(tx, each)))).flat()
    if (missing.length === 0) continue
    throw new Problem(
      'server.setting',
      `The user of ${setting} may not ${missing.join(', ')} on "${table}". Grant it, or name another table in ${mappingSetting}.`,
    )
  }
}

/** Of a column that the table has. */
export function idKindOf(facts: readonly ColumnFact[], table: string, column: string): IdKind {
  const fact = facts.find((each) => each.table === table && each.column === column)
  if (fact?.type === 'uuid') return 'uuid'
  return /^int\d$/u.test(fact?.type ?? '') ? 'integer' : 'text'
}

const patterns = { uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu, integer: /^\d{1,18}$/u } as const

/** True when the host could have such an id at all. */
export function isPossibleId(id: string, kind: IdKind): boolean {
  return kind === 'text' || patterns[kind].test(id)
}

/** The table that a name leads to: in the schema that it names, else along the search path, as for every other query. */
const relation = (table: string): ReturnType<typeof sql> => {
  const [name, schema = null] = table.split('.').toReversed()
  return sql`(select c.oid, c.relnamespace as namespace from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relname = ${name} and c.relkind in ('r', 'p', 'v', 'f')
      and case when ${schema}::text is null then pg_table_is_visible(c.oid) else n.nspname = ${schema} end)`
}

/** What the host's catalogue says of a table; nothing when there is none. */
async function readColumns(tx: HostTx | HostReadTx, table: string): Promise<ColumnFact[]> {
  return hostRows<ColumnFact>(
    tx,
    'host.read-columns',
    sql`select ${table} as "table", a.attname as "column", t.typname as type from ${relation(table)} r
      join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid`,
  )
}

/** Which of the rights are missing, on the table and on at least one of the columns. */
async function missingRights(
  tx: HostTx | HostReadTx,
  { table, rights, columns }: WantedRights,
): Promise<readonly string[]> {
  const found = await hostRows<{ right: string }>(
    tx,
    'host.missing-rights',
    sql`select p as right from unnest(${[...rights]}::text[]) p, ${relation(table)} r
      where not has_schema_privilege(r.namespace, 'USAGE') or not (has_table_privilege(r.oid, p)
        or p <> 'DELETE' and (select bool_and(has_column_privilege(r.oid, c, p)) from unnest(${[...columns]}::text[]) c))`,
  )
  return found.map(({ right }) => right)
}
