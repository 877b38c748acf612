/** The table `api_keys`. */
import { tablesOf } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { Scope } from '../../base/index.ts'

export interface KeyRow {
  readonly id: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly secret_hash: Buffer
  readonly previous_hash: Buffer | null
  readonly previous_until: Date | null
  readonly created_at: Date
  readonly rotated_at: Date | null
  readonly revoked_at: Date | null
  readonly last_used_at: Date | null
}

const tables = tablesOf<{ api_keys: KeyRow }>()

/** False when the id is taken: eight letters are few enough for that to happen once in a long life. */
export async function insertKey(
  tx: Tx,
  key: Pick<KeyRow, 'id' | 'name' | 'scopes' | 'secret_hash' | 'created_at'>,
): Promise<boolean> {
  const result = await tables(tx, 'keys.insert')
    .insertInto('api_keys')
    .values({
      ...key,
      previous_hash: null,
      previous_until: null,
      rotated_at: null,
      revoked_at: null,
      last_used_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function findKey(tx: Tx, id: string): Promise<KeyRow | null> {
  const row = await tables(tx, 'keys.find').selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** Oldest first, then by id. */
export async function findKeys(tx: Tx): Promise<readonly KeyRow[]> {
  return tables(tx, 'keys.list').selectFrom('api_keys').selectAll().orderBy('created_at').orderBy('id').execute()
}

/** The row, held until the end of the transaction: two rotations at once must not lose one another's secret. */
export async function lockKey(tx: Tx, id: string): Promise<KeyRow | null> {
  const query = tables(tx, 'keys.lock').selectFrom('api_keys').selectAll().where('id', '=', id).forUpdate()
  return (await query.executeTakeFirst()) ?? null
}

/** The row stays: a revoked key is still somebody's whose requests are in the log. */
export async function markRevoked(tx: Tx, id: string, revokedAt: Date): Promise<void> {
  await tables(tx, 'keys.revoke').updateTable('api_keys').set({ revoked_at: revokedAt }).where('id', '=', id).execute()
}

/** What a rotation writes. */
export type NewSecret = Pick<KeyRow, 'secret_hash' | 'previous_hash' | 'previous_until' | 'rotated_at'>

export async function replaceSecret(tx: Tx, id: string, secret: NewSecret): Promise<void> {
  await tables(tx, 'keys.rotate').updateTable('api_keys').set(secret).where('id', '=', id).execute()
}

/** Leaves the row alone when another process wrote it less than a minute ago: a busy key is not a busy row. */
export async function markUsed(tx: Tx, id: string, usedAt: Date): Promise<void> {
  await tables(tx, 'keys.mark-used')
    .updateTable('api_keys')
    .set({ last_used_at: usedAt })
    .where('id', '=', id)
    .where((where) => where.or([where('last_used_at', 'is', null), where('last_used_at', '<=', minuteBefore(usedAt))]))
    .execute()
}

const minuteBefore = (instant: Date): Date => new Date(instant.getTime() - 60_000)
