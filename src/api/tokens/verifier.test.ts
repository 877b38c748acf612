import { createHmac, generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import * as fc from 'fast-check'
import { SignJWT, createLocalJWKSet, exportJWK, exportSPKI } from 'jose'
import type { JWTPayload } from 'jose'
import { expect, test } from 'vitest'
import { Problem } from '../../base/index.ts'
import type { KeySet } from './key-set.ts'
import { printToken } from './print-token.ts'
import { tokenVerifier } from './verifier.ts'

const secret = 'a-secret-that-is-long-enough-for-hs256'
const issuer = 'https://issuer.example.org'
const start = new Date('2026-03-01T12:00:00Z').getTime()
const inSeconds = (seconds: number): number => Math.floor(start / 1_000) + seconds

const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** The keys of the issuer, as they would have been fetched. */
async function issuedKeys(): Promise<KeySet> {
  const keys = createLocalJWKSet({
    keys: [
      { ...(await exportJWK(rsa.publicKey)), kid: 'rsa-1', alg: 'RS256', use: 'sig' },
      { ...(await exportJWK(elliptic.publicKey)), kid: 'ec-1', alg: 'ES256', use: 'sig' },
    ],
  })
  return { find: keys, isFresh: async () => true }
}

const keys = await issuedKeys()

function verifierAt(options: { parties?: readonly string[]; secret?: string | undefined; noIssuer?: boolean } = {}) {
  const time = { ms: start }
  const verifier = tokenVerifier({
    clock: () => new Date(time.ms),
    secret: 'secret' in options ? options.secret : secret,
    issued: options.noIssuer ? undefined : { keys, issuer, authorizedParties: options.parties ?? [] },
  })
  return { verifier, pass: (ms: number) => void (time.ms += ms) }
}

interface Signing {
  readonly alg: string
  readonly key: KeyObject | Uint8Array
  readonly kid?: string
}

const withSecret: Signing = { alg: 'HS256', key: new TextEncoder().encode(secret) }
const withRsa: Signing = { alg: 'RS256', key: rsa.privateKey, kid: 'rsa-1' }
const withEc: Signing = { alg: 'ES256', key: elliptic.privateKey, kid: 'ec-1' }

const sign = (claims: JWTPayload, { alg, key, kid }: Signing = withSecret): Promise<string> =>
  new SignJWT({ sub: 'anna', exp: inSeconds(60), ...claims })
    .setProtectedHeader(kid === undefined ? { alg } : { alg, kid })
    .sign(key)

/** A token put together by hand, for what no library would sign. */
function forge(header: object, claims: object, signature = ''): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part(header)}.${part(claims)}.${signature}`
}

async function refusal(token: string, verifier = verifierAt().verifier): Promise<string> {
  const thrown: unknown = await verifier.verify(token).then(
    () => 'let in',
    (error: unknown) => error,
  )
  return thrown instanceof Problem ? `${thrown.code}: ${thrown.detail}` : String(thrown)
}

test('a token signed with our secret is the member whom it names', async () => {
  expect(await verifierAt().verifier.verify(await sign({}))).toEqual({ kind: 'member', memberId: 'anna' })
})

test.each([
  ['RS256', withRsa],
  ['ES256', withEc],
])('a token of the issuer, signed with %s, is the member whom it names', async (_algorithm, signing) => {
  const token = await sign({ iss: issuer, sub: 'user_2b' }, signing)
  expect(await verifierAt().verifier.verify(token)).toEqual({ kind: 'member', memberId: 'user_2b' })
})

test('a token holds until it expires, give or take the clocks of two hosts', async () => {
  const { verifier, pass } = verifierAt()
  const token = await sign({ exp: inSeconds(60) })
  pass(64_000)
  expect(await verifier.verify(token)).toMatchObject({ memberId: 'anna' })
  pass(2_000)
  expect(await refusal(token, verifier)).toBe('auth.invalid: The token has expired.')
})

test('a token that was good a moment ago is asked for its end all the same', async () => {
  const { verifier, pass } = verifierAt()
  const token = await sign({ exp: inSeconds(10) })
  expect(await verifier.verify(token)).toMatchObject({ memberId: 'anna' })
  pass(16_000)
  expect(await refusal(token, verifier)).toBe('auth.invalid: The token has expired.')
})

test('a token is not good before its time', async () => {
  const { verifier, pass } = verifierAt()
  const token = await sign({ nbf: inSeconds(30) })
  expect(await refusal(token, verifier)).toBe('auth.invalid: The "nbf" of the token does not hold.')
  pass(30_000)
  expect(await verifier.verify(token)).toMatchObject({ memberId: 'anna' })
})

test.each<[string, JWTPayload]>([
  ['without an end', { exp: undefined } as never],
  ['without a member', { sub: undefined } as never],
])('a token %s is refused', async (_what, claims) => {
  expect(await refusal(await sign(claims))).toMatch(/^auth\.invalid: The "(?:exp|sub)" of the token does not hold\.$/u)
})

test.each([
  ['', 'must not be empty'],
  ['a/b', 'must not contain "/"'],
  ['..', 'must not be "." or ".."'],
  ['a\0', 'must not contain control characters'],
  ['x'.repeat(129), 'must be at most 128 characters long'],
])('a member who cannot be one is refused: %j', async (sub, fault) => {
  expect(await refusal(await sign({ sub }))).toBe(`auth.invalid: The "sub" of the token ${fault}.`)
})

test('a member is a string', async () => {
  expect(await refusal(await sign({ sub: 7 as unknown as string }))).toMatch(/^auth\.invalid/u)
})

test('a token of another issuer is refused, and one of nobody', async () => {
  expect(await refusal(await sign({ iss: 'https://evil.example.org' }, withRsa))).toMatch(/"iss" of the token/u)
  expect(await refusal(await sign({}, withRsa))).toMatch(/"iss" of the token/u)
})

test('with parties listed, a token is good for those and for nobody else', async () => {
  const { verifier } = verifierAt({ parties: ['https://app.example.org', 'https://m.example.org'] })
  const made = (azp?: string) => sign(azp === undefined ? { iss: issuer } : { iss: issuer, azp }, withRsa)
  expect(await verifier.verify(await made('https://m.example.org'))).toMatchObject({ memberId: 'anna' })
  expect(await refusal(await made('https://evil.example.org'), verifier)).toMatch(/another application/u)
  expect(await refusal(await made(), verifier)).toMatch(/another application/u)
})

test('a token without a signature opens nothing', async () => {
  const claims = { sub: 'anna', exp: inSeconds(60) }
  for (const alg of ['none', 'None', 'NONE', '']) {
    expect(await refusal(forge({ alg }, claims))).toMatch(/^auth\.invalid/u)
  }
  expect(await refusal(forge({}, claims))).toMatch(/^auth\.invalid/u)
})

test('the public key of the issuer is no secret to sign with', async () => {
  const pem = await exportSPKI(rsa.publicKey as never)
  const claims = { sub: 'anna', exp: inSeconds(60), iss: issuer }
  for (const key of [pem, pem.trim(), JSON.stringify(await exportJWK(rsa.publicKey))]) {
    const [header, body] = forge({ alg: 'HS256', kid: 'rsa-1' }, claims).split('.')
    const signature = createHmac('sha256', key).update(`${header}.${body}`).digest('base64url')
    expect(await refusal(`${header}.${body}.${signature}`)).toMatch(/^auth\.invalid/u)
    expect(await refusal(`${header}.${body}.${signature}`, verifierAt({ secret: undefined }).verifier)).toMatch(
      /not taken here/u,
    )
  }
})

test('a kind of signature that is not set up is refused before anything is looked for', async () => {
  expect(await refusal(await sign({}), verifierAt({ secret: undefined }).verifier)).toMatch(/not taken here/u)
  expect(await refusal(await sign({ iss: issuer }, withRsa), verifierAt({ noIssuer: true }).verifier)).toMatch(
    /not taken here/u,
  )
})

test.each(['HS384', 'HS512'])('a secret signs with HS256 only, not with %s', async (alg) => {
  expect(await refusal(await sign({}, { alg, key: new Uint8Array(64).fill(1) }))).toMatch(/not taken here/u)
})

test('a token with one letter changed opens nothing', async () => {
  const token = await sign({})
  const last = token.lastIndexOf('.') + 3
  const changed = `${token.slice(0, last)}${token[last] === 'A' ? 'B' : 'A'}${token.slice(last + 1)}`
  expect(await refusal(changed)).toBe('auth.invalid: The token cannot be verified.')
})

test('a token with somebody else put in opens nothing', async () => {
  const [header, , signature] = (await sign({})).split('.')
  const body = Buffer.from(JSON.stringify({ sub: 'bert', exp: inSeconds(60) })).toString('base64url')
  expect(await refusal(`${header}.${body}.${signature}`)).toBe('auth.invalid: The token cannot be verified.')
})

test('a token that is longer than any real one is not read', async () => {
  expect(await refusal(`${'a'.repeat(8_193)}.b.c`)).toBe('auth.invalid: The token is too long.')
})

test('a token with our secret says who and no more: past 1,000 characters it is refused, one of the issuer is not', async () => {
  const note = 'x'.repeat(1_000)
  expect(await refusal(await sign({ note }))).toBe('auth.invalid: The token is too long.')
  const issued = await sign({ note, iss: issuer }, withRsa)
  expect(await verifierAt().verifier.verify(issued)).toMatchObject({ memberId: 'anna' })
  const longest = await sign({
    sub: '\u{6F22}'.repeat(128),
    email: `${'x'.repeat(60)}@example.org`,
    jti: 'x'.repeat(36),
  })
  expect(await verifierAt().verifier.verify(longest)).toMatchObject({ kind: 'member' })
})

test('whatever is sent as a token, it is refused in our words', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 300 }), async (token) => {
      expect(await refusal(token)).toMatch(/^auth\.invalid: /u)
    }),
  )
})

test('no refusal quotes the token', async () => {
  const token = await sign({ sub: 'sick-person-77/x', iss: 'https://evil.example.org' })
  expect(await refusal(token)).not.toContain('sick-person-77')
})

test('a member is believed without proof for half a minute at most', async () => {
  let finds = 0
  const counting: KeySet = {
    find: (header, token) => {
      finds += 1
      return keys.find(header, token)
    },
    isFresh: async () => true,
  }
  const time = { ms: start }
  const verifier = tokenVerifier({
    clock: () => new Date(time.ms),
    issued: { keys: counting, issuer, authorizedParties: [] },
  })
  const token = await sign({ iss: issuer, exp: inSeconds(3_600) }, withRsa)
  for (const ms of [0, 10_000, 19_999]) {
    time.ms += ms
    await verifier.verify(token)
  }
  expect(finds).toBe(1)
  time.ms += 1
  await verifier.verify(token)
  expect(finds).toBe(2)
  time.ms -= 3_600_000
  await verifier.verify(token)
  expect(finds).toBe(3)
})

test('a printed token is good for the member and the hours that it was printed for', async () => {
  const time = { ms: Date.now() }
  const verifier = tokenVerifier({ clock: () => new Date(time.ms), secret })
  const [day, hour] = [await printToken('carla', secret), await printToken('carla', secret, 1)]
  expect(await verifier.verify(day)).toEqual({ kind: 'member', memberId: 'carla' })
  time.ms += 2 * 3_600_000
  expect(await refusal(hour, verifier)).toMatch(/expired/u)
  expect(await verifier.verify(day)).toMatchObject({ memberId: 'carla' })
  time.ms += 23 * 3_600_000
  expect(await refusal(day, verifier)).toMatch(/expired/u)
})

test.each([
  ['a/b', 24],
  ['', 24],
  ['anna', 0],
  ['anna', -1],
  ['anna', Number.NaN],
])('no token is printed for %j and %d hours', async (member, hours) => {
  await expect(printToken(member, secret, hours)).rejects.toMatchObject({ code: 'request.invalid' })
})
