/** Which limits a request meets, and what it is told of them. */
import { Problem, callerName } from '../../base/index.ts'
import type { Caller } from '../../base/index.ts'
import type { LimitName } from '../../platform/http/index.ts'
import type { LimitStore } from './port.ts'
import type { Rate, Taken } from './rate.ts'

export interface LimitSettings {
  /** For each member, over all routes. */
  readonly member: Rate
  /** For each address, over all routes that are open to everybody. */
  readonly open: Rate
  /** For each address, over wrong keys and tokens. Right ones from there are not held up. */
  readonly failedAuth: Rate
  /** For each member, over the routes that name it. */
  readonly named: Readonly<Record<LimitName, Rate>>
}

export interface LimitedRequest {
  readonly caller: Caller
  /** The group of the address; only read for callers that nobody knows. */
  readonly address: () => string
  /** Those that the route names. */
  readonly limits?: readonly LimitName[]
}

export interface Limiter {
  /** What the tightest limit has left; null when none applies. Throws `request.too_many`. */
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
      let tightest: Taken | null = null
      for (const { key, rate } of limitsOf(request, settings)) {
        const taken = await store.take(key, rate)
        if (!taken.isAllowed) throw tooMany(taken)
        tightest = tightest === null ? taken : tighterOf(tightest, taken)
      }
      return tightest
    },
    async countFailedAuth(address) {
      if (settings.failedAuth.count === Infinity) return
      const taken = await store.take(`failed-auth:${address}`, settings.failedAuth)
      if (!taken.isAllowed) throw tooMany(taken)
    },
  }
}

/**
 * Services are the host product itself: nothing holds them up. The shortest period comes first, so that what it refuses
 * takes nothing from the longer ones: who asks too fast does not lose the hour.
 */
export function limitsOf(
  { caller, address, limits = [] }: LimitedRequest,
  { member, open, named }: LimitSettings,
): readonly Limit[] {
  if (caller.kind === 'service') return []
  const who = caller.kind === 'member' ? callerName(caller) : `address:${address()}`
  const all = [
    ...limits.map((name) => ({ key: `${name}:${who}`, rate: named[name] })),
    { key: who, rate: caller.kind === 'member' ? member : open },
  ]
  return all
    .filter(({ rate }) => rate.count !== Infinity)
    .toSorted((one, other) => one.rate.periodMs - other.rate.periodMs)
}

/** The one that will refuse first; of two that are as near to it, the one that takes longer to be whole again. */
function tighterOf(one: Taken, other: Taken): Taken {
  if (one.remaining !== other.remaining) return one.remaining < other.remaining ? one : other
  return one.resetMs < other.resetMs ? other : one
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
