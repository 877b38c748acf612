import type { Db } from '../../platform/db/index.ts'
import { changeKey } from './announce.ts'
import type { IssuedKey } from './create.ts'
import { refuseEnvironmentKey, unknownKey } from './environment-key.ts'
import { formatKey, hashSecret, newSecret } from './secret.ts'
import { lockKey, replaceSecret } from './store.ts'
import type { KeyRow, NewSecret } from './store.ts'

export interface RotateOptions {
  /** For how long the old secret opens beside the new one. Default 24 hours; 0 shuts it at once. */
  readonly graceSeconds?: number
  readonly now?: Date
}

export const rotationGraceSeconds = 24 * 60 * 60

/** A new secret under the same id, name and scopes. */
export async function rotateKey(db: Db, id: string, options: RotateOptions = {}): Promise<IssuedKey> {
  refuseEnvironmentKey(id)
  const { graceSeconds = rotationGraceSeconds, now = new Date() } = options
  const secret = newSecret()
  await changeKey(db, id, async (tx) => {
    const row = await lockKey(tx, id)
    if (!row || row.revoked_at) throw unknownKey(id)
    await replaceSecret(tx, id, planRotation(row, hashSecret(secret), { graceSeconds, now }))
  })
  return { id, key: formatKey({ id, secret }) }
}

/** Only the last secret is kept alive: rotating twice within the grace period shuts the oldest one. */
export function planRotation(
  row: Pick<KeyRow, 'secret_hash'>,
  secretHash: Buffer,
  { graceSeconds, now }: Required<RotateOptions>,
): NewSecret {
  const keepsOld = graceSeconds > 0
  return {
    secret_hash: secretHash,
    previous_hash: keepsOld ? row.secret_hash : null,
    previous_until: keepsOld ? new Date(now.getTime() + graceSeconds * 1_000) : null,
    rotated_at: now,
  }
}
