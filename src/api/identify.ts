/** Who is calling, and whether they may: told apart, so that a refusal is logged with who was refused. */
import { Problem } from '../base/index.ts'
import type { Caller, ServiceCaller } from '../base/index.ts'
import type { Access } from '../platform/http/index.ts'
import type { BasicVerifier } from './basic-verifier.ts'
import type { KeyVerifier } from './keys/index.ts'
import type { TokenVerifier } from './tokens/index.ts'

export interface Verifiers {
  readonly keys: Pick<KeyVerifier, 'verify'>
  readonly tokens: TokenVerifier
  /** Not given: no route takes HTTP Basic. */
  readonly basic?: BasicVerifier | undefined
}

/** What a request says about its sender; header names are in lower case, as Node gives them. */
export interface Credentials {
  readonly apiKey: string | undefined
  readonly authorization: string | undefined
}

const ANONYMOUS: Caller = { kind: 'anonymous' }
const BASIC = /^basic(?: +(.*))?$/isu
const BEARER = /^bearer +(\S+)$/iu
/** What programs put in the place of a token that they do not have. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(['undefined', 'null'])

/** The header holds no token: a program that is wrong, and nobody who is guessing. */
export class NoToken extends Problem {
  constructor() {
    super('auth.invalid', 'Send a token as "Authorization: Bearer <token>".')
  }
}

/**
 * The caller of a route with this access, whatever they may do; `authorise` asks that. Who sends a key and a token is the
 * service that holds the key: a host that passes its members' headers on still speaks for itself. A wrong key is wrong,
 * whatever stands beside it. Open routes ask nobody.
 */
export async function identify(access: Access, credentials: Credentials, verifiers: Verifiers): Promise<Caller> {
  if (access === 'open') return ANONYMOUS
  const { apiKey, authorization } = credentials
  if (apiKey !== undefined) return serviceOf(apiKey, verifiers)
  if (authorization === undefined) throw missing(access)
  const password = access.basic ? BASIC.exec(authorization) : null
  if (password !== null) return accountOf(password[1] ?? '', verifiers)
  const token = tokenIn(authorization)
  if (token === null) throw new NoToken()
  return verifiers.tokens.verify(token)
}

/** The token of an `Authorization` header; null when none stands there. */
export function tokenIn(authorization: string): string | null {
  const token = BEARER.exec(authorization)?.[1]
  return token === undefined || PLACEHOLDERS.has(token) ? null : token
}

/** @throws Problem `auth.scope_missing` when the caller may not call a route with this access. */
export function authorise(access: Access, caller: Caller): void {
  if (access === 'open') return
  const { scope, members = false } = access
  if (caller.kind === 'service') return requireScope(caller, scope)
  if (!members)
    throw new Problem('auth.scope_missing', `Only the key of a service with the scope ${scope} may do this.`)
}

async function serviceOf(apiKey: string, { keys }: Verifiers): Promise<ServiceCaller> {
  const service = await keys.verify(apiKey)
  if (service === null) throw new Problem('auth.invalid', 'There is no such key, or it was revoked.')
  return service
}

/** Whatever follows the word `Basic` is a guess, even nothing. */
function accountOf(credentials: string, { basic }: Verifiers): ServiceCaller {
  const service = basic?.verify(credentials) ?? null
  if (service === null) throw new Problem('auth.invalid', 'The name or the password is wrong.')
  return service
}

function requireScope(service: ServiceCaller, scope: Exclude<Access, 'open'>['scope']): void {
  if (service.scopes.has(scope)) return
  throw new Problem('auth.scope_missing', `This key lacks the scope ${scope}.`, {
    facts: { keyId: service.keyId, scope },
  })
}

function missing({ members = false, basic }: Exclude<Access, 'open'>): Problem {
  const password = basic ? ', or a name and a password by HTTP Basic' : ''
  const token = members ? ', or a token as "Authorization: Bearer <token>"' : ''
  return new Problem('auth.missing', `Send a key as "X-API-Key"${password}${token}.`)
}

/** `WWW-Authenticate` for a refusal: how one could have signed in here. */
export function challenges(access: Access, code: string): readonly string[] {
  const { members: isOfMembers = false, basic = false } = access === 'open' ? {} : access
  const token =
    code === 'auth.invalid' ? 'Bearer realm="reciprocity", error="invalid_token"' : 'Bearer realm="reciprocity"'
  const password = basic ? ['Basic realm="reciprocity"'] : []
  return ['ApiKey realm="reciprocity"', ...password, ...(isOfMembers ? [token] : [])]
}
