/** Everything that one person did, for herself, and taking it away. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

/** As JSON; instants are ISO 8601. */
export interface PersonExport {
  readonly interactions: readonly unknown[]
  readonly stances: readonly unknown[]
}

export async function exportPerson(tx: Tx, userId: string): Promise<PersonExport> {
  return {
    interactions: await rows(
      tx,
      'interactions.export',
      sql`select event_id, item_id, type, time, value, recommendation_id, source, received_at from interactions
        where user_id = ${userId} order by time, event_id`,
    ),
    stances: await rows(
      tx,
      'interactions.export-stances',
      sql`select item_id, opinion, opinion_at, opinion_source, liked_at, hidden_at, is_hidden, clicks, purchases,
          first_at, last_at
        from stances where user_id = ${userId} order by item_id`,
    ),
  }
}

/** Nothing of what she did is known any more, not even as what somebody did. */
export async function forgetPerson(tx: Tx, userId: string): Promise<void> {
  await rows(tx, 'interactions.forget-stances', sql`delete from stances where user_id = ${userId}`)
  await rows(tx, 'interactions.forget', sql`delete from interactions where user_id = ${userId}`)
}
