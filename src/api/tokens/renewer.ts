/** Renews the tokens that are signed with `JWT_SECRET`, so that a member who keeps coming is never signed out. */
import { SignJWT, compactVerify, decodeJwt, decodeProtectedHeader } from 'jose'
import type { JWTPayload } from 'jose'
import type { Clock } from '../../base/index.ts'

/**
 * A token that lives as long again in place of one that was verified; null while half of its life is left, and for one
 * that is not ours to renew. Throws for a token that was not signed with the secret.
 */
export type TokenRenewer = (token: string) => Promise<string | null>

const ALGORITHM = 'HS256'

/** Without a secret nothing is renewed: whoever issues the tokens of a key set does that. */
export function tokenRenewer(clock: Clock, secret: string | undefined): TokenRenewer {
  if (secret === undefined) return async () => null
  const secretBytes = new TextEncoder().encode(secret)
  return async (token) => {
    if (decodeProtectedHeader(token).alg !== ALGORITHM) return null
    const claims = decodeJwt(token)
    const now = clock().getTime() / 1_000
    if (!isDue(claims, now)) return null
    // Proven here, whoever has looked before: what is signed must not rest on what a caller says.
    await compactVerify(token, secretBytes, { algorithms: [ALGORITHM] })
    return new SignJWT(renewed(claims, now)).setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' }).sign(secretBytes)
  }
}

/** In seconds; null for a token that does not say when it was issued: how long it was meant to live is unknown. */
function lifeOf({ iat, exp }: JWTPayload): number | null {
  return iat === undefined || exp === undefined ? null : exp - iat
}

function isDue(claims: JWTPayload, now: number): boolean {
  const life = lifeOf(claims)
  const left = (claims.exp ?? 0) - now
  return life !== null && left > 0 && left < life / 2
}

/** All that was claimed, from `now` (in seconds) on for as long as before. */
function renewed(claims: JWTPayload, now: number): JWTPayload {
  const iat = Math.floor(now)
  return { ...claims, iat, exp: iat + (lifeOf(claims) ?? 0) }
}
