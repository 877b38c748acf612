import { Problem } from './problem.ts'

/** What a service key may do. A key holds any number of them. */
export const scopes = ['people:read', 'people:write', 'items:read', 'items:write', 'matching:run', 'ops'] as const
export type Scope = (typeof scopes)[number]

/** The host product's backend, known by a key. */
export interface ServiceCaller {
  readonly kind: 'service'
  readonly keyId: string
  readonly scopes: ReadonlySet<Scope>
}

/** An end user of the host product, known by a token. */
export interface MemberCaller {
  readonly kind: 'member'
  readonly memberId: string
}

/** Whoever asks on a route that is open to all. */
export interface AnonymousCaller {
  readonly kind: 'anonymous'
}

/** Whoever made a request; every route names the kinds that it takes. */
export type Caller = ServiceCaller | MemberCaller | AnonymousCaller

/** A name for the caller that is stable between requests: what limits and idempotency keys are counted under. */
export function callerName(caller: Caller): string {
  if (caller.kind === 'service') return `service:${caller.keyId}`
  if (caller.kind === 'member') return `member:${caller.memberId}`
  return 'anonymous'
}

/**
 * Lets services pass, and members only to what is theirs. Says the same whether or not the other person exists,
 * so that a member cannot learn who does.
 */
export function requireOwn(caller: Caller, personId: string): void {
  if (caller.kind === 'member' && caller.memberId !== personId) {
    throw new Problem('auth.not_yours', 'You can only see and change what is yours.')
  }
}
