import type { Db } from '../../platform/db/index.ts'
import { changeKey } from './announce.ts'
import { refuseEnvironmentKey, unknownKey } from './environment-key.ts'
import { lockKey, markRevoked } from './store.ts'

/** Shuts a key: in this process at once, in every other within a second. Twice is once. */
export async function revokeKey(db: Db, id: string, now = new Date()): Promise<void> {
  refuseEnvironmentKey(id)
  await changeKey(db, id, async (tx) => {
    const row = await lockKey(tx, id)
    if (!row) throw unknownKey(id)
    if (!row.revoked_at) await markRevoked(tx, id, now)
  })
}
