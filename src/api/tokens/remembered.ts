import { LRUCache } from 'lru-cache'
import type { Clock, MemberCaller } from '../../base/index.ts'

/** A token that was good, and until when that needs no proof. */
interface Proof {
  readonly caller: MemberCaller
  readonly untilMs: number
}

/** A key that its issuer has withdrawn is believed for this long at most. */
const REMEMBERED_MS = 30_000
const TOKENS_MAX = 10_000

export interface RememberedTokens {
  find(token: string): MemberCaller | null
  add(token: string, caller: MemberCaller, expiresAtMs: number): void
}

/** Checking a signature costs more than the rest of a short request, and a member's page sends many with one token. */
export function rememberTokens(clock: Clock): RememberedTokens {
  const proofs = new LRUCache<string, Proof>({ max: TOKENS_MAX })
  return {
    find(token) {
      const proof = proofs.get(token)
      if (proof === undefined) return null
      const leftMs = proof.untilMs - clock().getTime()
      // A clock that was set back must not stretch what was remembered.
      return leftMs > 0 && leftMs <= REMEMBERED_MS ? proof.caller : null
    },
    add(token, caller, expiresAtMs) {
      proofs.set(token, { caller, untilMs: Math.min(expiresAtMs, clock().getTime() + REMEMBERED_MS) })
    },
  }
}
