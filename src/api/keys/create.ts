import { Problem, scopes as knownScopes } from '../../base/index.ts'
import type { Scope } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { formatKey, hashSecret, newKeyText } from './secret.ts'
import { insertKey } from './store.ts'

export interface WantedKey {
  /** What it is for: 1 to 100 characters. */
  readonly name: string
  readonly scopes: readonly string[]
}

export interface IssuedKey {
  readonly id: string
  /** The whole key. Only its hash is kept: whoever loses it rotates. */
  readonly key: string
}

const NAME_LENGTH_MAX = 100

/** Makes a service key. Throws `request.invalid` for a name or a scope that cannot be. */
export async function createKey(db: Db, wanted: WantedKey, now = new Date()): Promise<IssuedKey> {
  const name = readName(wanted.name)
  const scopes = readScopes(wanted.scopes)
  for (;;) {
    const text = newKeyText()
    const row = { id: text.id, name, scopes, secret_hash: hashSecret(text.secret), created_at: now }
    if (await insertKey(db.query, row)) return { id: text.id, key: formatKey(text) }
  }
}

/** The name is printed in terminals and lists, so nothing in it may move a cursor. */
function readName(wanted: string): string {
  const name = wanted.trim()
  const isPlain = name.isWellFormed() && !/\p{Cc}/u.test(name)
  if (isPlain && name.length > 0 && name.length <= NAME_LENGTH_MAX) return name
  throw new Problem('request.invalid', `The name of a key has 1 to ${NAME_LENGTH_MAX} printable characters.`)
}

/** Names the first scope that there is not: a key must never be weaker, or stronger, than its maker thinks. */
function readScopes(wanted: readonly string[]): readonly Scope[] {
  const unknown = wanted.find((scope) => !(knownScopes as readonly string[]).includes(scope))
  if (unknown === undefined && wanted.length > 0) return [...new Set(wanted as readonly Scope[])]
  const complaint = unknown === undefined ? 'A key needs at least one scope' : `There is no scope "${unknown}"`
  throw new Problem('request.invalid', `${complaint}; the scopes are ${knownScopes.join(', ')}.`)
}
