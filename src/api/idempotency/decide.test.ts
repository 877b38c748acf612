import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashRequest, isIdempotencyKey, judgeKey } from './decide.ts'
import type { KeyRecord } from './store.ts'

const now = new Date('2026-03-01T12:00:00Z')
const at = (ms: number): Date => new Date(now.getTime() + ms)
const mine = Buffer.from('mine')
const other = Buffer.from('other')

const running: KeyRecord = {
  caller: 'service:a',
  route: 'POST /a',
  key: 'k',
  request_hash: mine,
  run_id: 'r',
  lease_until: at(1),
  expires_at: at(1_000),
  answer: null,
}
const answered: KeyRecord = { ...running, answer: { status: 200, mediaType: null, body: '' } }

test.each([
  ['a request that is running', running, mine, 'running'],
  ['a request whose process died', { ...running, lease_until: at(0) }, mine, 'take over'],
  ['a request that was answered', answered, mine, 'replay'],
  ['an answer whose lease is long over', { ...answered, lease_until: at(-999) }, mine, 'replay'],
  ['another request that is running', running, other, 'mismatch'],
  ['another request that was answered', answered, other, 'mismatch'],
  ['another request whose process died', { ...running, lease_until: at(0) }, other, 'mismatch'],
  ['a key of yesterday', { ...answered, expires_at: at(0) }, mine, 'take over'],
  ['a key of yesterday for another request', { ...answered, expires_at: at(0) }, other, 'take over'],
] as const)('a request that finds %s: %s', (_what, record, hash, verdict) => {
  expect(judgeKey(record, hash, now)).toBe(verdict)
})

const request = (body: unknown) => ({ params: { id: 'a' }, query: {}, body })

test('the order of fields is not part of a request, the order of a list is', () => {
  expect(hashRequest(request({ a: 1, b: { c: 2, d: 3 } }))).toEqual(hashRequest(request({ b: { d: 3, c: 2 }, a: 1 })))
  expect(hashRequest(request([1, 2]))).not.toEqual(hashRequest(request([2, 1])))
})

test('the path and the query are part of a request', () => {
  const hash = hashRequest(request({}))
  expect(hashRequest({ ...request({}), params: { id: 'b' } })).not.toEqual(hash)
  expect(hashRequest({ ...request({}), query: { a: '1' } })).not.toEqual(hash)
})

test('a request that is sent again as it was is the same request', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      const again = JSON.parse(JSON.stringify(body)) as unknown
      expect(hashRequest(request(again))).toEqual(hashRequest(request(body)))
    }),
  )
})

test.each([
  ['a', true],
  ['8e03978e-40d5-43dd-bc93-6894a57f9324', true],
  ['with space and ~!', true],
  ['x'.repeat(255), true],
  ['x'.repeat(256), false],
  ['', false],
  ['tab\t', false],
  ['ü', false],
  ['\u{7F}', false],
])('%j is a key: %s', (text, isKey) => {
  expect(isIdempotencyKey(text)).toBe(isKey)
})
