import { APICallError } from 'ai'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { problemOf, readFailure, readRetryAfter, retryDelayMs } from './failure.ts'
import type { Failure } from './failure.ts'

const now = new Date('2026-01-31T12:00:00Z')

function apiError(statusCode: number | undefined, responseHeaders: Record<string, string> = {}): APICallError {
  return new APICallError({
    message: 'Incorrect API key provided: sk-secret',
    url: 'https://example.test',
    requestBodyValues: { messages: 'what somebody wrote' },
    responseHeaders,
    ...(statusCode === undefined ? {} : { statusCode }),
  })
}

const failure = (kind: Failure['kind'], retryAfterMs: number | null = null): Failure => ({
  kind,
  status: null,
  retryAfterMs,
  isTimeout: false,
})

test.each([
  [undefined, 'outage'],
  [200, 'outage'],
  [408, 'outage'],
  [500, 'outage'],
  [529, 'outage'],
  [429, 'throttled'],
  [401, 'denied'],
  [403, 'denied'],
  [404, 'denied'],
  [400, 'rejected'],
  [413, 'rejected'],
  [422, 'rejected'],
])('status %s is read as %s', (status, kind) => {
  expect(readFailure(apiError(status), now).kind).toBe(kind)
})

test('what is no answer of a provider is an outage', () => {
  expect(readFailure(new TypeError('fetch failed'), now)).toEqual(failure('outage'))
  expect(readFailure(new DOMException('', 'TimeoutError'), now)).toEqual({ ...failure('outage'), isTimeout: true })
})

test.each([
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after-ms': '120', 'retry-after': '7' }, 120],
  [{ 'retry-after': 'Sat, 31 Jan 2026 12:00:30 GMT' }, 30_000],
  [{ 'retry-after': 'Sat, 31 Jan 2026 11:00:00 GMT' }, 0],
  [{ 'retry-after': 'soon' }, null],
  [{ 'retry-after-ms': '-4' }, null],
  [{}, null],
  [undefined, null],
])('the wait that %j asks for is %s ms', (headers, ms) => {
  expect(readRetryAfter(headers as Record<string, string> | undefined, now)).toBe(ms)
})

test('a wait is never negative and always a number, whatever the header', () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      const wait = readRetryAfter({ 'retry-after': header, 'retry-after-ms': header }, now)
      expect(wait === null || (Number.isFinite(wait) && wait >= 0)).toBe(true)
    }),
  )
})

test('waits double, and are spread', () => {
  expect([1, 2, 3].map((tries) => retryDelayMs(failure('outage'), tries, 1))).toEqual([500, 1000, 2000])
  expect(retryDelayMs(failure('outage'), 1, 0)).toBe(250)
})

test('a provider that asks for a wait gets at least that', () => {
  expect(retryDelayMs(failure('throttled', 3000), 1, 0)).toBe(3000)
})

test('a provider that asks for a long wait is not tried again', () => {
  expect(retryDelayMs(failure('throttled', 60_000), 1, 0)).toBeNull()
})

test.each(['denied', 'rejected'] as const)('what was %s is not tried again', (kind) => {
  expect(retryDelayMs(failure(kind), 1, 0)).toBeNull()
})

test('a problem carries the status, and nothing of what was said or asked', () => {
  const problem = problemOf(readFailure(apiError(401), now), 'openai')
  expect(problem.code).toBe('model.unavailable')
  expect(problem.facts).toMatchObject({ provider: 'openai', status: 401 })
  expect(problem.cause).toBeUndefined()
  expect(JSON.stringify([problem, problem.facts, problem.detail])).not.toMatch(/sk-secret|somebody wrote/u)
})

test('a problem says when to come back, if that helps', () => {
  expect(problemOf(failure('throttled', 61_500), 'openai').retryAfterSeconds).toBe(62)
  expect(problemOf(failure('outage'), 'openai').retryAfterSeconds).toBe(10)
  expect(problemOf(failure('denied'), 'openai').retryAfterSeconds).toBeUndefined()
  expect(problemOf(failure('rejected'), 'openai')).toMatchObject({
    code: 'model.refused',
    retryAfterSeconds: undefined,
  })
})
