/** Following the catalogue: all of it once, and from then on what has changed. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { IN_STOCK, isRecommendable } from './item.ts'
import type { Item } from './item.ts'
import { itemColumns } from './store.ts'

export interface ChangesAsked {
  /** The mark that was given before; null asks for everything that is recommendable. */
  readonly since: string | null
  /** The `next` of the page before; null begins. */
  readonly after: string | null
}

/** An item as it is now; null where it is not recommendable, or not any more. */
export interface Change {
  readonly id: string
  readonly item: Item | null
}

export interface Changes {
  /** By id. Some may have been told before. */
  readonly changes: readonly Change[]
  /** Where the next page goes on; null when there is none. */
  readonly next: string | null
  /** From that of the first page on the changes are read that come after all of the pages. */
  readonly mark: string
}

interface ChangeRow extends Item {
  readonly mark: string
  readonly isDeleted: boolean
}

/**
 * A page of at most `limit`. The mark is the oldest transaction that was under way: whatever it and those after it change is
 * read again, so nothing that commits late is missed. Never in a transaction that changes items itself.
 */
export async function readChanges(tx: Tx, { since, after }: ChangesAsked, limit: number): Promise<Changes> {
  const found = await rows<ChangeRow | { readonly mark: string; readonly id: null }>(
    tx,
    'catalogue.read-changes',
    sql`select seen.mark, changed.*
      from (select pg_snapshot_xmin(pg_current_snapshot())::text as mark) seen left join lateral (
        select ${itemColumns}, is_deleted as "isDeleted" from items
        where ${since === null ? isShown : isChangedSince(since)} and ${after === null ? sql`true` : sql`id > ${after}`}
        order by id limit ${limit}
      ) changed on true
      order by changed.id`,
  )
  const changed = found.filter((row) => row.id !== null)
  return {
    changes: changed.map(({ mark: _mark, isDeleted, ...item }) => ({
      id: item.id,
      item: isDeleted || !isRecommendable(item) ? null : item,
    })),
    next: changed.length < limit ? null : (changed.at(-1)?.id ?? null),
    mark: found[0]?.mark ?? '0',
  }
}

const isShown = sql`status = ${sql.lit(IN_STOCK)} and owner_id is null and not is_deleted`

/**
 * A row whose transaction lies ahead of us comes from a backup of a server that had counted further. It has not changed since
 * that was read in.
 */
const isChangedSince = (since: string) =>
  sql`changed_in >= ${since}::xid8 and changed_in < pg_snapshot_xmax(pg_current_snapshot())`
