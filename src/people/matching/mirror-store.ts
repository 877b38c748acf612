/** Queries on what was written into the host's `matches`: only what we wrote do we take away. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { isShown } from './pairs-store.ts'

/** A pair in the host’s own table; the score is the mutual one. */
export interface MirroredPair {
  readonly aId: string
  readonly bId: string
  readonly score: number
  readonly at: Date
}

/** A person's pairs as the host should have them: good enough in either direction. */
export async function listPairsToMirror(
  tx: Tx,
  question: { generation: number; personId: string; scoreMin: number },
): Promise<Omit<MirroredPair, 'at'>[]> {
  const { generation, personId, scoreMin } = question
  return rows(
    tx,
    'matching.list-pairs-to-mirror',
    sql`select a_id as "aId", b_id as "bId", mutual as score
      from pairs p
      where generation = ${generation} and (a_id = ${personId} or b_id = ${personId})
        and greatest(score_ab, score_ba) >= ${scoreMin} and ${isShown}`,
  )
}

/** What we wrote of a person’s pairs. */
export async function listMirrored(tx: Tx, personId: string): Promise<Omit<MirroredPair, 'at'>[]> {
  return rows(
    tx,
    'matching.list-mirrored',
    sql`select a_id as "aId", b_id as "bId", score from mirrored_pairs where a_id = ${personId} or b_id = ${personId}`,
  )
}

/** After the host has it: a crash in between writes the same row again. */
export async function saveMirrored(tx: Tx, pair: Omit<MirroredPair, 'at'>): Promise<void> {
  await rows(
    tx,
    'matching.save-mirrored',
    sql`insert into mirrored_pairs (a_id, b_id, score) values (${pair.aId}, ${pair.bId}, ${pair.score})
      on conflict (a_id, b_id) do update set score = excluded.score`,
  )
}

/** After the host has lost it. */
export async function removeMirrored(tx: Tx, pair: Pick<MirroredPair, 'aId' | 'bId'>): Promise<void> {
  await rows(
    tx,
    'matching.remove-mirrored',
    sql`delete from mirrored_pairs where a_id = ${pair.aId} and b_id = ${pair.bId}`,
  )
}
