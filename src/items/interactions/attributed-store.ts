/** Events that name the answer which brought them about: each is counted once. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

export interface AttributedEvent {
  readonly eventId: string
  /** Null where nobody knows who it was. */
  readonly userId: string | null
  readonly itemId: string
  readonly type: string
  readonly time: Date
  readonly recommendationId: string
  /** It came in so short a while ago that the answer which it names may not be written yet. */
  readonly isYoung: boolean
  /** The same person has done the same because of the same answer, and that was counted. */
  readonly isRepeated: boolean
}

const YOUNG_SECONDS = 10

/** Those that were not counted, the oldest first and at most `limit`. Nobody else counts them while the transaction is open. */
export async function lockUncounted(tx: Tx, limit: number): Promise<AttributedEvent[]> {
  return rows<AttributedEvent>(
    tx,
    'interactions.lock-uncounted',
    sql`select event_id as "eventId", user_id as "userId", item_id as "itemId", type, time,
        recommendation_id as "recommendationId",
        received_at > now() - make_interval(secs => ${YOUNG_SECONDS}) as "isYoung",
        exists (
          select 1 from interactions as before
          where before.recommendation_id = event.recommendation_id and before.user_id = event.user_id
            and before.item_id = event.item_id and before.type = event.type and before.is_counted
        ) as "isRepeated"
      from interactions as event
      where recommendation_id is not null and not is_counted
      order by received_at, event_id limit ${limit}
      for no key update skip locked`,
  )
}

/** Of events that `lockUncounted` gave out. */
export async function markCounted(tx: Tx, eventIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    'interactions.mark-counted',
    sql`update interactions set is_counted = true where event_id = any(${[...eventIds]}::text[])`,
  )
}
