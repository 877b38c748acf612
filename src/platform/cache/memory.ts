/** The part of a cache that lies in this process: entries that age, and one load for all who miss at once. */
import { LRUCache } from 'lru-cache'

export interface Memory<Value> {
  read(place: Place, load: () => Promise<Value>): Reading<Value>
  /** Forgets `keys` with all their variants, or everything when null, what is being loaded included. */
  drop(keys: readonly string[] | null): void
  /** Forgets the key with all its variants, if this value is still the one that lies there. */
  forget(place: Place, value: Value): void
}

/** Where a value lies: variants of a key go together when the key is dropped. */
export interface Place {
  readonly key: string
  readonly variant: string
}

export interface Reading<Value> {
  /** A hit asked nobody: the value lay here, or somebody else was loading it already. */
  readonly outcome: 'hit' | 'miss'
  readonly value: Promise<Value>
}

/** How much may lie here, and how long. */
export interface MemoryLimits<Value> {
  /** Keys, whatever they hold. */
  readonly entriesMax: number
  readonly ttlSeconds: number
  /** Of one key. The oldest goes. Default 1. */
  readonly variantsMax?: number
  /** Of all values together. Default: no limit. */
  readonly bytes?: { readonly max: number; readonly of: (value: Value) => number }
}

/** What lies under one key, by variant. */
interface Shelf<Value> {
  readonly values: Map<string, Value>
}

/** What a value costs beside its own bytes: its places in three maps, and the letters of its name. */
const OVERHEAD_BYTES = 300

export function openMemory<Value>(limits: MemoryLimits<Value>): Memory<Value> {
  const { entriesMax, ttlSeconds, variantsMax = 1, bytes } = limits
  const shelves = new LRUCache<string, Shelf<Value>>({
    max: entriesMax,
    ttl: ttlSeconds * 1000,
    // A variant that comes later must not make an older one live longer.
    noUpdateTTL: true,
    ...(bytes ? { maxSize: bytes.max, sizeCalculation: (shelf) => shelfBytes(shelf, bytes.of) } : {}),
  })
  const loads = openLoads<Value>()

  function place({ key, variant }: Place, value: Value): void {
    const values = shelves.get(key)?.values ?? new Map<string, Value>()
    const oldest = values.keys().next().value
    if (values.size >= variantsMax && oldest !== undefined) values.delete(oldest)
    // Another object, or its size would be taken for what it was.
    shelves.set(key, { values: values.set(variant, value) })
  }
  /** Its result is kept only if nobody dropped the key meanwhile: the load may have read before the change. */
  async function keep(where: Place, load: () => Promise<Value>): Promise<Value> {
    const loading = load()
    loads.begin(where, loading)
    try {
      const value = await loading
      if (loads.of(where) === loading) place(where, value)
      return value
    } finally {
      if (loads.of(where) === loading) loads.end(where)
    }
  }

  return {
    read(where, load) {
      const values = shelves.get(where.key)?.values
      if (values?.has(where.variant))
        return { outcome: 'hit', value: Promise.resolve(values.get(where.variant) as Value) }
      const loading = loads.of(where)
      if (loading) return { outcome: 'hit', value: loading }
      return { outcome: 'miss', value: keep(where, load) }
    },
    drop(keys) {
      if (keys === null) shelves.clear()
      for (const key of keys ?? []) shelves.delete(key)
      loads.drop(keys)
    },
    forget({ key, variant }, value) {
      if (shelves.get(key)?.values.get(variant) === value) shelves.delete(key)
    },
  }
}

function shelfBytes<Value>({ values }: Shelf<Value>, bytesOf: (value: Value) => number): number {
  let sum = 0
  for (const [variant, value] of values) sum += bytesOf(value) + 2 * variant.length + OVERHEAD_BYTES
  return sum
}

/** What is being loaded. */
function openLoads<Value>() {
  const byKey = new Map<string, Map<string, Promise<Value>>>()
  return {
    of: ({ key, variant }: Place): Promise<Value> | undefined => byKey.get(key)?.get(variant),
    begin({ key, variant }: Place, loading: Promise<Value>): void {
      const variants = byKey.get(key) ?? new Map<string, Promise<Value>>()
      byKey.set(key, variants.set(variant, loading))
    },
    end({ key, variant }: Place): void {
      const variants = byKey.get(key)
      variants?.delete(variant)
      if (variants?.size === 0) byKey.delete(key)
    },
    drop(keys: readonly string[] | null): void {
      if (keys === null) byKey.clear()
      for (const key of keys ?? []) byKey.delete(key)
    },
  }
}
