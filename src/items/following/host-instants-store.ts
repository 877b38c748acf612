/** Times in a host's database: those without a zone are UTC, as Rails writes them, whatever the session says. */
import { Problem } from '../../base/index.ts'
import { hostRows, sql } from '../../platform/db/index.ts'
import type { HostReadTx, HostSettings } from '../../platform/db/index.ts'

type Fragment = ReturnType<typeof sql>

/** Types of PostgreSQL that say when something was. */
const TYPES = ['timestamp', 'timestamptz', 'date'] as const
export type InstantType = (typeof TYPES)[number]

/** @throws Problem `server.setting` in one sentence when the column is of no such type. */
export function requireInstant(
  { table, column, type }: { readonly table: string; readonly column: string; readonly type: string | undefined },
  { setting, mappingSetting }: HostSettings,
): InstantType {
  const known = TYPES.find((each) => each === type)
  if (known !== undefined) return known
  throw new Problem(
    'server.setting',
    `The column "${column}" of "${table}" of ${setting} is of type ${type} and no time. Name another in ${mappingSetting}.`,
  )
}

/** ISO 8601 in UTC to the microsecond, as text; null for what is null or no moment, like "infinity". */
export function instantIn(value: Fragment, type: InstantType): Fragment {
  const utc = type === 'timestamptz' ? sql`(${value}) at time zone 'UTC'` : sql`(${value})::timestamp`
  return sql`case when isfinite(${utc}) then to_char(${utc}, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end`
}

/** The host's own time, ISO 8601. */
export async function readNow(query: HostReadTx): Promise<string> {
  const [found] = await hostRows<{ now: string }>(
    query,
    'main.now',
    sql`select ${instantIn(sql`now()`, 'timestamptz')} as now`,
  )
  return found?.now ?? new Date(0).toISOString()
}

/** The column stands alone on its side, so that an index on it is used. */
export function atOrAfter(column: Fragment, type: InstantType, since: string): Fragment {
  const instant = sql`${since}::timestamptz`
  if (type === 'timestamptz') return sql`${column} >= ${instant}`
  // A day holds all of its moments.
  return type === 'date'
    ? sql`${column} >= (${instant} at time zone 'UTC')::date`
    : sql`${column} >= ${instant} at time zone 'UTC'`
}
