/** The table `idempotency_keys`. */
import type { ColumnType } from 'kysely'
import { sql, tablesOf } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { WireAnswer } from '../wire/index.ts'

/** A key means something only together with who sent it and to where. */
export interface KeyName {
  readonly caller: string
  readonly route: string
  readonly key: string
}

export interface Claim extends KeyName {
  readonly request_hash: Buffer
  /** The request that holds the key. */
  readonly run_id: string
  readonly lease_until: Date
  readonly expires_at: Date
}

export interface KeyRecord extends Claim {
  /** Null while the request runs. */
  readonly answer: WireAnswer | null
}

interface Row extends Claim {
  answer: Json
  /** Whom the answer tells of; null in a row of the version before, which did not say. */
  subject_ids: string[] | null
}

type Json = ColumnType<WireAnswer | null, string | null, string | null>

const tables = tablesOf<{ idempotency_keys: Row }>()

/** False when the key is there already. */
export async function insertClaim(tx: Tx, claim: Claim): Promise<boolean> {
  const result = await tables(tx, 'idempotency.claim')
    .insertInto('idempotency_keys')
    .values({ ...claim, answer: null, subject_ids: [] })
    .onConflict((conflict) => conflict.columns(['caller', 'route', 'key']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** The row, held until the end of the transaction. */
export async function lockKey(tx: Tx, name: KeyName): Promise<KeyRecord | null> {
  const row = await tables(tx, 'idempotency.lock')
    .selectFrom('idempotency_keys')
    .selectAll()
    .where(({ and }) => and({ caller: name.caller, route: name.route, key: name.key }))
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** Hands the key to another request; what was answered under it is gone. */
export async function replaceClaim(tx: Tx, { caller, route, key, ...rest }: Claim): Promise<void> {
  await tables(tx, 'idempotency.replace')
    .updateTable('idempotency_keys')
    .set({ ...rest, answer: null, subject_ids: [] })
    .where(({ and }) => and({ caller, route, key }))
    .execute()
}

/** The four below touch nothing when the key has passed to another request. */
export async function extendLease(tx: Tx, { caller, route, key, run_id: runId }: Claim, until: Date): Promise<void> {
  await tables(tx, 'idempotency.extend')
    .updateTable('idempotency_keys')
    .set({ lease_until: until })
    .where(({ and }) => and({ caller, route, key, run_id: runId }))
    .execute()
}

export async function addSubjects(
  tx: Tx,
  { caller, route, key, run_id: runId }: Claim,
  ids: readonly string[],
): Promise<void> {
  await tables(tx, 'idempotency.add-subjects')
    .updateTable('idempotency_keys')
    .set({ subject_ids: sql`coalesce(subject_ids, '{}') || ${[...ids]}::text[]` })
    .where(({ and }) => and({ caller, route, key, run_id: runId }))
    .execute()
}

export async function saveAnswer(
  tx: Tx,
  { caller, route, key, run_id: runId }: Claim,
  answer: WireAnswer,
): Promise<void> {
  await tables(tx, 'idempotency.answer')
    .updateTable('idempotency_keys')
    .set({ answer: JSON.stringify({ ...answer, body: String(answer.body) }) })
    .where(({ and }) => and({ caller, route, key, run_id: runId }))
    .execute()
}

export async function deleteClaim(tx: Tx, { caller, route, key, run_id: runId }: Claim): Promise<void> {
  await tables(tx, 'idempotency.release')
    .deleteFrom('idempotency_keys')
    .where(({ and }) => and({ caller, route, key, run_id: runId }))
    .execute()
}

/** Deletes at most `limit` rows that are past their time; says how many. */
export async function deleteExpired(tx: Tx, now: Date, limit: number): Promise<number> {
  const due = tables(tx, 'idempotency.expired')
    .selectFrom('idempotency_keys')
    .select(sql<string>`ctid`.as('place'))
    .where('expires_at', '<=', now)
    .limit(limit)
  const result = await tables(tx, 'idempotency.prune')
    .deleteFrom('idempotency_keys')
    .where(sql<string>`ctid`, 'in', due)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

export async function deleteOfCaller(tx: Tx, caller: string): Promise<void> {
  await tables(tx, 'idempotency.forget').deleteFrom('idempotency_keys').where('caller', '=', caller).execute()
}

/**
 * Takes the whole row: its key is the caller's text and may name her. What the version before kept says of nobody whom it
 * tells of, so it goes with anybody. Reads a day's rows; nothing is forgotten often enough to want an index for it.
 */
export async function deleteAbout(tx: Tx, subjectId: string): Promise<void> {
  await tables(tx, 'idempotency.forget-about')
    .deleteFrom('idempotency_keys')
    .where(sql<boolean>`subject_ids @> array[${subjectId}::text] or (subject_ids is null and answer is not null)`)
    .execute()
}
