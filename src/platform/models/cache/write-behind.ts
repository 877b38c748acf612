/** Writes to the table of kept embeddings, gathered so that a hundred small calls are one statement. */
import { LRUCache } from 'lru-cache'
import type { Clock, Logger } from '../../../base/index.ts'
import type { Db } from '../../db/index.ts'
import { errorCode } from '../error-code.ts'
import { deleteVectors, saveVectors, touchVectors } from '../store.ts'
import { packVector } from '../vectors.ts'
import { hashFromKey } from './text-hash.ts'

export interface WriteBehind {
  /** Resolves at once, or when there is room again: what waits is bounded. */
  add(vectors: ReadonlyMap<string, Float32Array>): Promise<void>
  /** Notes that kept vectors are in use. */
  touch(keys: readonly string[]): void
  /** Takes back what is not written yet, and removes what was written a moment ago: it may have come after a deletion. */
  drop(keys: readonly string[]): void
  /** Resolves when everything added so far is written, or has failed to be. */
  flush(): Promise<void>
}

export interface WriteBehindOptions {
  readonly db: Db
  readonly log: Logger
  readonly clock: Clock
  readonly model: string
}

/** On one connection whoever asks next waits for the write: 250 rows take 10 to 20 ms. */
const ROWS_PER_WRITE = 250
/** About 3 MB of vectors. */
const ROWS_WAITING_MAX = 2000
const DELAY_MS = 50

/** Longer than a write and the news of a deletion take together. */
const RECENT_MS = 60_000

/** A vector is touched at most this often. */
export const touchAfterMs = 24 * 60 * 60 * 1000

interface Waiting {
  /** By key: the same text twice is one row. */
  readonly vectors: Map<string, Float32Array>
  readonly touched: Set<string>
  readonly dropped: Set<string>
  /** What was handed to the database, so that a deletion that came first can be repeated. */
  readonly recent: LRUCache<string, true>
}

export function openWriteBehind(options: WriteBehindOptions): WriteBehind {
  const recent = new LRUCache<string, true>({ max: 10_000, ttl: RECENT_MS })
  const waiting: Waiting = { vectors: new Map(), touched: new Set(), dropped: new Set(), recent }
  const { vectors, touched, dropped } = waiting
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | null = null

  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    writing ??= writeAll(options, waiting).finally(() => (writing = null))
    return writing
  }
  const schedule = (): void => {
    if (vectors.size >= ROWS_PER_WRITE) return void flush()
    timer ??= setTimeout(() => void flush(), DELAY_MS)
  }
  return {
    async add(more) {
      for (const [key, vector] of more) vectors.set(key, vector)
      schedule()
      if (vectors.size > ROWS_WAITING_MAX) await flush()
    },
    touch(keys) {
      for (const key of keys) touched.add(key)
      if (keys.length > 0) schedule()
    },
    drop(keys) {
      for (const key of keys) {
        vectors.delete(key)
        if (recent.has(key)) dropped.add(key)
      }
      if (dropped.size > 0) schedule()
    },
    flush,
  }
}

/** One statement after the other. What cannot be written is let go: it costs the same work again, never an answer. */
async function writeAll(options: WriteBehindOptions, waiting: Waiting): Promise<void> {
  const { vectors, touched, dropped } = waiting
  while (vectors.size + touched.size + dropped.size > 0) {
    const some = takeSome(waiting)
    const change = { vectors: some, touched: takeKeys(touched), dropped: takeKeys(dropped) }
    try {
      await writeSome(options, change)
    } catch (error) {
      options.log.warn('Embeddings could not be kept.', { code: errorCode(error) })
    }
  }
}

function takeSome({ vectors, recent }: Waiting): [string, Float32Array][] {
  const some = [...vectors].slice(0, ROWS_PER_WRITE)
  for (const [key] of some) {
    vectors.delete(key)
    recent.set(key, true)
  }
  return some
}

function takeKeys(keys: Set<string>): string[] {
  const some = [...keys].slice(0, ROWS_PER_WRITE)
  for (const key of some) keys.delete(key)
  return some
}

interface Change {
  readonly vectors: readonly [string, Float32Array][]
  readonly touched: readonly string[]
  readonly dropped: readonly string[]
}

async function writeSome({ db, model, clock }: WriteBehindOptions, change: Change): Promise<void> {
  const now = clock()
  const packed = change.vectors.map(([key, vector]) => ({ hash: hashFromKey(key), vector: packVector(vector) }))
  if (packed.length > 0) await saveVectors(db.query, { model, vectors: packed, usedAt: now })
  if (change.dropped.length > 0) await deleteVectors(db.query, change.dropped.map(hashFromKey))
  if (change.touched.length === 0) return
  const before = new Date(now.getTime() - touchAfterMs)
  await touchVectors(db.query, { model, hashes: change.touched.map(hashFromKey) }, { now, before })
}
