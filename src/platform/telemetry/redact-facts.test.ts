import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { redactFacts } from './redact-facts.ts'

const SECRET = 'hunter2-hunter2'

test('every spelling of a key for a secret or a text hides its value', () => {
  const secrets =
    'password dbPassword PASSWORD client_secret webhookSecrets token accessToken authorization Authorization X-API-Key ' +
    'api_key apiKey apikeys connectionString connection_string cookie passwordHash encryptionKey jwt credentials dsn'
  const texts = 'text rawText body requestBodies answer answers prompt content payload parameters private-key'
  const keys = `${secrets} ${texts}`.split(' ')
  for (const key of keys) expect([key, redactFacts({ [key]: SECRET })[key]]).toEqual([key, '[redacted]'])
})

test('what is only about a secret or a text shows', () => {
  const facts = { keyId: 'k1', tokenId: 't1', contentType: 'text/plain', bodyBytes: 12, textHash: 'ab', answerCount: 3 }
  expect(redactFacts(facts)).toEqual(facts)
})

test('counts of tokens show, tokens do not', () => {
  expect(redactFacts({ tokens: 512, inputTokens: 3n, token: 'abc' })).toEqual({
    tokens: 512,
    inputTokens: '3',
    token: '[redacted]',
  })
})

test('a number is no excuse for a password', () => {
  expect(redactFacts({ password: 1234, text: null })).toEqual({ password: '[redacted]', text: null })
})

test('ordinary facts stay as they are', () => {
  const facts = {
    deliveryId: 'msg_1',
    event: 'matches.ready',
    attempt: 2,
    status: 500,
    ms: 12.5,
    isLast: false,
    gone: null,
  }
  expect(redactFacts(facts)).toEqual(facts)
})

test('a secret is found at any depth, in lists, maps and sets', () => {
  const facts = {
    outer: { inner: [{ password: SECRET }, new Map([['secret', SECRET]])] },
    list: new Set([`Bearer ${SECRET}`]),
    headers: { authorization: SECRET, [`?token=${SECRET}`]: 1 },
  }
  expect(JSON.stringify(redactFacts(facts))).not.toContain(SECRET)
})

test('cycles, huge lists, bytes, functions and hostile getters make a small plain value', () => {
  const loop: Record<string, unknown> = { bytes: Buffer.from(SECRET), call: () => SECRET, mark: Symbol('mark') }
  loop['self'] = loop
  loop['many'] = Array.from({ length: 10_000 }, (_, index) => index)
  Object.defineProperty(loop, 'broken', {
    enumerable: true,
    get: () => {
      throw new Error(SECRET)
    },
  })
  const line = JSON.stringify(redactFacts(loop))
  expect(line).not.toContain(SECRET)
  expect(line.length).toBeLessThan(10_000)
  expect(line).toContain('[9950 more]')
})

test('dates are instants, and one that is none is null', () => {
  expect(redactFacts({ at: new Date(0), never: new Date(Number.NaN) })).toEqual({
    at: '1970-01-01T00:00:00.000Z',
    never: null,
  })
})

test('facts of any shape become JSON', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string(),
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
      ),
      (facts) => {
        expect(typeof JSON.stringify(redactFacts(facts))).toBe('string')
      },
    ),
  )
})
