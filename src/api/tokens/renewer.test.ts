import fc from 'fast-check'
import { SignJWT, decodeJwt, decodeProtectedHeader, generateSecret } from 'jose'
import type { JWTPayload } from 'jose'
import { expect, test } from 'vitest'
import { tokenRenewer } from './renewer.ts'
import { tokenVerifier } from './verifier.ts'

const secret = 'a-secret-that-is-long-enough-for-hs256'
const start = Date.UTC(2026, 2, 1, 12) / 1_000
const week = 7 * 86_400
const clockAt = (second: number) => () => new Date((start + second) * 1_000)

const sign = (claims: JWTPayload, key: string = secret, alg = 'HS256'): Promise<string> =>
  new SignJWT({ sub: 'anna', ...claims }).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key))

const ofAWeek = { iat: start, exp: start + week }
const renewedAt = async (second: number, claims: JWTPayload): Promise<string | null> =>
  tokenRenewer(clockAt(second), secret)(await sign(claims))

test.each([
  [0, false],
  [week / 2 - 1, false],
  [week / 2, false],
  [week / 2 + 1, true],
  [week - 1, true],
  [week, false],
  [week + 3, false],
])('after %d of 604800 seconds a token is renewed: %s', async (second, isRenewed) => {
  expect((await renewedAt(second, ofAWeek)) !== null).toBe(isRenewed)
})

test('a renewed token says all that the old one said and lives as long, from now on', async () => {
  const claims = { ...ofAWeek, email: 'anna@example.org', username: 'anna', jti: 'session-1', roles: ['a', { b: 1 }] }
  const renewed = (await renewedAt(week - 60, claims)) ?? ''
  expect(decodeJwt(renewed)).toEqual({ sub: 'anna', ...claims, iat: start + week - 60, exp: start + 2 * week - 60 })
  expect(decodeProtectedHeader(renewed)).toEqual({ alg: 'HS256', typ: 'JWT' })
})

test('a renewed token is taken like any other, when the old one is over', async () => {
  const renewed = (await renewedAt(week - 60, ofAWeek)) ?? ''
  const verifier = tokenVerifier({ clock: clockAt(week + 3_600), secret })
  expect(await verifier.verify(renewed)).toEqual({ kind: 'member', memberId: 'anna' })
  await expect(verifier.verify(await sign(ofAWeek))).rejects.toMatchObject({ code: 'auth.invalid' })
})

test.each<[string, JWTPayload]>([
  ['that does not say when it was issued', { exp: start + 60 }],
  ['that never ends', { iat: start - 60 }],
  ['that was issued after its end', { iat: start + 120, exp: start + 60 }],
])('a token %s is not renewed', async (_what, claims) => {
  expect(await renewedAt(30, claims)).toBeNull()
})

test('a token that others issue is theirs to renew, and without a secret nothing is renewed', async () => {
  const late = clockAt(week - 60)
  const token = await sign(ofAWeek, 'x'.repeat(64), 'HS512')
  expect(await tokenRenewer(late, 'x'.repeat(64))(token)).toBeNull()
  expect(await tokenRenewer(late, undefined)(await sign(ofAWeek))).toBeNull()
})

test('nothing is signed for whoever forged a token', async () => {
  const forged = new SignJWT({ sub: 'anna', ...ofAWeek }).setProtectedHeader({ alg: 'HS256' })
  const token = await forged.sign(await generateSecret('HS256'))
  await expect(tokenRenewer(clockAt(week - 60), secret)(token)).rejects.toThrow()
})

test('whenever a token is renewed, less than half of its life was left and the new one has all of it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 10 * week }), fc.double({ min: 0, max: 1.2 }), async (life, share) => {
      const passed = Math.floor(life * share)
      const renewed = await renewedAt(passed, { iat: start, exp: start + life })
      expect(renewed !== null).toBe(passed * 2 > life && passed < life)
      if (renewed !== null)
        expect(decodeJwt(renewed)).toMatchObject({ iat: start + passed, exp: start + passed + life })
    }),
  )
})
