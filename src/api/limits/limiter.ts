/** Which limits a request meets, and what it is told of them. */
import { Problem, callerName } from '../../base/index.ts'
import type { Caller } from '../../base/index.ts'
import type { LimitStore } from './port.ts'
import type { Rate, Taken } from './rate.ts'

export interface LimitSettings {
  /** For each member, over all routes. */
  readonly member: Rate
  /** For each address, over all routes that are open to everybody. */
  readonly open: Rate
  /** For each address, over wrong keys and tokens. Right ones from there are not held up. */
  readonly failedAuth: Rate
}

export interface LimitedRequest {
  readonly caller: Caller
  /** The group of the address; only read for callers that nobody knows. */
  readonly address: () => string
}

export interface Limiter {
  /** Null when no limit applies. Throws `request.too_many`. */
  admit(request: LimitedRequest): Promise<Taken | null>
  /** Counts a wrong key or token. Throws `request.too_many` instead of letting the caller hear `auth.invalid`. */
  countFailedAuth(address: string): Promise<void>
}

interface Limit {
  readonly key: string
  readonly rate: Rate
}

export function limiter(store: LimitStore, settings: LimitSettings): Limiter {
  return {
    async admit(request) {
      const limit = limitOf(request, settings)
      if (limit === null) return null
      const taken = await store.take(limit.key, limit.rate)
      if (!taken.isAllowed) throw tooMany(taken)
      return taken
    },
    async countFailedAuth(address) {
      if (settings.failedAuth.count === Infinity) return
      const taken = await store.take(`failed-auth:${address}`, settings.failedAuth)
      if (!taken.isAllowed) throw tooMany(taken)
    },
  }
}

/** Services are the host product itself: nothing holds them up. Null also where the limit is none. */
export function limitOf({ caller, address }: LimitedRequest, settings: LimitSettings): Limit | null {
  if (caller.kind === 'service') return null
  const isMember = caller.kind === 'member'
  const rate = isMember ? settings.member : settings.open
  if (rate.count === Infinity) return null
  return { key: isMember ? callerName(caller) : `address:${address()}`, rate }
}

/** The names that most clients know, from the drafts of `RateLimit header fields for HTTP`. */
export function limitHeaders(taken: Taken): Readonly<Record<string, string>> {
  return {
    'ratelimit-limit': String(taken.limit),
    'ratelimit-remaining': String(Math.max(0, taken.remaining)),
    'ratelimit-reset': String(Math.ceil(taken.resetMs / 1_000)),
  }
}

/** Carries what was taken, so that the answer can say when the limit is whole again. */
export class TooMany extends Problem {
  readonly taken: Taken

  constructor(taken: Taken) {
    const seconds = Math.max(1, Math.ceil(taken.retryAfterMs / 1_000))
    super('request.too_many', `That was too much at once: try again in ${seconds} s.`, { retryAfterSeconds: seconds })
    this.taken = taken
  }
}

const tooMany = (taken: Taken): Problem => new TooMany(taken)
