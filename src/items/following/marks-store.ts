/** Queries on how far what is new in a host's tables has been followed. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

/** Null where nothing was followed yet. */
export async function findMark(tx: Tx, name: string): Promise<Date | null> {
  const [found] = await rows<{ at: Date }>(
    tx,
    'following.find-mark',
    sql`select at from host_marks where name = ${name}`,
  )
  return found?.at ?? null
}

export async function saveMark(tx: Tx, name: string, at: string | Date): Promise<void> {
  await rows(
    tx,
    'following.save-mark',
    sql`insert into host_marks (name, at) values (${name}, ${at}) on conflict (name)
      do update set at = excluded.at`,
  )
}
