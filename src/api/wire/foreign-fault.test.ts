import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from '../../base/index.ts'
import { brokenRequest, foreignFault } from './foreign-fault.ts'

/** An error as Fastify makes it. */
const framework = (code: string, statusCode: number): Error =>
  Object.assign(new Error(`inside ${code}: /etc/passwd`), { code, statusCode })

test.each([
  ['FST_ERR_BAD_URL', 400, 'request.malformed'],
  ['FST_ERR_MAX_PARAM_LENGTH', 414, 'request.malformed'],
  ['FST_ERR_CTP_BODY_TOO_LARGE', 413, 'request.too_large'],
  ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', 400, 'request.malformed'],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 415, 'request.unsupported_media_type'],
  ['FST_ERR_SOMETHING_NEW', 400, 'request.malformed'],
  ['FST_ERR_SOMETHING_NEW', 404, 'request.not_found'],
  ['FST_ERR_SOMETHING_NEW', 413, 'request.too_large'],
  ['FST_ERR_SOMETHING_NEW', 415, 'request.unsupported_media_type'],
  ['FST_ERR_SOMETHING_NEW', 418, 'request.malformed'],
] as const)('%s with %d is %s in our words', (code, status, ours) => {
  const problem = foreignFault(framework(code, status))
  expect(problem.code).toBe(ours)
  expect(problem.detail).not.toContain('/etc/passwd')
})

test.each([500, 502, 503, 399, 0])('a framework error of status %d is a failure of ours', (status) => {
  expect(foreignFault(framework('FST_ERR_REP_INVALID_PAYLOAD_TYPE', status)).code).toBe('server.failed')
})

test('a problem is passed on as it is, whatever its status', () => {
  const problem = new Problem('person.exists', 'Anna is registered.')
  expect(foreignFault(problem)).toBe(problem)
})

test('what was thrown is kept for the log and for nobody else', () => {
  const thrown = new Error('no such thing: postgres://u:p@h')
  const problem = foreignFault(thrown)
  expect(problem.code).toBe('server.failed')
  expect(problem.cause).toBe(thrown)
  expect(problem.detail).not.toContain('postgres')
})

test.each([
  ['a refused connection', Object.assign(new Error('connect ECONNREFUSED 10.0.0.1'), { code: 'ECONNREFUSED' })],
  ['a server that is told to stop', Object.assign(new Error('terminating connection'), { code: '57P01' })],
  ['a pool that has no connection left', new Error('timeout exceeded when trying to connect')],
  ['a connection that was lost', new Error('Connection terminated unexpectedly')],
])('%s is a database that is away for a moment, and nothing of it is told', (_what, thrown) => {
  const problem = foreignFault(thrown)
  expect(problem).toMatchObject({ code: 'database.unavailable', status: 503, cause: thrown })
  expect(problem.retryAfterSeconds).toBeGreaterThan(0)
  expect(problem.detail).not.toMatch(/10\.|pool|timeout/u)
})

test('a query that is wrong is a failure of ours, not of the database', () => {
  expect(foreignFault(Object.assign(new Error('syntax error'), { code: '42601' })).code).toBe('server.failed')
})

test('whatever is thrown becomes a problem', () => {
  fc.assert(
    fc.property(fc.anything(), (thrown) => {
      expect(foreignFault(thrown)).toBeInstanceOf(Problem)
    }),
  )
})

test.each([
  ['ERR_HTTP_REQUEST_TIMEOUT', 'request.timeout', 408],
  ['HPE_HEADER_OVERFLOW', 'request.headers_too_large', 431],
  ['HPE_INVALID_METHOD', 'request.malformed', 400],
] as const)('a connection that breaks off with %s hears of %s', (code, ours, status) => {
  const problem = brokenRequest({ code })
  expect([problem.code, problem.status]).toEqual([ours, status])
})

test('a connection that breaks off without a code was malformed', () => {
  expect(brokenRequest({}).code).toBe('request.malformed')
})
