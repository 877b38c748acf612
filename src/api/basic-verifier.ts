/** HTTP Basic (RFC 7617): one name with its password, for clients who know nothing of keys. */
import type { Scope, ServiceCaller } from '../base/index.ts'
import { hashSecret, isSameHash } from './keys/index.ts'

export interface BasicAccount {
  /** Without a colon: what stands before the first one is the name. */
  readonly username: string
  readonly password: string
}

export interface BasicVerifier {
  /** `credentials` is what follows the word `Basic`; null when it is not the account's. */
  verify(credentials: string): ServiceCaller | null
}

/** Under which whoever holds the password is counted and logged; no key has an id of this length. */
const KEY_ID = 'basic'
const SCOPES: readonly Scope[] = ['items:read', 'items:write']

/** Both parts are compared whatever the first one says, as hashes, so that no answer comes sooner than another. */
export function basicVerifier({ username, password }: BasicAccount): BasicVerifier {
  const [usernameHash, passwordHash] = [hashSecret(username), hashSecret(password)]
  const caller: ServiceCaller = { kind: 'service', keyId: KEY_ID, scopes: new Set(SCOPES) }
  return {
    verify(credentials) {
      const [givenName, givenPassword] = partsOf(credentials)
      const isName = isSameHash(hashSecret(givenName), usernameHash)
      const isPassword = isSameHash(hashSecret(givenPassword), passwordHash)
      return isName && isPassword ? caller : null
    },
  }
}

const COLON = 0x3a
/** Looked for rather than its opposite, which would have to remember each character of ten megabytes. */
const NO_BASE64 = /[^A-Za-z0-9+/=]|=[^=]|={3}/u
const NOTHING = Buffer.alloc(0)

/** Bytes, not text: what is no UTF-8 is nobody's password. Without a colon there is none at all. */
function partsOf(credentials: string): readonly [Buffer, Buffer] {
  const bytes = NO_BASE64.test(credentials) ? NOTHING : Buffer.from(credentials, 'base64')
  const colon = bytes.indexOf(COLON)
  return colon < 0 ? [NOTHING, NOTHING] : [bytes.subarray(0, colon), bytes.subarray(colon + 1)]
}
