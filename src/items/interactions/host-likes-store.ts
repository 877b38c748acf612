/** Queries on likes that a host's database has told of. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { StanceName } from './positives-store.ts'

/** A stance whose opinion the host's word decided, and the event that did it. */
export interface HostStance extends StanceName {
  readonly isLiked: boolean
  readonly opinionAt: Date
  readonly opinionEvent: string
}

const columns = sql`user_id as "userId", item_id as "itemId", opinion is not distinct from 'like' as "isLiked",
  opinion_at as "opinionAt", opinion_event as "opinionEvent"`

/** Of these people and items, in no order. */
export async function findHostStances(tx: Tx, names: readonly StanceName[]): Promise<readonly HostStance[]> {
  const [userIds, itemIds] = [names.map(({ userId }) => userId), names.map(({ itemId }) => itemId)]
  return rows<HostStance>(
    tx,
    'interactions.find-host-stances',
    sql`select ${columns} from stances
      where opinion_source = 'host'
        and (user_id, item_id) in (select * from unnest(${userIds}::text[], ${itemIds}::text[]))`,
  )
}

/** Likes that the host's word decided, in the order of people and items. */
export async function listHostLikes(tx: Tx, after: StanceName | null, limit: number): Promise<readonly HostStance[]> {
  return rows<HostStance>(
    tx,
    'interactions.list-host-likes',
    sql`select ${columns} from stances
      where opinion = 'like' and opinion_source = 'host'
        and ${after === null ? sql`true` : sql`(user_id, item_id) > (${after.userId}, ${after.itemId})`}
      order by user_id, item_id limit ${limit}`,
  )
}

/** Those of one person. */
export async function listHostLikesOf(tx: Tx, userId: string): Promise<readonly HostStance[]> {
  return rows<HostStance>(
    tx,
    'interactions.list-host-likes-of',
    sql`select ${columns} from stances where user_id = ${userId} and opinion = 'like' and opinion_source = 'host'`,
  )
}
