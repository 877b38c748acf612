import { expect, test } from 'vitest'
import { Problem } from '../../base/index.ts'
import { codeOf, documentProblem, faults, isWorthRetrying, readerClosed, refusedLink, statusProblem } from './faults.ts'
import type { FaultName } from './faults.ts'

test.each(Object.keys(faults) as FaultName[])('%s tells the caller one sentence, with a code of documents', (name) => {
  const problem = documentProblem(name, { amount: 7 })
  expect(problem.code).toMatch(/^resume\./u)
  expect(problem.detail).toMatch(/^[A-Z].+\.$/u)
})

test('what went wrong underneath is kept for the log and not told', () => {
  const problem = documentProblem('no_connection', { cause: new Error('connect ECONNREFUSED 10.1.2.3:443') })
  expect(problem.detail).not.toContain('10.1.2.3')
  expect(JSON.stringify(problem.facts)).not.toContain('10.1.2.3')
  expect(problem.cause).toMatchObject({ message: 'connect ECONNREFUSED 10.1.2.3:443' })
})

test('amounts are told in words that fit them', () => {
  const told = (amount: number): string => documentProblem('bytes_too_many', { amount }).detail
  expect([1, 20, 10 * 1024 * 1024, 1.5 * 1024 * 1024].map(told)).toEqual([
    'The document is larger than 1 byte.',
    'The document is larger than 20 bytes.',
    'The document is larger than 10 MB.',
    'The document is larger than 1.5 MB.',
  ])
})

test('the log is told the code of what went wrong underneath, or its name', () => {
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  expect(documentProblem('no_connection', { cause: refused }).facts).toMatchObject({ cause: 'ECONNREFUSED' })
  expect(documentProblem('damaged', { cause: new RangeError('deep') }).facts).toMatchObject({ cause: 'RangeError' })
  expect(documentProblem('damaged').facts).toEqual({ fault: 'damaged', worthRetrying: false })
  expect(codeOf(null)).toBe('undefined')
})

test.each([408, 425, 429, 500, 502, 503, 504])('status %d is worth another try', (status) => {
  expect(isWorthRetrying(statusProblem(status))).toBe(true)
})

test.each([
  [204, 'The server answered with status 204 instead of a document.'],
  [304, 'The server answered with status 304 instead of a document.'],
  [400, 'The server answered with status 400 instead of a document.'],
  [401, 'The server does not hand the document out (status 401).'],
  [403, 'The server does not hand the document out (status 403).'],
  [404, 'There is no document at the link.'],
  [410, 'There is no document at the link.'],
])('status %d stays as it is: trying again changes nothing', (status, detail) => {
  const problem = statusProblem(status)
  expect(problem).toMatchObject({ code: 'resume.unreachable', detail })
  expect(isWorthRetrying(problem)).toBe(false)
})

test('a server that is slow or away is worth another try; a refused link or an unreadable document is not', () => {
  expect(isWorthRetrying(documentProblem('fetch_too_slow'))).toBe(true)
  expect(isWorthRetrying(documentProblem('no_connection'))).toBe(true)
  expect(isWorthRetrying(readerClosed())).toBe(true)
  expect(isWorthRetrying(documentProblem('parse_too_slow'))).toBe(false)
  expect(isWorthRetrying(documentProblem('private_address'))).toBe(false)
  expect(isWorthRetrying(documentProblem('scanned'))).toBe(false)
  expect(isWorthRetrying(refusedLink('must name a host', false))).toBe(false)
})

test('a problem of somebody else is not worth trying again', () => {
  expect(isWorthRetrying(new Problem('server.failed', 'Something went wrong here.'))).toBe(false)
})

test('a refused link says whether the link itself or a redirect is meant', () => {
  expect(refusedLink('must name a host', false).detail).toBe('The link must name a host.')
  expect(refusedLink('must name a host', true).detail).toBe('The link redirects to another, which must name a host.')
})
