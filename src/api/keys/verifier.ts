/** Tells whose key a text is, without asking the database on every request. */
import { LRUCache } from 'lru-cache'
import { scopes as knownScopes } from '../../base/index.ts'
import type { Clock, Logger, ServiceCaller } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { hearKeyChanges } from './announce.ts'
import { environmentKeyId } from './environment-key.ts'
import { hashSecret, isSameHash, parseKey } from './secret.ts'
import { findKey, markUsed } from './store.ts'
import type { KeyRow } from './store.ts'

export interface KeyVerifier {
  /** Null for a key that is not, or is no longer, one. Throws when that cannot be found out. */
  verify(text: string): Promise<ServiceCaller | null>
  close(): Promise<void>
}

export interface KeyVerifierOptions {
  readonly db: Db
  readonly clock: Clock
  readonly log: Logger
  /** `SERVICE_API_KEY`: opens everything. Undefined: there is none. */
  readonly environmentKey?: string | undefined
}

/** A process that missed the news of a revocation goes on believing in the key for this long at most. */
const BELIEF_MS = 1_000
const USE_NOTED_EVERY_MS = 60_000
/** Unknown ids are remembered as well, so the number is bounded. */
const REMEMBERED_MAX = 10_000

/** What a key was when it was last read. */
interface Belief {
  readonly row: Promise<KeyRow | null>
  readonly readAtMs: number
}

export function openKeyVerifier({ db, clock, log, environmentKey }: KeyVerifierOptions): KeyVerifier {
  const beliefs = new LRUCache<string, Belief>({ max: REMEMBERED_MAX })
  const uses = noteUses(db, log)
  const stop = hearKeyChanges(db, { onChange: (id) => void beliefs.delete(id), onGap: () => beliefs.clear() })
  const environment = environmentKey === undefined ? null : everythingFor(environmentKey)

  /** The promise is kept, not the row: a change that comes while it is read drops it, and no late answer comes back. */
  const lookUp = (id: string, nowMs: number): Promise<KeyRow | null> => {
    const known = beliefs.get(id)
    if (known && Math.abs(nowMs - known.readAtMs) < BELIEF_MS) return known.row
    const belief = { row: findKey(db.query, id), readAtMs: nowMs }
    beliefs.set(id, belief)
    belief.row.catch(() => beliefs.peek(id) === belief && beliefs.delete(id))
    return belief.row
  }

  return {
    async verify(text) {
      if (environment !== null && isSameHash(hashSecret(text), environment.hash)) return environment.caller
      const key = parseKey(text)
      if (key === null) return null
      const now = clock()
      const row = await lookUp(key.id, now.getTime())
      if (row === null || !opens(row, hashSecret(key.secret), now)) return null
      uses.note(row.id, now)
      return { kind: 'service', keyId: row.id, scopes: new Set(row.scopes) }
    },
    async close() {
      stop()
      await uses.settled()
    },
  }
}

/** Whether a secret with `hash` opens with this key at `now`. Both are compared before either decides. */
export function opens(row: KeyRow, hash: Buffer, now: Date): boolean {
  const isCurrent = isSameHash(hash, row.secret_hash)
  const isPrevious = row.previous_hash !== null && isSameHash(hash, row.previous_hash)
  if (row.revoked_at !== null) return false
  return isCurrent || (isPrevious && row.previous_until !== null && now < row.previous_until)
}

function everythingFor(key: string): { readonly hash: Buffer; readonly caller: ServiceCaller } {
  return {
    hash: hashSecret(key),
    caller: { kind: 'service', keyId: environmentKeyId, scopes: new Set(knownScopes) },
  }
}

/** Writes `last_used_at` beside the request, at most once a minute; that it could not be written harms nobody. */
function noteUses(db: Db, log: Logger) {
  const noted = new LRUCache<string, number>({ max: REMEMBERED_MAX })
  const writing = new Set<Promise<void>>()
  return {
    note(id: string, now: Date): void {
      if (now.getTime() - (noted.get(id) ?? -Infinity) < USE_NOTED_EVERY_MS) return
      noted.set(id, now.getTime())
      const write = markUsed(db.query, id, now).catch(() =>
        log.debug('The last use of a key was not written.', { keyId: id }),
      )
      writing.add(write)
      void write.finally(() => writing.delete(write))
    },
    settled: async (): Promise<void> => void (await Promise.allSettled(writing)),
  }
}
