/** What went wrong with a call of a provider, and what follows: pure decisions over what was thrown. */
import { APICallError } from 'ai'
import { Problem } from '../../../base/index.ts'

export interface Failure {
  /**
   * `outage`: no answer, or one that makes no sense. `throttled`: too many calls. `denied`: the key, the model or the
   * address is not accepted. `rejected`: this one request is not accepted; the next may be.
   */
  readonly kind: 'outage' | 'throttled' | 'denied' | 'rejected'
  readonly status: number | null
  /** How long the provider asks to be left alone. */
  readonly retryAfterMs: number | null
  /** A time limit ended it: the provider may have done, and billed, the work. */
  readonly isTimeout: boolean
}

const DENIED = new Set([401, 402, 403, 404, 405])

export function readFailure(thrown: unknown, now: Date): Failure {
  const isTimeout = thrown instanceof DOMException && thrown.name === 'TimeoutError'
  if (!APICallError.isInstance(thrown)) return { kind: 'outage', status: null, retryAfterMs: null, isTimeout }
  const status = thrown.statusCode ?? null
  return { kind: kindOf(status), status, retryAfterMs: readRetryAfter(thrown.responseHeaders, now), isTimeout }
}

function kindOf(status: number | null): Failure['kind'] {
  if (status === null || status === 408 || status === 409 || status >= 500 || status < 400) return 'outage'
  if (status === 429) return 'throttled'
  return DENIED.has(status) ? 'denied' : 'rejected'
}

/** `retry-after-ms`, else `retry-after` in seconds or as a date (RFC 9110, section 10.2.3). */
export function readRetryAfter(headers: Readonly<Record<string, string>> | undefined, now: Date): number | null {
  const precise = Number.parseFloat(headers?.['retry-after-ms'] ?? '')
  if (precise >= 0) return precise
  const given = headers?.['retry-after']
  if (given === undefined) return null
  const seconds = /^\s*\d+(?:\.\d+)?\s*$/u.test(given) ? Number(given) * 1000 : Date.parse(given) - now.getTime()
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null
}

/** A provider that asks for more patience than this is not waited for: the caller is told when to come back. */
const PATIENCE_MS = 20_000

const FIRST_DELAY_MS = 500

/**
 * Milliseconds before the next try, or null when there is none. The wait doubles and is spread evenly over its upper
 * half, so that processes that failed together do not come back together.
 */
export function retryDelayMs(failure: Failure, triesSoFar: number, random: number): number | null {
  if (failure.kind === 'denied' || failure.kind === 'rejected') return null
  if (failure.retryAfterMs !== null && failure.retryAfterMs > PATIENCE_MS) return null
  const backoffMs = Math.min(PATIENCE_MS, FIRST_DELAY_MS * 2 ** (triesSoFar - 1))
  return Math.max(failure.retryAfterMs ?? 0, backoffMs * (0.5 + random / 2))
}

const sentences: Readonly<Record<Failure['kind'], string>> = {
  outage: 'The model provider does not answer. Try again later.',
  throttled: 'The model provider takes no more requests at the moment. Try again later.',
  denied: 'The model provider does not accept the key or the model that is set here.',
  rejected: 'The model provider does not accept this request.',
}

export const sentenceOf = (failure: Failure): string => sentences[failure.kind]

/** What was thrown holds the request, so it is never the cause: a cause is logged. */
export function problemOf(failure: Failure, provider: string): Problem {
  const code = failure.kind === 'rejected' ? 'model.refused' : 'model.unavailable'
  const facts = { provider, failure: failure.kind, status: failure.status, isTimeout: failure.isTimeout }
  if (failure.kind === 'denied' || failure.kind === 'rejected') return new Problem(code, sentenceOf(failure), { facts })
  const retryAfterSeconds = Math.ceil((failure.retryAfterMs ?? 10_000) / 1000)
  return new Problem(code, sentenceOf(failure), { facts, retryAfterSeconds })
}
