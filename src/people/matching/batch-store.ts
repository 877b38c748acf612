/** Queries on the update batch and its members. */
import type { ColumnType } from 'kysely'
import { rows, sql, tablesOf } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

/** In this order; `tell` has no members, and `done` nothing left to do. */
export const phases = ['compose', 'embed', 'match', 'tell', 'done'] as const
export type Phase = (typeof phases)[number]
/** Where a batch may stand that has not ended. */
export type OpenPhase = Exclude<Phase, 'done'>
/** What is done for a member, one after the other. */
export type MemberStep = 'compose' | 'embed' | 'match'
/** What is next for a member; `matched` and `failed` are ends. */
export type MemberState = MemberStep | 'matched' | 'failed'

/** An open batch as far as its progress goes. */
export interface Batch {
  readonly id: string
  readonly phase: OpenPhase
}

/** `version` is the one that was composed: an edit after it stays for the next batch. */
export interface Member {
  readonly personId: string
  readonly version: number
  readonly state: MemberState
}

interface BatchTables {
  batches: {
    id: string
    phase: Phase
    created_at: ColumnType<Date, never, never>
    finished_at: Date | null
    pairs_told: number | null
  }
  batch_members: { batch_id: string; person_id: string; version: number; state: MemberState; reason: string | null }
}

const tables = tablesOf<BatchTables>()

/** The open batch, held until the transaction ends, so that its members finish one after the other. */
export async function lockOpenBatch(tx: Tx): Promise<Batch | null> {
  const row = await tables(tx, 'matching.lock-open-batch')
    .selectFrom('batches')
    .select(['id', 'phase'])
    .where('finished_at', 'is', null)
    .forUpdate()
    .$narrowType<Pick<Batch, 'phase'>>()
    .executeTakeFirst()
  return row ?? null
}

/** False when another process has opened one: there is one at a time. */
export async function insertBatch(
  tx: Tx,
  id: string,
  members: readonly Pick<Member, 'personId' | 'version'>[],
): Promise<boolean> {
  const opened = await rows(
    tx,
    'matching.insert-batch',
    sql`insert into batches (id, phase) values (${id}, 'compose') on conflict do nothing returning 1`,
  )
  if (opened.length === 0) return false
  await rows(
    tx,
    'matching.insert-batch-members',
    sql`insert into batch_members (batch_id, person_id, version, state)
      select ${id}::uuid, person_id, version, 'compose'
      from unnest(${members.map(({ personId }) => personId)}::text[], ${members.map(({ version }) => version)}::int[]) as m(person_id, version)`,
  )
  return true
}

/** Under the lock of `lockOpenBatch`. */
export async function setPhase(tx: Tx, id: string, phase: OpenPhase): Promise<void> {
  await tables(tx, 'matching.set-batch-phase').updateTable('batches').set({ phase }).where('id', '=', id).execute()
}

/** From here on another batch may be opened. */
export async function finishBatch(tx: Tx, id: string, pairsTold: number): Promise<void> {
  await tables(tx, 'matching.finish-batch')
    .updateTable('batches')
    .set({ phase: 'done', finished_at: sql<Date>`now()`, pairs_told: pairsTold })
    .where('id', '=', id)
    .execute()
}

/** Members of a batch in one state, by id. */
export async function listMembers(tx: Tx, batchId: string, state: MemberState): Promise<Member[]> {
  return tables(tx, 'matching.list-batch-members')
    .selectFrom('batch_members')
    .select(['person_id as personId', 'version', 'state'])
    .where('batch_id', '=', batchId)
    .where('state', '=', state)
    .orderBy('person_id')
    .execute()
}

/** Cheaper than listing: asked each time that a member finishes. */
export async function hasMember(tx: Tx, batchId: string, state: MemberState): Promise<boolean> {
  const row = await tables(tx, 'matching.has-batch-member')
    .selectFrom('batch_members')
    .select('state')
    .where('batch_id', '=', batchId)
    .where('state', '=', state)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Null when the batch has ended or the person has left. */
export async function findMember(tx: Tx, batchId: string, personId: string): Promise<Member | null> {
  const row = await tables(tx, 'matching.find-batch-member')
    .selectFrom('batch_members')
    .innerJoin('batches', 'batches.id', 'batch_members.batch_id')
    .select(['person_id as personId', 'version', 'state'])
    .where('batch_id', '=', batchId)
    .where('person_id', '=', personId)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** From one state to the next, with the reason of a failure. */
export interface MemberMove {
  readonly batchId: string
  readonly personId: string
  readonly from: MemberState
  readonly to: MemberState
  readonly reason?: string
}

/** False when the member is not in `from` any more: another run was quicker. */
export async function moveMember(tx: Tx, step: MemberMove): Promise<boolean> {
  const query = tables(tx, 'matching.move-batch-member')
    .updateTable('batch_members')
    .set({ state: step.to, reason: step.reason ?? null })
    .where('batch_id', '=', step.batchId)
    .where('person_id', '=', step.personId)
    .where('state', '=', step.from)
  return (await query.executeTakeFirst()).numUpdatedRows === 1n
}

/** Notes which version of the person was composed. */
export async function setMemberVersion(
  tx: Tx,
  batchId: string,
  member: Pick<Member, 'personId' | 'version'>,
): Promise<void> {
  await tables(tx, 'matching.set-member-version')
    .updateTable('batch_members')
    .set({ version: member.version })
    .where('batch_id', '=', batchId)
    .where('person_id', '=', member.personId)
    .execute()
}

/** The batch that ended last, for the statistics. */
export async function findLastFinished(tx: Tx): Promise<{ id: string; finishedAt: Date; pairsTold: number } | null> {
  const row = await tables(tx, 'matching.find-last-finished')
    .selectFrom('batches')
    .select(['id', 'finished_at as finishedAt', 'pairs_told as pairsTold'])
    .where('finished_at', 'is not', null)
    .orderBy('finished_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.finishedAt ? { id: row.id, finishedAt: row.finishedAt, pairsTold: row.pairsTold ?? 0 } : null
}
