/** The part of a cache that lies in this process: entries that age, and one load for all who miss at once. */
import { LRUCache } from 'lru-cache'

export interface Memory<Value> {
  read(key: string, load: () => Promise<Value>): Reading<Value>
  /** Forgets `keys`, or everything when null, what is being loaded included. */
  drop(keys: readonly string[] | null): void
}

export interface Reading<Value> {
  /** A hit asked nobody: the value lay here, or somebody else was loading it already. */
  readonly outcome: 'hit' | 'miss'
  readonly value: Promise<Value>
}

/** Boxed, so that a kept `undefined` differs from nothing kept. */
interface Entry<Value> {
  readonly value: Value
}

export function openMemory<Value>(entriesMax: number, ttlSeconds: number): Memory<Value> {
  const entries = new LRUCache<string, Entry<Value>>({ max: entriesMax, ttl: ttlSeconds * 1000 })
  const loads = new Map<string, Promise<Value>>()

  /** Its result is kept only if nobody dropped the key meanwhile: the load may have read before the change. */
  async function keep(key: string, load: () => Promise<Value>): Promise<Value> {
    const loading = load()
    loads.set(key, loading)
    try {
      const value = await loading
      if (loads.get(key) === loading) entries.set(key, { value })
      return value
    } finally {
      if (loads.get(key) === loading) loads.delete(key)
    }
  }

  return {
    read(key, load) {
      const entry = entries.get(key)
      if (entry) return { outcome: 'hit', value: Promise.resolve(entry.value) }
      const loading = loads.get(key)
      if (loading) return { outcome: 'hit', value: loading }
      return { outcome: 'miss', value: keep(key, load) }
    },
    drop(keys) {
      if (keys === null) entries.clear()
      if (keys === null) loads.clear()
      for (const key of keys ?? []) {
        entries.delete(key)
        loads.delete(key)
      }
    },
  }
}
