/** Queries on announcements: which pairs the host was told of. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { PairEnds } from './pair-ends.ts'
import { isShown } from './pairs-store.ts'

/** Telling of a pair again changes nothing. */
export async function saveAnnouncements(tx: Tx, pairs: readonly PairEnds[]): Promise<void> {
  if (pairs.length === 0) return
  await rows(
    tx,
    'matching.save-announcements',
    sql`insert into announcements (a_id, b_id)
      select a_id, b_id from unnest(${pairs.map(({ aId }) => aId)}::text[], ${pairs.map(({ bId }) => bId)}::text[]) as told(a_id, b_id)
      order by a_id, b_id on conflict do nothing`,
  )
}

/** What a stretch of a batch looks at. */
export interface BatchNews {
  readonly generation: number
  readonly batchId: string
  readonly scoreMin: number
  readonly personIds: readonly string[]
}

const pairColumns = sql.raw('generation, a_id, b_id, a_revision, b_revision, score_ab, score_ba')

/** Marks the pairs of some members that the host has not heard of. Marking again changes nothing. */
export async function gatherAnnouncements(
  tx: Tx,
  { generation, batchId, scoreMin, personIds }: BatchNews,
): Promise<void> {
  await rows(
    tx,
    'matching.gather-announcements',
    sql`insert into announcements (a_id, b_id, batch_id)
      select a_id, b_id, ${batchId}::uuid
      from (
        select ${pairColumns} from pairs where generation = ${generation} and a_id = any(${[...personIds]})
        union
        select ${pairColumns} from pairs where generation = ${generation} and b_id = any(${[...personIds]})
      ) p
      where greatest(score_ab, score_ba) >= ${scoreMin} and ${isShown}
      order by a_id, b_id
      on conflict do nothing`,
  )
}

/**
 * What a batch has to tell, in the order of the ids, without pairs that have gone since they were marked. The lines are
 * not touched again when it is told: among hundreds of thousands there is always one that a comparison is about to take
 * away.
 */
export async function listBatchAnnouncements(
  tx: Tx,
  { generation, batchId }: Pick<BatchNews, 'generation' | 'batchId'>,
): Promise<PairEnds[]> {
  return rows<PairEnds>(
    tx,
    'matching.list-batch-announcements',
    sql`select a_id as "aId", b_id as "bId"
      from announcements n
      where batch_id = ${batchId}::uuid and exists (
        select from pairs p where p.generation = ${generation} and p.a_id = n.a_id and p.b_id = n.b_id
      )
      order by a_id, b_id`,
  )
}

/** Where a walk over the announcements goes on: after this pair. Null: from the first. */
export type AnnouncementPosition = PairEnds | null

/** Forgets those of a stretch whose pair the generation has not got; returns the last that was looked at, null at the end. */
export async function forgetVanished(
  tx: Tx,
  { generation, after }: { readonly generation: number; readonly after: AnnouncementPosition },
  limit: number,
): Promise<AnnouncementPosition> {
  const found = await rows<PairEnds>(
    tx,
    'matching.forget-vanished',
    sql`with stretch as (
        select a_id, b_id
        from announcements
        where (a_id, b_id) > (${after?.aId ?? ''}, ${after?.bId ?? ''})
        order by a_id, b_id
        limit ${limit}
      ),
      vanished as (
        delete from announcements n
        using stretch s
        where n.a_id = s.a_id and n.b_id = s.b_id and not exists (
          select from pairs p where p.generation = ${generation} and p.a_id = s.a_id and p.b_id = s.b_id
        )
      )
      select a_id as "aId", b_id as "bId" from stretch order by a_id desc, b_id desc limit 1`,
  )
  return found[0] ?? null
}
