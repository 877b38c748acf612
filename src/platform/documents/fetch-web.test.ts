import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { problemOf } from '../../../test/fixtures/documents/problem-of.ts'
import { serve, serveBytes } from '../../../test/fixtures/documents/servers.ts'
import { documentsAreFetched } from './fetch-contract.ts'
import type { Shelf } from './fetch-contract.ts'
import { isWorthRetrying } from './faults.ts'
import { connectionFault, redirectTarget } from './fetch-web.ts'
import { documentDefaults, documentReader } from './index.ts'
import type { DocumentReader, DocumentSettings } from './index.ts'

async function openWeb(): Promise<Shelf> {
  const held = new Map<string, { readonly bytes: Uint8Array; readonly contentEncoding: string | undefined }>()
  const { origin, pair } = await serve((request, response) => {
    const document = held.get(request.url?.split('?')[0] ?? '')
    if (document?.contentEncoding) response.setHeader('content-encoding', document.contentEncoding)
    response.writeHead(document ? 200 : 404).end(document?.bytes)
  })
  return {
    settings: { allowedHosts: [pair] },
    async put(name, bytes, contentEncoding) {
      held.set(`/people/${name}`, { bytes, contentEncoding })
      return `${origin}/people/${name}?signature=secret#page=2`
    },
    linkToNothing: () => `${origin}/nothing.pdf`,
    linkToNobody: () => ({ link: 'http://127.0.0.1:9/a.pdf', settings: { allowedHosts: ['127.0.0.1:9'] } }),
  }
}

documentsAreFetched('the web', openWeb)

const readerFor = (pair: string, more: Partial<DocumentSettings> = {}): DocumentReader =>
  documentReader({ ...documentDefaults, allowedHosts: [pair], ...more })

const from = new URL('https://example.org/a/b?c')
const target = (status: number, location: unknown): string | undefined =>
  redirectTarget({ status, location }, from, ['127.0.0.1:9000'])?.href

test.each([301, 302, 303, 307, 308])('status %d sends on, to an address that may be relative', (status) => {
  expect(target(status, '../x')).toBe('https://example.org/x')
  expect(target(status, '//other.example/x')).toBe('https://other.example/x')
  expect(target(status, 'http://127.0.0.1:9000/x')).toBe('http://127.0.0.1:9000/x')
})

test.each([200, 204, 300, 304, 404])('status %d sends nowhere, whatever it says', (status) => {
  expect(target(status, 'https://169.254.169.254/')).toBe(undefined)
})

test.each([undefined, 'https://', ['https://a.example/', 'https://b.example/']])(
  'a redirect to %j leads nowhere',
  (location) => {
    expect(() => target(302, location)).toThrow('The link redirects without saying where to.')
  },
)

test.each([
  ['http://example.org/', 'The link redirects to another, which must begin with https://.'],
  ['s3://bucket/key', 'The link redirects to another, which must begin with https://.'],
  ['file:///etc/passwd', 'The link redirects to another, which must begin with https://.'],
  ['https://169.254.169.254/', 'The link redirects to another, which must not lead to a private or local address.'],
  ['//2130706433/', 'The link redirects to another, which must not lead to a private or local address.'],
  [
    'https://me:secret@example.org/',
    'The link redirects to another, which must not contain a user name or a password.',
  ],
])('a redirect to %s is refused', (location, detail) => expect(() => target(302, location)).toThrow(detail))

test('a redirect is followed on a real connection, and the name is that of the last address', async () => {
  const { origin, pair } = await serve((request, response) => {
    if (request.url === '/start') response.writeHead(302, { location: '/a/ada.md' }).end('not this')
    else response.end('Ada')
  })
  await expect(readerFor(pair).read(`${origin}/start`)).resolves.toMatchObject({ text: 'Ada', kind: 'markdown' })
})

test('as many redirects as allowed are followed, one more is not', async () => {
  const { origin, pair } = await serve((request, response) => {
    const left = Number(request.url?.slice(1))
    if (left > 0) response.writeHead(307, { location: `/${left - 1}` }).end()
    else response.end('Ada')
  })
  await expect(readerFor(pair, { redirectsMax: 3 }).read(`${origin}/3`)).resolves.toMatchObject({ text: 'Ada' })
  const problem = await problemOf(readerFor(pair, { redirectsMax: 3 }).read(`${origin}/4`))
  expect(problem).toMatchObject({ code: 'resume.unreachable', detail: 'The link redirects more than 3 times.' })
  expect(isWorthRetrying(problem)).toBe(false)
})

test('a redirect to a port that is not allowed is refused, and that port is never asked', async () => {
  let asked = 0
  const inner = await serve((_request, response) => void response.end(`${(asked += 1)}`))
  const outer = await serve((_request, response) => void response.writeHead(302, { location: inner.origin }).end())
  const problem = await problemOf(readerFor(outer.pair).read(outer.origin))
  expect(problem.code).toBe('resume.link_refused')
  expect(isWorthRetrying(problem)).toBe(false)
  expect(asked).toBe(0)
})

test('what is asked is the document as it is, without cookies or a referrer', async () => {
  let headers: Record<string, unknown> = {}
  const { origin, pair } = await serve((request, response) => {
    headers = request.headers
    response.end('Ada')
  })
  await readerFor(pair).read(`${origin}/a`)
  expect(headers).toMatchObject({ 'accept-encoding': 'identity', host: pair })
  expect(Object.keys(headers).toSorted()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
})

test.each([
  [401, false],
  [404, false],
  [206, false],
  [429, true],
  [500, true],
])('status %d is no document; worth another try: %s', async (status, isWorth) => {
  const { origin, pair } = await serve((_request, response) => void response.writeHead(status).end('secret words'))
  const problem = await problemOf(readerFor(pair).read(origin))
  expect(problem.code).toBe('resume.unreachable')
  expect(problem.detail).not.toContain('secret')
  expect(isWorthRetrying(problem)).toBe(isWorth)
})

test('a body in an encoding that nobody knows is unreadable', async () => {
  const { origin, pair } = await serveBytes('Ada', { 'content-encoding': 'zstd, gzip' })
  expect(await problemOf(readerFor(pair).read(origin))).toMatchObject({ code: 'resume.unreadable' })
})

test('a body without an end is left at the limit of size, and the connection with it', async () => {
  let isOpen = true
  const { origin, pair } = await serve((_request, response) => {
    const pour = (): void => void (isOpen && response.write('x'.repeat(65_536), pour))
    response.on('close', () => (isOpen = false))
    pour()
  })
  expect(await problemOf(readerFor(pair).read(origin))).toMatchObject({ code: 'resume.too_large' })
  await expect.poll(() => isOpen).toBe(false)
})

test('50 MB that say so are refused before they are sent', async () => {
  let sent = 0
  const { origin, pair } = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': String(50 * 1024 * 1024) })
    response.write('x'.repeat(1000))
    sent = response.socket?.bytesWritten ?? 0
  })
  expect(await problemOf(readerFor(pair).read(origin))).toMatchObject({ code: 'resume.too_large' })
  expect(sent).toBeLessThan(100_000)
})

test('a body that drips is left at the time limit', async () => {
  const { origin, pair } = await serve((_request, response) => {
    const drip = setInterval(() => response.write('.'), 50)
    response.on('close', () => clearInterval(drip))
  })
  const problem = await problemOf(readerFor(pair, { fetchSeconds: 0.5 }).read(origin))
  expect(problem).toMatchObject({
    code: 'resume.too_slow',
    detail: 'Fetching the document took more than 0.5 seconds.',
  })
  expect(isWorthRetrying(problem)).toBe(true)
})

test('redirects share one time limit', async () => {
  const { origin, pair } = await serve((_request, response) => {
    setTimeout(() => response.writeHead(302, { location: '/' }).end(), 200)
  })
  const problem = await problemOf(readerFor(pair, { fetchSeconds: 0.5, redirectsMax: 100 }).read(origin))
  expect(problem.code).toBe('resume.too_slow')
})

test('a server that never answers is left at the time limit', async () => {
  const { origin, pair } = await serve(() => {})
  expect(await problemOf(readerFor(pair, { fetchSeconds: 0.3 }).read(origin))).toMatchObject({
    code: 'resume.too_slow',
  })
})

test('a server that hangs up in the middle is worth another try', async () => {
  const { origin, pair } = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' })
    response.write('part', () => response.destroy())
  })
  const problem = await problemOf(readerFor(pair).read(origin))
  expect(problem.code).toBe('resume.unreachable')
  expect(isWorthRetrying(problem)).toBe(true)
})

test('something that does not speak HTTP is not worth another try', async () => {
  const server = createServer((socket) => void socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.2\r\n'))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const pair = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const problem = await problemOf(readerFor(pair).read(`http://${pair}/`))
  expect(problem.detail).toBe('The server gave no answer that can be understood.')
  expect(isWorthRetrying(problem)).toBe(false)
})

test.each([
  ['ENOTFOUND', 'no_such_server'],
  ['CERT_HAS_EXPIRED', 'certificate'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'not_understood'],
  ['HPE_INVALID_CONSTANT', 'not_understood'],
  ['ECONNREFUSED', 'no_connection'],
  ['EAI_AGAIN', 'no_connection'],
  ['', 'no_connection'],
])('%s means %s', (code, fault) => expect(connectionFault(code)).toBe(fault))
