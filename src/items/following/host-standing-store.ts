/** What the host is asked while somebody waits for an answer: one question, of a page of items. */
import { hostRows, sql } from '../../platform/db/index.ts'
import type { HostTables } from './host-tables-store.ts'
import { columnOf, every, tableOf } from './host-tables-store.ts'

export interface StandingAsked {
  readonly ids: readonly string[]
  /** Null: wherever they are. */
  readonly geoId: number | null
  /** Whose likes are asked for; null for nobody's. */
  readonly userId: string | null
  /** Those of the ids that a like can be of. */
  readonly likeableIds: readonly string[]
}

export interface StandingRow {
  readonly kind: 'item' | 'like'
  readonly id: string
  /** Of an item whether it is public, in stock and in that place. */
  readonly isStanding: boolean
}

/** The status of what can be had. */
const IN_STOCK = 'in_stock'

/** A row for each item that the host has, and for each that the person likes. Both of one moment. */
export async function readStanding(
  { query, mapping }: HostTables,
  { ids, geoId, userId, likeableIds }: StandingAsked,
): Promise<StandingRow[]> {
  const { items, likes } = mapping
  const id = columnOf(items.id)
  const conditions = [
    sql`true`,
    ...(items.user_id === null ? [] : [sql`${columnOf(items.user_id)} is null`]),
    ...(items.status === null ? [] : [sql`coalesce(${columnOf(items.status)}::text = ${IN_STOCK}, false)`]),
    ...(items.geo_id === null || geoId === null
      ? []
      : [sql`coalesce(${columnOf(items.geo_id)}::text = ${String(geoId)}, true)`]),
  ]
  const standing = sql<StandingRow>`select 'item' as kind, ${id}::text as id, ${every(conditions)} as "isStanding"
    from ${tableOf(items)} where ${id} = any(${[...ids]})`
  if (likes === null || userId === null) return hostRows(query, 'main.standing', standing)
  const item = columnOf(likes.item_id)
  return hostRows<StandingRow>(
    query,
    'main.standing',
    sql`${standing} union all select 'like', ${item}::text, true from ${tableOf(likes)}
      where ${columnOf(likes.user_id)} = ${userId} and ${item} = any(${[...likeableIds]})`,
  )
}
