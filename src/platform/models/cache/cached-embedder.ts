/** An embedder that asks memory first, then the database, and the model for what neither holds. */
import { systemClock } from '../../../base/index.ts'
import type { Clock } from '../../../base/index.ts'
import type { Db } from '../../db/index.ts'
import type { Telemetry } from '../../telemetry/index.ts'
import { errorCode } from '../error-code.ts'
import type { EmbedOptions, Embedder } from '../port.ts'
import { slicesOf } from '../slices.ts'
import { findVectors } from '../store.ts'
import type { KeptVector } from '../store.ts'
import { unpackVector } from '../vectors.ts'
import { hearForgotten } from './forget.ts'
import { openVectorMemory } from './memory.ts'
import type { VectorMemory } from './memory.ts'
import { hashFromKey, hashKey, hashText } from './text-hash.ts'
import { openWriteBehind, touchAfterMs } from './write-behind.ts'
import type { WriteBehind } from './write-behind.ts'

export interface CacheDeps {
  readonly db: Db
  readonly telemetry: Telemetry
  readonly memoryBytes: number
  readonly clock?: Clock
}

interface Cache {
  readonly inner: Embedder
  readonly db: Db
  readonly telemetry: Telemetry
  readonly clock: Clock
  readonly memory: VectorMemory
  readonly writes: WriteBehind
}

/** Texts by hash: what is still to be found. */
type Wanted = ReadonlyMap<string, string>

/** Per query of the database, and per call of the model: what is made is kept page by page, not only at the end. */
const PAGE = 1000

export function cachedEmbedder(inner: Embedder, deps: CacheDeps): Embedder {
  const { db, telemetry, clock = systemClock } = deps
  const memory = openVectorMemory(deps.memoryBytes)
  const writes = openWriteBehind({ db, log: telemetry.log, clock, model: inner.model })
  const cache: Cache = { inner, db, telemetry, clock, memory, writes }
  const deafen = hearForgotten(db, {
    onForgotten(keys) {
      memory.forget(keys)
      writes.drop(keys)
    },
    onGap: memory.clear,
  })
  return {
    model: inner.model,
    dimension: inner.dimension,
    embed: (texts, options = {}) => embedThrough(cache, texts, options),
    state: () => inner.state(),
    async close() {
      await inner.close()
      await writes.flush()
      deafen()
    },
  }
}

/** Memory, database, model: each is asked only for what the one before it did not have. */
async function embedThrough(cache: Cache, texts: readonly string[], options: EmbedOptions): Promise<Float32Array[]> {
  options.signal?.throwIfAborted()
  // The same text twice is wanted once.
  const keys = texts.map((text) => hashKey(hashText(text)))
  const wanted = new Map(keys.map((key, index) => [key, texts[index] ?? '']))
  const found = new Map<string, Float32Array>()
  recall(cache, wanted, found)
  await readKept(cache, without(wanted, found), found)
  await make(cache, without(wanted, found), { found, options })
  return keys.map((key) => shared(found, key))
}

function without(wanted: Wanted, found: ReadonlyMap<string, Float32Array>): Wanted {
  return found.size === 0 ? wanted : new Map([...wanted].filter(([key]) => !found.has(key)))
}

/** The same text twice gets two arrays: a caller may change what it was given. */
function shared(found: ReadonlyMap<string, Float32Array>, key: string): Float32Array {
  const vector = found.get(key)
  if (!vector) throw new RangeError('the model left a text out')
  return vector.slice()
}

function recall({ memory, inner, telemetry }: Cache, wanted: Wanted, found: Map<string, Float32Array>): void {
  for (const key of wanted.keys()) {
    const vector = memory.get(key)
    if (vector) found.set(key, vector)
  }
  countFound(telemetry, { model: inner.model, source: 'memory', count: found.size })
}

/** Adds what the database holds to `found`, and to memory. A vector of another length is of another model. */
async function readKept(cache: Cache, wanted: Wanted, found: Map<string, Float32Array>): Promise<void> {
  const { inner, memory, writes, telemetry } = cache
  const staleBefore = cache.clock().getTime() - touchAfterMs
  const foundBefore = found.size
  for (const page of slicesOf([...wanted.keys()], PAGE)) {
    const kept = await findKept(cache, page)
    for (const { hash, vector } of kept) {
      const unpacked = unpackVector(vector)
      if (unpacked.length !== inner.dimension) continue
      found.set(hashKey(hash), unpacked)
      memory.put(hashKey(hash), unpacked)
    }
    const stale = kept.filter(({ usedAt }) => usedAt.getTime() < staleBefore)
    writes.touch(stale.map(({ hash }) => hashKey(hash)))
  }
  countFound(telemetry, { model: inner.model, source: 'database', count: found.size - foundBefore })
  telemetry.metrics.count('reciprocity_cache_reads_total', { cache: 'embeddings', outcome: 'hit' }, found.size)
}

/**
 * A database that does not answer costs the work again, not the answer. What is no failure of the database (a query
 * inside an open transaction) is a mistake in the program and is thrown.
 */
async function findKept({ db, inner, telemetry }: Cache, keys: readonly string[]): Promise<KeptVector[]> {
  try {
    return await findVectors(db.query, inner.model, keys.map(hashFromKey))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    telemetry.log.warn('Kept embeddings could not be read.', { code: errorCode(error) })
    return []
  }
}

/** Adds what the model makes to `found`, to memory, and to what is to be written. */
async function make(
  { inner, memory, writes, telemetry }: Cache,
  wanted: Wanted,
  { found, options }: { found: Map<string, Float32Array>; options: EmbedOptions },
): Promise<void> {
  const { metrics } = telemetry
  metrics.count('reciprocity_cache_reads_total', { cache: 'embeddings', outcome: 'miss' }, wanted.size)
  for (const page of slicesOf([...wanted], PAGE)) {
    const started = performance.now()
    const vectors = await inner.embed(
      page.map(([, text]) => text),
      options,
    )
    metrics.observe('reciprocity_embedding_seconds', (performance.now() - started) / 1000, { model: inner.model })
    countFound(telemetry, { model: inner.model, source: 'model', count: page.length })
    const made = new Map(page.map(([key], index) => [key, vectors[index] ?? new Float32Array()]))
    for (const [key, vector] of made) {
      found.set(key, vector)
      memory.put(key, vector)
    }
    await writes.add(new Map([...made].filter(([key]) => !memory.isForgotten(key))))
  }
}

interface FoundCount {
  readonly model: string
  readonly source: 'memory' | 'database' | 'model'
  readonly count: number
}

function countFound({ metrics }: Telemetry, { model, source, count }: FoundCount): void {
  if (count > 0) metrics.count('reciprocity_embeddings_total', { model, source }, count)
}
