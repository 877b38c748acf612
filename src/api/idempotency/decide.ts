/** What a request with an Idempotency-Key finds, and what follows from it. */
import { createHash } from 'node:crypto'
import type { KeyRecord } from './store.ts'

export type Verdict =
  /** Nobody holds the key any more: run, under a new claim. */
  | 'take over'
  | 'replay'
  /** The key was used for another request. */
  | 'mismatch'
  | 'running'

/** The request comes first: a client that reuses a key by mistake hears of it, whatever became of the first request. */
export function judgeKey(record: KeyRecord, requestHash: Buffer, now: Date): Verdict {
  if (record.expires_at <= now) return 'take over'
  if (!record.request_hash.equals(requestHash)) return 'mismatch'
  if (record.answer !== null) return 'replay'
  return record.lease_until <= now ? 'take over' : 'running'
}

/** Equal for bodies that say the same: the order of the fields of an object is not part of what it says. */
export function hashRequest(parts: {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}): Buffer {
  return createHash('sha256').update(JSON.stringify(parts, sortKeys)).digest()
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}

const KEY = /^[\u{20}-\u{7E}]{1,255}$/u

/** Printable ASCII, up to 255: what a header and an index can hold as they are. */
export const isIdempotencyKey = (text: string): boolean => KEY.test(text)
