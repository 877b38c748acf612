/** Tells which member a Bearer token stands for. */
import { decodeProtectedHeader, errors, jwtVerify } from 'jose'
import type { JWTPayload, JWTVerifyOptions } from 'jose'
import { Problem, externalIdFault } from '../../base/index.ts'
import type { Clock, MemberCaller } from '../../base/index.ts'
import type { KeySet } from './key-set.ts'
import { rememberTokens } from './remembered.ts'
import { tokenRenewer } from './renewer.ts'
import type { TokenRenewer } from './renewer.ts'

export interface TokenVerifier {
  /** Throws `auth.invalid` for a token that does not hold, `auth.unavailable` when that cannot be found out. */
  verify(token: string): Promise<MemberCaller>
  /** For a token that was verified. */
  readonly renew: TokenRenewer
}

export interface TokenVerifierOptions {
  readonly clock: Clock
  /** `JWT_SECRET`: tokens signed with it by the host, or by our own command. */
  readonly secret?: string | undefined
  /** `JWKS_URL` and its companions: tokens signed by somebody else, whose public keys we fetch. */
  readonly issued?: IssuedTokens | undefined
}

export interface IssuedTokens {
  readonly keys: KeySet
  readonly issuer: string
  /** Who may have asked for the token (`azp`). Empty: anybody. */
  readonly authorizedParties: readonly string[]
}

/** Clocks of two hosts differ by seconds, not by minutes. */
const TOLERANCE_SECONDS = 5
/** Longer ones are refused unread; real tokens have a tenth of this. */
const LENGTH_MAX = 8_192
/** Those signed with the secret say who, and no more. */
const SECRET_LENGTH_MAX = 1_000
const SECRET_ALGORITHMS = ['HS256']
const KEY_SET_ALGORITHMS = ['RS256', 'ES256']

/**
 * Each algorithm is tied to its own kind of key, so a token cannot choose to have a public key taken for a secret; a
 * kind that is not set up is refused before its key is looked for.
 */
export function tokenVerifier({ clock, secret, issued }: TokenVerifierOptions): TokenVerifier {
  const remembered = rememberTokens(clock)
  const secretBytes = secret === undefined ? null : new TextEncoder().encode(secret)

  const readClaims = async (token: string): Promise<JWTPayload> => {
    const algorithm = decodeProtectedHeader(token).alg ?? ''
    const common: JWTVerifyOptions = {
      currentDate: clock(),
      clockTolerance: TOLERANCE_SECONDS,
      requiredClaims: ['exp', 'sub'],
    }
    if (secretBytes && SECRET_ALGORITHMS.includes(algorithm)) {
      if (token.length > SECRET_LENGTH_MAX) throw tooLong()
      return (await jwtVerify(token, secretBytes, { ...common, algorithms: SECRET_ALGORITHMS })).payload
    }
    if (!issued || !KEY_SET_ALGORITHMS.includes(algorithm))
      throw refused('The token is signed in a way that is not taken here.')
    const options = { ...common, algorithms: KEY_SET_ALGORITHMS, issuer: issued.issuer }
    const { payload } = await jwtVerify(token, issued.keys.find, options)
    checkParty(payload, issued.authorizedParties)
    return payload
  }

  return {
    async verify(token) {
      const known = remembered.find(token)
      if (known !== null) return known
      if (token.length > LENGTH_MAX) throw tooLong()
      const claims = await readClaims(token).catch(rethrow)
      const caller = memberOf(claims)
      remembered.add(token, caller, (claims.exp ?? 0) * 1_000)
      return caller
    },
    renew: tokenRenewer(clock, secret),
  }
}

/** With a list set, a token that names no party is refused: it was not made for any of them. */
function checkParty(claims: JWTPayload, authorizedParties: readonly string[]): void {
  if (authorizedParties.length === 0) return
  const party = claims['azp']
  if (typeof party === 'string' && authorizedParties.includes(party)) return
  throw refused('The token was made for another application.')
}

function memberOf(claims: JWTPayload): MemberCaller {
  const { sub } = claims
  const fault = typeof sub === 'string' ? externalIdFault(sub) : 'must be a string'
  if (typeof sub !== 'string' || fault !== null) throw refused(`The "sub" of the token ${fault}.`)
  return { kind: 'member', memberId: sub }
}

/** What jose complains of, as a sentence for whoever holds the token; its own words may quote claims. */
function rethrow(error: unknown): never {
  if (error instanceof Problem) throw error
  if (error instanceof errors.JWTExpired) throw refused('The token has expired.', error)
  if (error instanceof errors.JWTClaimValidationFailed)
    throw refused(`The "${error.claim}" of the token does not hold.`, error)
  throw refused('The token cannot be verified.', error)
}

const refused = (detail: string, cause?: unknown): Problem => new Problem('auth.invalid', detail, { cause })

const tooLong = (): Problem => refused('The token is too long.')
