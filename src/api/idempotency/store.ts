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

type Json = ColumnType<WireAnswer | null, string | null, string | null>

const tables = tablesOf<{ idempotency_keys: Claim & { answer: Json } }>()

/** False when the key is there already. */
export async function insertClaim(tx: Tx, claim: Claim): Promise<boolean> {
  const result = await tables(tx, 'idempotency.claim')
    .insertInto('idempotency_keys')
    .values({ ...claim, answer: null })
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
    .set({ ...rest, answer: null })
    .where(({ and }) => and({ caller, route, key }))
    .execute()
}

/** The three below touch nothing when the key has passed to another request. */
export async function extendLease(tx: Tx, { caller, route, key, run_id: runId }: Claim, until: Date): Promise<void> {
  await tables(tx, 'idempotency.extend')
    .updateTable('idempotency_keys')
    .set({ lease_until: until })
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
 * Empties the answers that say one of `texts`, and keeps the keys: a service that repeats the request hears that it was
 * done, and does not do it again. Reads a day's rows; nothing is forgotten often enough to want an index for it.
 */
export async function emptyAnswersWith(tx: Tx, texts: readonly string[]): Promise<void> {
  await tables(tx, 'idempotency.empty')
    .updateTable('idempotency_keys')
    .set({ answer: sql`jsonb_build_object('status', answer->'status', 'mediaType', null, 'body', '')` })
    .where(
      sql<boolean>`exists (select 1 from unnest(${[...texts]}::text[]) said where strpos(answer->>'body', said) > 0)`,
    )
    .execute()
}
