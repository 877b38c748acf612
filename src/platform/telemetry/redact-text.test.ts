import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { redactText } from './redact-text.ts'

test('user and password of an address are masked, the host stays', () => {
  expect(redactText('cannot reach postgres://ann:hunter2@db.local:5432/app')).toBe(
    'cannot reach postgres://[redacted]@db.local:5432/app',
  )
})

test('a password that holds "@", "/" and ":" is masked whole', () => {
  expect(redactText('redis://:p@ss/w:rd@cache:6379 is gone')).toBe('redis://[redacted]@cache:6379 is gone')
})

test('an address without a password stays as it is', () => {
  const text = 'http://localhost:3000/api/user/matches-ready answered 500'
  expect(redactText(text)).toBe(text)
})

test('webhook secrets, bearer and basic credentials and web tokens are masked', () => {
  const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl']
  const line = `whsec ${secrets[0]} jwt ${secrets[1]} Bearer abc.def-ghi authorization: Basic YW5uOmh1bnRlcjI=`
  const clean = redactText(line)
  for (const secret of [...secrets, 'abc.def-ghi', 'YW5uOmh1bnRlcjI=']) expect(clean).not.toContain(secret)
  expect(clean).toContain('Bearer [redacted]')
})

test('keys of well-known services are masked', () => {
  const keys = [
    'sk-proj-abcdefghijklmnop1234',
    'sk_live_abcdefghijklmnop',
    'AKIAIOSFODNN7EXAMPLE',
    `AIza${'x'.repeat(35)}`,
  ]
  for (const key of keys) expect(redactText(`the key ${key} was refused`)).toBe('the key [redacted] was refused')
})

test('named secrets in a query string, a connection string and a JSON text are masked', () => {
  expect(redactText('GET /r?api_key=abc123&page=2')).toBe('GET /r?api_key=[redacted]&page=2')
  expect(redactText('host=db password=hunter2 dbname=app')).toBe('host=db password=[redacted] dbname=app')
  expect(redactText('{"client_secret": "abc", "page": "2"}')).toBe('{"client_secret": "[redacted]", "page": "2"}')
  expect(redactText('?X-Amz-Signature=0fab&X-Amz-Date=2026')).toBe(
    '?X-Amz-Signature=0fab&X-Amz-Date=2026'.replace('0fab', '[redacted]'),
  )
})

test('a long text is cut between words, so that no half of a secret survives the cut', () => {
  const text = `${'word '.repeat(799)}postgres://ann:hunter2@db.local/app`
  expect(redactText(text)).not.toContain('hunter2')
  expect(redactText(text).length).toBeLessThanOrEqual(2_001)
})

test('a long text without a space is told by its length only', () => {
  expect(redactText('x'.repeat(5_000))).toBe('[5000 characters]')
})

test('hostile texts of any length are redacted in no time', () => {
  for (const piece of ['a://', '?key', 'bearer ', '"key":', 'eyJaaaaaaaa.', 'a-key-', '://@']) {
    const startedAt = performance.now()
    redactText(piece.repeat(100_000))
    redactText(`${piece.repeat(3_990 / piece.length)} end`)
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  }
})

test('whatever stands around it, a planted password never shows', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      expect(redactText(`${before} postgres://ann:hunter2@db/app ${after}`)).not.toContain('hunter2')
    }),
  )
})

test('redacting twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(redactText(redactText(text))).toBe(redactText(text))
    }),
  )
})
