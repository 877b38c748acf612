/** Queries on who was shown whom. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

/** Whom the asker was shown since; the last time counts. */
export async function listSeen(tx: Tx, askerId: string, since: Date): Promise<string[]> {
  const found = await rows<{ personId: string }>(
    tx,
    'search.list-seen',
    sql`select person_id as "personId" from seen_people
      where asker_id = ${askerId} and seen_at >= ${since.toISOString()}::timestamptz`,
  )
  return found.map(({ personId }) => personId)
}

/** All of them are held by the transaction, so that nobody is noted who has left. */
export async function saveSeen(tx: Tx, askerId: string, personIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    'search.save-seen',
    sql`insert into seen_people (asker_id, person_id) select ${askerId}, unnest(${[...personIds]}::text[])
      on conflict (asker_id, person_id) do update set seen_at = excluded.seen_at`,
  )
}

/** Deletes at most `limit` that are older than any question may reach back; returns how many there were. */
export async function pruneSeen(tx: Tx, before: Date, limit: number): Promise<number> {
  const gone = await rows(
    tx,
    'search.prune-seen',
    sql`delete from seen_people where ctid = any(array(
        select ctid from seen_people where seen_at < ${before.toISOString()}::timestamptz limit ${limit}
      )) returning 1`,
  )
  return gone.length
}

/** For the person's export. */
export async function exportSeen(tx: Tx, askerId: string): Promise<{ personId: string; seenAt: Date }[]> {
  return rows(
    tx,
    'search.export-seen',
    sql`select person_id as "personId", seen_at as "seenAt" from seen_people where asker_id = ${askerId} order by seen_at, person_id`,
  )
}
