import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { signatureHeaders, webhookSecretFault } from './signature.ts'

const makeSecret = (sizeBytes = 32): string => `whsec_${randomBytes(sizeBytes).toString('base64')}`
const message = (body: string) => ({ id: 'msg_0198', sentAt: new Date(), body: Buffer.from(body) })

test('the example of the standard gets the signature of the standard', async () => {
  const headers = await signatureHeaders(
    {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      sentAt: new Date(1_614_265_330_000),
      body: Buffer.from('{"test": 2432232314}'),
    },
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  )
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test('a receiver with the standard package verifies any body', async () => {
  const secret = makeSecret()
  await fc.assert(
    fc.asyncProperty(fc.json(), async (body) => {
      const headers = await signatureHeaders(message(body), [secret])
      expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
    }),
  )
})

test('each of several secrets verifies, another does not', async () => {
  const secrets = [makeSecret(24), makeSecret(64)]
  const headers = await signatureHeaders(message('{}'), secrets)
  for (const secret of secrets) expect(new Webhook(secret).verify('{}', headers)).toEqual({})
  expect(() => new Webhook(makeSecret()).verify('{}', headers)).toThrow('No matching signature')
})

test('a changed body, id or time no longer verifies', async () => {
  const secret = makeSecret()
  const headers = await signatureHeaders(message('{"a":1}'), [secret])
  const verify = (body: string, changes: Record<string, string>) =>
    new Webhook(secret).verify(body, { ...headers, ...changes })
  expect(() => verify('{"a":2}', {})).toThrow('No matching signature')
  expect(() => verify('{"a":1}', { 'webhook-id': 'msg_other' })).toThrow('No matching signature')
  expect(() => verify('{"a":1}', { 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 9) })).toThrow()
})

test('without a secret there is no signature', async () => {
  expect(Object.keys(await signatureHeaders(message('{}'), []))).toEqual(['webhook-id', 'webhook-timestamp'])
})

test('a secret that cannot sign is refused, in words that do not repeat it', () => {
  const faults: [string, string][] = [
    ['PLANTED', 'must begin with "whsec_"'],
    ['whsec_PLANTED!', 'must be base64 after "whsec_"'],
    ['whsec_UExBTlRFRA', 'must be base64 after "whsec_"'],
    [makeSecret(23), 'must hold 24 to 64 bytes, not 23'],
    [makeSecret(65), 'must hold 24 to 64 bytes, not 65'],
    ['whsec_', 'must hold 24 to 64 bytes, not 0'],
  ]
  for (const [secret, fault] of faults) expect(webhookSecretFault(secret)).toBe(fault)
  for (const sizeBytes of [24, 25, 32, 64]) expect(webhookSecretFault(makeSecret(sizeBytes))).toBeNull()
})
