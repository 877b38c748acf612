/** Queries on the host's table of clicks, by the names that the mapping gives. Nothing is written there. */
import { hostRows, sql } from '../../platform/db/index.ts'
import { atOrAfter, instantIn } from './host-instants-store.ts'
import { columnOf, every, tableOf } from './host-tables-store.ts'
import type { HostTables, PageOf } from './host-tables-store.ts'
import type { MainMapping } from './main-mapping.ts'

/** Clicks that nothing tells apart. */
export interface HostClicks {
  readonly itemId: string
  /** ISO 8601, to the microsecond. */
  readonly clickedAt: string
  /** Empty where nobody knows who it was. */
  readonly userId: string
  /** Empty where the host gives its clicks no ids. */
  readonly clickId: string
  readonly count: number
}

/** What names them. */
export type HostClicksKey = Omit<HostClicks, 'count'>
type ClicksMapping = NonNullable<MainMapping['clicks']>

/**
 * By item, then time: the order that an index for popularity has. Clicks of no item or no moment are left out, for nothing
 * can be learnt of them.
 */
export async function readClickPage(
  { query, times }: HostTables,
  clicks: ClicksMapping,
  { after, since, limit }: PageOf<HostClicksKey>,
): Promise<HostClicks[]> {
  const [item, at] = [columnOf(clicks.item_id), columnOf(clicks.created_at)]
  const [user, id] = [clicks.user_id, clicks.id].map((column) =>
    column === null ? sql`''` : sql`coalesce(${columnOf(column)}::text, '')`,
  )
  const key = sql.join([item, at, ...(clicks.user_id === null ? [] : [user]), ...(clicks.id === null ? [] : [id])])
  const conditions = [
    sql`${item} is not null and isfinite(${at})`,
    ...(after === null ? [] : [sql`(${key}) > (${keyOf(clicks, times.clicks, after)})`]),
    ...(since === null ? [] : [atOrAfter(at, times.clicks, since)]),
  ]
  return hostRows<HostClicks>(
    query,
    'main.read-clicks',
    sql`select ${item}::text as "itemId", ${instantIn(at, times.clicks)} as "clickedAt", ${user} as "userId",
        ${id} as "clickId", count(*)::integer as count
      from ${tableOf(clicks)} where ${every(conditions)} group by ${key} order by ${key} limit ${limit}`,
  )
}

function keyOf(
  clicks: ClicksMapping,
  type: HostTables['times']['clicks'],
  { itemId, clickedAt, userId, clickId }: HostClicksKey,
): ReturnType<typeof sql> {
  const at = sql`${clickedAt}::timestamptz`
  return sql.join([
    sql`${itemId}`,
    type === 'timestamptz' ? at : sql`${at} at time zone 'UTC'`,
    ...(clicks.user_id === null ? [] : [sql`${userId}`]),
    ...(clicks.id === null ? [] : [sql`${clickId}`]),
  ])
}
