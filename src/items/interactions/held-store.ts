/** Everything that somebody holds, however much it is. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { listStances } from './stances-store.ts'
import type { Stance } from './stances-store.ts'

/** Of what is older than the newest only the names count, and only of what may not be shown again. */
export interface Held {
  /** The newest first. */
  readonly newest: readonly Stance[]
  readonly olderLiked: readonly string[]
  readonly olderUnwanted: readonly string[]
}

/** No id holds it. */
const SEPARATOR = '\n'

/**
 * At most `newestMax` in full. A hundred thousand rows would take seconds to read and hold up everybody else meanwhile;
 * as one text each, their names take some hundredths.
 */
export async function listHeld(tx: Tx, userId: string, newestMax: number): Promise<Held> {
  const newest = await listStances(tx, userId, newestMax)
  if (newest.length < newestMax) return { newest, olderLiked: [], olderUnwanted: [] }
  const [older] = await rows<{ liked: string | null; unwanted: string | null }>(
    tx,
    'interactions.list-older',
    sql`select string_agg(item_id, ${SEPARATOR}) filter (
          where opinion = 'like' or (purchases > 0 and opinion is distinct from 'dislike')) as liked,
        string_agg(item_id, ${SEPARATOR}) filter (where opinion = 'dislike' or is_hidden) as unwanted
      from (
        select item_id, opinion, is_hidden, purchases from stances where user_id = ${userId}
        order by last_at desc, item_id desc offset ${newestMax}
      ) as older`,
  )
  return { newest, olderLiked: namesIn(older?.liked), olderUnwanted: namesIn(older?.unwanted) }
}

const namesIn = (text: string | null | undefined): readonly string[] => text?.split(SEPARATOR) ?? []
