import { createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { openReceiver } from '../../../test/support/receiver.ts'
import { explainFailure, openPoster } from './post-callback.ts'
import type { AddressInfo } from 'node:net'
import type { CallbackAnswer } from './post-callback.ts'
import type { Host, Receiver } from '../../../test/support/receiver.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

interface Attempt {
  readonly url: string
  readonly timeoutSeconds?: number
  readonly signal?: AbortSignal
}

async function post({
  url,
  timeoutSeconds = 5,
  signal = new AbortController().signal,
}: Attempt): Promise<CallbackAnswer> {
  const poster = openPoster(timeoutSeconds)
  open.push(poster)
  return poster.post({ url, headers: { 'webhook-id': 'msg_1' }, body: '{"a":"é"}' }, signal)
}

async function receiver(host: Host): Promise<Receiver> {
  const opened = await openReceiver({ host })
  open.push(opened)
  return opened
}

test('the bytes go out as they are, as JSON, with the given headers', async () => {
  const { baseUrl, received } = await receiver(() => 204)
  expect(await post({ url: `${baseUrl}/a?b=c` })).toMatchObject({ status: 204, error: null, retryAfterSeconds: null })
  expect(received[0]).toMatchObject({ path: '/api/a?b=c', id: 'msg_1', text: '{"a":"é"}' })
  expect(received[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '10' })
})

test('a redirect is an answer and is not followed', async () => {
  const { baseUrl, received } = await receiver(({ response }) => {
    response.writeHead(302, { location: `${baseUrl}/elsewhere` }).end()
  })
  expect(await post({ url: baseUrl })).toMatchObject({ status: 302, error: 'The host answered 302.' })
  expect(received).toHaveLength(1)
})

test('Retry-After is told', async () => {
  const { baseUrl } = await receiver(({ response }) => void response.writeHead(429, { 'retry-after': '120' }).end())
  expect(await post({ url: baseUrl })).toMatchObject({ status: 429, retryAfterSeconds: 120 })
})

test('a host that hangs ends the attempt at the time limit', async () => {
  const { baseUrl } = await receiver(() => {})
  const answer = await post({ url: baseUrl, timeoutSeconds: 0.2 })
  expect(answer).toMatchObject({ status: null, error: 'No answer came within 0.2 s.' })
  expect(answer.ms).toBeGreaterThanOrEqual(150)
})

test('a 200 whose body never ends is a 200, at the latest at the time limit', async () => {
  const { baseUrl } = await receiver(({ response }) => {
    response.writeHead(200)
    response.write('{')
  })
  expect(await post({ url: baseUrl, timeoutSeconds: 0.2 })).toMatchObject({ status: 200, error: null })
})

test('a 200 whose body breaks off is a 200', async () => {
  const { baseUrl } = await receiver(({ response }) => {
    response.writeHead(200, { 'content-length': '1000' })
    response.write('{', () => response.destroy())
  })
  expect(await post({ url: baseUrl })).toMatchObject({ status: 200, error: null })
})

test('of a body without end only the beginning is read', async () => {
  let sentBytes = 0
  const { baseUrl } = await receiver(({ response }) => {
    response.writeHead(200)
    const chunk = Buffer.alloc(65_536)
    const pour = (): void => {
      do sentBytes += chunk.length
      while (!response.destroyed && response.write(chunk))
    }
    response.on('drain', pour)
    pour()
  })
  expect(await post({ url: baseUrl })).toMatchObject({ status: 200 })
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(sentBytes).toBeLessThan(32_000_000)
})

test('what a host writes is repeated nowhere', async () => {
  const { baseUrl } = await receiver(({ response }) => {
    response.writeHead(500, 'PLANTED', { 'x-planted': 'PLANTED' }).end('{"error":"PLANTED"}')
  })
  expect(JSON.stringify(await post({ url: baseUrl }))).not.toContain('PLANTED')
})

test('a refused connection and an unknown name are told in a sentence', async () => {
  const { baseUrl, close } = await openReceiver()
  await close()
  expect(await post({ url: baseUrl })).toMatchObject({ status: null, error: 'The host refused the connection.' })
  const unknown = await post({ url: 'http://no-such-host.invalid/api' })
  expect(unknown.error).toMatch(/^The name of the host/u)
})

test('an answer that is not HTTP is told in a sentence', async () => {
  const server = createServer((socket) => socket.on('data', () => socket.end('PLANTED\r\n\r\n')).on('error', () => {}))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const answer = await post({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` })
  server.close()
  expect(answer).toMatchObject({ status: null, error: 'What the host answered is not HTTP.' })
})

test('a connection that is closed without an answer is told in a sentence', async () => {
  const { baseUrl } = await receiver(({ response }) => void response.destroy())
  expect(await post({ url: baseUrl })).toMatchObject({ status: null, error: 'The connection broke.' })
})

test('user and password of the address become Basic credentials', async () => {
  const { baseUrl, received } = await receiver(() => 200)
  await post({ url: baseUrl.replace('http://', 'http://ann:p%40ss@') })
  expect(received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('ann:p@ss').toString('base64')}`)
})

test('whoever stops the work ends the attempt with their own reason', async () => {
  const { baseUrl } = await receiver(() => {})
  const stop = new AbortController()
  const attempt = post({ url: baseUrl, signal: stop.signal })
  stop.abort(new Error('stopping'))
  await expect(attempt).rejects.toThrow('stopping')
})

test('failures without a sentence of their own are named by their code, never by their message', () => {
  const error = (code: unknown) => Object.assign(new Error('PLANTED'), { code })
  expect(explainFailure(error('ERR_TLS_CERT_ALTNAME_INVALID'), 1)).toBe('The certificate of the host was not accepted.')
  expect(explainFailure(error('EWHATEVER'), 1)).toBe('The attempt failed (EWHATEVER).')
  expect(explainFailure(error('UND_ERR_CONNECT_TIMEOUT'), 7)).toBe('No answer came within 7 s.')
  for (const code of [undefined, 'PLANTED planted', 42])
    expect(explainFailure(error(code), 1)).toBe('The attempt failed.')
  expect(explainFailure('PLANTED', 1)).toBe('The attempt failed.')
})
