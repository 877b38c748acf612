import { LRUCache } from 'lru-cache'

/** Vectors that were used last, in front of the database. Keys are text hashes; vectors go in and out as copies. */
export interface VectorMemory {
  get(key: string): Float32Array | undefined
  /** Does nothing for a text that was forgotten a moment ago. */
  put(key: string, vector: Float32Array): void
  /** True for a while after `forget`: what is still under way with the text must not be kept. */
  isForgotten(key: string): boolean
  forget(keys: readonly string[]): void
  clear(): void
}

/** Longer than any embedding can be under way. */
const FORGOTTEN_MS = 10 * 60 * 1000

/** What an entry takes besides its figures: key, map entries, object headers. */
const OVERHEAD_BYTES = 300

export function openVectorMemory(bytesMax: number): VectorMemory {
  const vectors = new LRUCache<string, Float32Array>({
    maxSize: Math.max(1, bytesMax),
    sizeCalculation: (vector) => vector.byteLength + OVERHEAD_BYTES,
  })
  const forgotten = new LRUCache<string, true>({ max: 100_000, ttl: FORGOTTEN_MS })
  return {
    get: (key) => vectors.get(key)?.slice(),
    put(key, vector) {
      if (!forgotten.has(key)) vectors.set(key, vector.slice())
    },
    isForgotten: (key) => forgotten.has(key),
    forget(keys) {
      for (const key of keys) {
        vectors.delete(key)
        forgotten.set(key, true)
      }
    },
    clear: () => vectors.clear(),
  }
}
