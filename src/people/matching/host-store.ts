/** Queries on the host product's database, through its own door, by the names that the mapping gives. */
import { hostRows, sql } from '../../platform/db/index.ts'
import type { HostTx } from '../../platform/db/index.ts'
import type { HostMapping, TableMapping } from './host-mapping.ts'

const tableOf = ({ table }: TableMapping): ReturnType<typeof sql.id> => sql.id(...table.split('.'))

/** Those of the ids that the host has. */
export async function listValidIds(tx: HostTx, { users }: HostMapping, ids: readonly string[]): Promise<string[]> {
  const found = await hostRows<{ id: string }>(
    tx,
    'host.list-valid-ids',
    sql`select ${sql.id(users.id)}::text as id from ${tableOf(users)} where ${sql.id(users.id)} = any(${[...ids]})`,
  )
  return found.map(({ id }) => id)
}

/** Written only where it is not so already. */
export async function completeOnboarding(tx: HostTx, { users }: HostMapping, personId: string): Promise<void> {
  const column = sql.id(users.onboarding_status)
  await hostRows(
    tx,
    'host.complete-onboarding',
    sql`update ${tableOf(users)} set ${column} = 'completed' where ${sql.id(users.id)} = ${personId} and ${column} is distinct from 'completed'`,
  )
}

/** Writes a row found by its key columns: the host's table need not have a unique constraint that we know of. */
export async function writeRow(
  tx: HostTx,
  mapping: TableMapping,
  row: { readonly key: Readonly<Record<string, unknown>>; readonly values: Readonly<Record<string, unknown>> },
): Promise<void> {
  const table = tableOf(mapping)
  const where = conditions(row.key)
  // Two jobs may find at once that there is no row yet; the host's table need not stop the second.
  const lock = JSON.stringify(['reciprocity', mapping.table, row.key])
  await hostRows(tx, 'host.lock-row', sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`)
  const sets = Object.entries(row.values).map(([column, value]) => sql`${sql.id(column)} = ${value}`)
  const known = await hostRows(
    tx,
    'host.update-row',
    sets.length > 0
      ? sql`update ${table} set ${sql.join(sets)} where ${where} returning 1`
      : sql`select 1 from ${table} where ${where}`,
  )
  if (known.length > 0) return
  const all = { ...row.key, ...row.values }
  const columns = sql.join(Object.keys(all).map((column) => sql.id(column)))
  await hostRows(tx, 'host.insert-row', sql`insert into ${table} (${columns}) values (${sql.join(Object.values(all))})`)
}

/** A row that is not there is as good as removed. */
export async function removeRow(
  tx: HostTx,
  mapping: TableMapping,
  key: Readonly<Record<string, unknown>>,
): Promise<void> {
  await hostRows(tx, 'host.remove-row', sql`delete from ${tableOf(mapping)} where ${conditions(key)}`)
}

function conditions(key: Readonly<Record<string, unknown>>): ReturnType<typeof sql> {
  return sql`${sql.join(
    Object.entries(key).map(([column, value]) => sql`${sql.id(column)} = ${value}`),
    sql` and `,
  )}`
}
