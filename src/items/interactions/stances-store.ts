/** Reading what people hold of items. */
import { plannedRows, rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { Opinion } from './fold-stances.ts'

export interface Stance {
  readonly itemId: string
  readonly opinion: Opinion | null
  readonly opinionAt: Date | null
  readonly isHidden: boolean
  readonly clicks: number
  readonly purchases: number
  /** What it counts as a positive: 1, a third, or 0. */
  readonly weight: number
  readonly lastAt: Date
}

const listText = `select item_id as "itemId", opinion, opinion_at as "opinionAt", is_hidden as "isHidden", clicks, purchases,
    weight, last_at as "lastAt"
  from stances where user_id = $1 order by last_at desc, item_id desc limit $2`

/** The newest first; of equal times the larger id. Without a limit all of them. */
export async function listStances(tx: Tx, userId: string, limit?: number): Promise<Stance[]> {
  return plannedRows<Stance>(tx, 'interactions.list-stances', { text: listText, values: [userId, limit ?? null] })
}

/** Items that somebody likes now, the latest like first. */
export async function listLikes(tx: Tx, userId: string, limit: number): Promise<readonly string[]> {
  const found = await rows<{ itemId: string }>(
    tx,
    'interactions.list-likes',
    sql`select item_id as "itemId" from stances where user_id = ${userId} and opinion = 'like'
      order by opinion_at desc, item_id desc limit ${limit}`,
  )
  return found.map(({ itemId }) => itemId)
}

/** How much is known of somebody. */
export interface StanceCount {
  readonly userId: string
  readonly likes: number
  /** Items of which she holds anything positive. */
  readonly positives: number
  /** When she last liked something that she still likes; null when there is nothing. */
  readonly lastLikeAt: Date | null
}

/** Those of the people who have done anything, in no order. */
export async function countStances(tx: Tx, userIds: readonly string[]): Promise<readonly StanceCount[]> {
  return rows<StanceCount>(
    tx,
    'interactions.count-stances',
    sql`select user_id as "userId", count(*) filter (where opinion = 'like')::integer as likes,
        count(*) filter (where weight > 0)::integer as positives,
        max(opinion_at) filter (where opinion = 'like') as "lastLikeAt"
      from stances where user_id = any(${[...userIds]}::text[]) group by user_id`,
  )
}

/** People who have done anything, by id. */
export async function listPeople(tx: Tx, after: string, limit: number): Promise<readonly string[]> {
  const found = await rows<{ userId: string }>(
    tx,
    'interactions.list-people',
    sql`select distinct user_id as "userId" from stances where user_id > ${after} order by 1 limit ${limit}`,
  )
  return found.map(({ userId }) => userId)
}
