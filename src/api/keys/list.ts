import { scopes as knownScopes } from '../../base/index.ts'
import type { Scope } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { environmentKeyId } from './environment-key.ts'
import { findKeys } from './store.ts'
import type { KeyRow } from './store.ts'

/** What may be shown of a key. */
export interface KeySummary {
  readonly id: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly createdAt: Date | null
  readonly rotatedAt: Date | null
  readonly revokedAt: Date | null
  /** To the minute. Null: never, or not known for the key of the environment. */
  readonly lastUsedAt: Date | null
  /** Until when the secret before the last rotation opens as well. */
  readonly previousUntil: Date | null
}

/** Every key that there is, revoked ones too, oldest first; before them the key of the environment. */
export async function listKeys(
  db: Db,
  options: { readonly hasEnvironmentKey: boolean },
): Promise<readonly KeySummary[]> {
  const rows = await findKeys(db.query)
  return [...(options.hasEnvironmentKey ? [environmentKey] : []), ...rows.map(summarise)]
}

/** It has no row, so nobody notes when it was made or used. */
const environmentKey: KeySummary = {
  id: environmentKeyId,
  name: 'SERVICE_API_KEY',
  scopes: knownScopes,
  createdAt: null,
  rotatedAt: null,
  revokedAt: null,
  lastUsedAt: null,
  previousUntil: null,
}

/** Field by field: a column that is added one day is not shown by accident. */
function summarise(row: KeyRow): KeySummary {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    createdAt: row.created_at,
    rotatedAt: row.rotated_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    previousUntil: row.previous_until,
  }
}
