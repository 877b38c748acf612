/** Queries on the host's table of likes, by the names that the mapping gives. Nothing is written there. */
import { hostRows, sql } from '../../platform/db/index.ts'
import { atOrAfter, instantIn } from './host-instants-store.ts'
import type { InstantType } from './host-instants-store.ts'
import { columnOf, every, tableOf } from './host-tables-store.ts'
import type { HostTables, PageOf } from './host-tables-store.ts'
import type { MainMapping } from './main-mapping.ts'

export interface HostLike {
  readonly userId: string
  readonly itemId: string
  /** Of several the latest. ISO 8601; null where the host does not know. */
  readonly likedAt: string | null
}

export type HostLikeKey = Pick<HostLike, 'userId' | 'itemId'>
type LikesMapping = NonNullable<MainMapping['likes']>

function columnsOf(likes: LikesMapping, type: InstantType) {
  const [user, item] = [columnOf(likes.user_id), columnOf(likes.item_id)]
  const likedAt = instantIn(sql`max(${columnOf(likes.created_at)})`, type)
  return { user, item, read: sql`${user}::text as "userId", ${item}::text as "itemId", ${likedAt} as "likedAt"` }
}

/** In the host's own order of both ids. Who likes a thing twice likes it once. */
export async function readLikePage(
  { query, times }: HostTables,
  likes: LikesMapping,
  { after, since, limit }: PageOf<HostLikeKey>,
): Promise<HostLike[]> {
  const { user, item, read } = columnsOf(likes, times.likes)
  const conditions = [
    sql`${user} is not null and ${item} is not null`,
    ...(after === null ? [] : [sql`(${user}, ${item}) > (${after.userId}, ${after.itemId})`]),
    ...(since === null ? [] : [atOrAfter(columnOf(likes.created_at), times.likes, since)]),
  ]
  return hostRows<HostLike>(
    query,
    'main.read-likes',
    sql`select ${read} from ${tableOf(likes)} where ${every(conditions)}
      group by ${user}, ${item} order by ${user}, ${item} limit ${limit}`,
  )
}

/** Likes of any of the people for any of the items. */
export async function readLikesAmong(
  { query, times }: HostTables,
  likes: LikesMapping,
  among: { readonly userIds: readonly string[]; readonly itemIds: readonly string[] },
): Promise<HostLike[]> {
  const { user, item, read } = columnsOf(likes, times.likes)
  return hostRows<HostLike>(
    query,
    'main.read-likes-among',
    sql`select ${read} from ${tableOf(likes)}
      where ${user} = any(${[...among.userIds]}) and ${item} = any(${[...among.itemIds]}) group by ${user}, ${item}`,
  )
}

/** Everything that one person likes, a page at a time in the order of items. */
export async function readLikesOf(
  { query, times }: HostTables,
  likes: LikesMapping,
  { userId, after, limit }: { readonly userId: string; readonly after: string | null; readonly limit: number },
): Promise<HostLike[]> {
  const { user, item, read } = columnsOf(likes, times.likes)
  const rest = after === null ? sql`${item} is not null` : sql`${item} > ${after}`
  return hostRows<HostLike>(
    query,
    'main.read-likes-of',
    sql`select ${read} from ${tableOf(likes)} where ${user} = ${userId} and ${rest}
      group by ${user}, ${item} order by ${item} limit ${limit}`,
  )
}
