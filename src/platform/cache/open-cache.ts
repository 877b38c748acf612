/** Values that are dear to read, kept in memory and dropped in every process when a change that touches them commits. */
import { LRUCache } from 'lru-cache'
import { newId } from '../../base/index.ts'
import { readMessage, writeMessage } from './message.ts'
import { openUnsettled } from './unsettled.ts'
import type { Db, Tx } from '../db/index.ts'
import type { Telemetry } from '../telemetry/index.ts'

export interface CacheOptions {
  /** Caches of one name on one database, in whatever process, are one cache. */
  readonly name: string
  readonly entriesMax: number
  readonly db: Pick<Db, 'notify' | 'listen'>
  readonly telemetry: Telemetry
  /** Bounds every mistake: nothing is older than this. Default 60. */
  readonly ttlSeconds?: number
}

export interface Cache<Value> {
  /** Many who miss at once wait for one `load`. What comes back is shared: do not change it. Failures are not kept. */
  get(key: string, load: () => Promise<Value>): Promise<Value>
  /**
   * Call it in the transaction of the change, before or after the change itself. Once that commits, the next `get` in
   * this process reads anew, and so does any other process as soon as it hears. A rollback costs only speed.
   */
  invalidate(tx: Tx, keys: readonly string[]): Promise<void>
  /** `invalidate` for all keys. */
  clear(tx: Tx): Promise<void>
  /** Forgets keys in this process only. */
  dropLocal(keys: readonly string[]): void
  close(): void
}

/** Boxed, so that a kept `undefined` differs from nothing kept. */
interface Entry<Value> {
  readonly value: Value
}

type Outcome = 'hit' | 'miss' | 'bypass'

export function openCache<Value>(options: CacheOptions): Cache<Value> {
  const { name, db, telemetry, ttlSeconds = 60 } = options
  const me = newId()
  const channel = `cache.${name}`
  const entries = new LRUCache<string, Entry<Value>>({ max: options.entriesMax, ttl: ttlSeconds * 1000 })
  const loads = new Map<string, Promise<Value>>()
  const unsettled = openUnsettled(ttlSeconds * 1000, () => performance.now())
  /** False until the line to the database is up, and whenever it is down: what was said meanwhile is lost. */
  let isListening = false

  /** A load in the air may have read before the commit: taken out of `loads`, it answers those who wait, no others. */
  function drop(keys: readonly string[] | null): void {
    if (keys === null) entries.clear()
    if (keys === null) loads.clear()
    for (const key of keys ?? []) {
      entries.delete(key)
      loads.delete(key)
    }
  }
  function hear(payload: string): void {
    const { from, change, keys } = readMessage(payload)
    drop(keys)
    if (from === me) unsettled.settle(change)
  }
  function setListening(listening: boolean): void {
    isListening = listening
    drop(null)
  }
  async function load(key: string, read: () => Promise<Value>): Promise<Value> {
    const loading = read()
    loads.set(key, loading)
    try {
      const value = await loading
      if (loads.get(key) === loading) entries.set(key, { value })
      return value
    } finally {
      if (loads.get(key) === loading) loads.delete(key)
    }
  }
  async function say(tx: Tx, keys: readonly string[] | null): Promise<void> {
    const change = unsettled.begin(keys)
    drop(keys)
    await db.notify(tx, channel, writeMessage({ from: me, change, keys }))
  }
  const note = (outcome: Outcome): void =>
    telemetry.metrics.count('reciprocity_cache_reads_total', { cache: name, outcome })

  const unlisten = db.listen(channel, {
    onPayload: hear,
    onGap: () => setListening(false),
    onReady: () => setListening(true),
  })
  return {
    async get(key, read) {
      if (!isListening || unsettled.has(key)) {
        note('bypass')
        return read()
      }
      const entry = entries.get(key)
      const loading = entry ? undefined : loads.get(key)
      note(entry || loading ? 'hit' : 'miss')
      if (entry) return entry.value
      return loading ?? load(key, read)
    },
    invalidate: async (tx, keys) => (keys.length > 0 ? say(tx, keys) : undefined),
    clear: (tx) => say(tx, null),
    dropLocal: drop,
    close() {
      unlisten()
      setListening(false)
    },
  }
}
