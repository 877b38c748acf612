/** Values that are dear to read, kept in memory and dropped in every process when a change that touches them commits. */
import { newId } from '../../base/index.ts'
import { openLine } from './line.ts'
import { openMemory } from './memory.ts'
import { groupKeys, readMessage, writeMessage } from './message.ts'
import { openUnsettled } from './unsettled.ts'
import type { Tx } from '../db/index.ts'
import type { Telemetry } from '../telemetry/index.ts'
import type { LineOptions } from './line.ts'
import type { MemoryLimits } from './memory.ts'

export interface CacheOptions<Value = unknown> extends Pick<MemoryLimits<Value>, 'variantsMax' | 'bytes'> {
  /** Caches of one name on one database, in whatever process, are one cache. */
  readonly name: string
  readonly entriesMax: number
  readonly db: LineOptions['db']
  readonly telemetry: Telemetry
  /** Bounds every mistake: nothing kept is older than this. Default 60. */
  readonly ttlSeconds?: number
}

export interface Cache<Value> {
  /**
   * Many who miss at once wait for one `load`. What comes back is shared: do not change it. Failures are not kept. Of one
   * key there may be several variants, which grow stale together.
   */
  get(key: string, load: () => Promise<Value>, variant?: string): Promise<Value>
  /**
   * Somebody found that what came back is not true any more: it goes with all variants of its key. In this process alone, and
   * not if another value has its place.
   */
  forget(key: string, value: Value, variant?: string): void
  /**
   * Call it in the transaction of the change, before or after the change itself. Once that commits, the next `get` in
   * this process reads anew, and so does any other process as soon as it hears. A rollback costs only speed.
   */
  invalidate(tx: Tx, keys: readonly string[]): Promise<void>
  /** `invalidate` for all keys. */
  clear(tx: Tx): Promise<void>
  /** From here on every `get` loads. */
  close(): void
}

export function openCache<Value>(options: CacheOptions<Value>): Cache<Value> {
  const { name, db, telemetry, ttlSeconds = 60 } = options
  const me = newId()
  const memory = openMemory<Value>({ ...options, ttlSeconds })
  const unsettled = openUnsettled(ttlSeconds * 1000, () => performance.now())
  const line = openLine({ db, channel: `cache.${name}`, onPayload: hear, onUnsure: () => memory.drop(null) })

  function hear(payload: string): void {
    const { from, change, keys } = readMessage(payload)
    memory.drop(keys)
    if (from === me) unsettled.settle(change)
  }
  async function say(tx: Tx, keys: readonly string[] | null): Promise<void> {
    const change = unsettled.begin(keys)
    memory.drop(keys)
    await line.say(tx, writeMessage({ from: me, change, keys }))
  }
  function count(outcome: 'hit' | 'miss' | 'bypass'): void {
    telemetry.metrics.count('reciprocity_cache_reads_total', { cache: name, outcome })
  }

  return {
    async get(key, load, variant = '') {
      const isSure = line.isSure() && !unsettled.has(key)
      if (!isSure) count('bypass')
      if (!isSure) return load()
      const { outcome, value } = memory.read({ key, variant }, load)
      count(outcome)
      return value
    },
    forget: (key, value, variant = '') => memory.forget({ key, variant }, value),
    async invalidate(tx, keys) {
      const groups = groupKeys(keys) ?? [null]
      for (const group of groups) await say(tx, group)
    },
    clear: (tx) => say(tx, null),
    close: () => line.close(),
  }
}
