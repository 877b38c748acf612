/** Plays whoever signs members in (Clerk, Auth0, …): a key pair, its public half at an address, and tokens. */
import { SignJWT, exportJWK, exportSPKI, generateKeyPair } from 'jose'
import { openWireServer } from './wire-server.ts'
import type { WireServer } from './wire-server.ts'

export interface Issuer extends WireServer {
  /** What `JWKS_URL` is set to. */
  readonly jwksUrl: string
  readonly name: string
  /** The public key, as anybody can have it. */
  readonly publicPem: string
  /** A good token of an hour, but for what `claims` and `header` change; an undefined claim is left out. */
  sign(claims: Readonly<Record<string, unknown>>, options?: SignOptions): Promise<string>
}

export interface SignOptions {
  readonly keyId?: string
  /** Signed by somebody else's key. */
  readonly isForged?: boolean
}

export async function openIssuer(authorizedParty: string): Promise<Issuer> {
  const keys = await generateKeyPair('RS256')
  const others = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'first', alg: 'RS256', use: 'sig' }
  const server = await openWireServer(() => ({ body: { keys: [jwk] } }))
  const name = 'https://issuer.example'
  return {
    ...server,
    jwksUrl: `${server.url}/.well-known/jwks.json`,
    name,
    publicPem: await exportSPKI(keys.publicKey),
    async sign(claims, { keyId = 'first', isForged = false } = {}) {
      const now = Math.floor(Date.now() / 1000)
      const all = { iss: name, azp: authorizedParty, iat: now, exp: now + 3600, ...claims }
      const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
      const token = new SignJWT(given).setProtectedHeader({ alg: 'RS256', kid: keyId })
      return token.sign(isForged ? others.privateKey : keys.privateKey)
    },
  }
}
