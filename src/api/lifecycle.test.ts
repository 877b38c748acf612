/** Starting, stopping, and connections that behave badly. */
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { createServer, request as httpRequest, Agent } from 'node:http'
import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { asService, testEdge } from '../../test/support/edge.ts'
import type { Edge } from '../../test/support/edge.ts'
import { route } from '../platform/http/index.ts'
import type { RequestContext } from '../platform/http/index.ts'
import type { EdgeSettings } from './edge-settings.ts'

interface Slow {
  readonly edge: Edge
  readonly address: string
  readonly started: () => number
  readonly contexts: readonly RequestContext[]
  finish(): void
}

const open: Slow[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((slow) => (slow.finish(), slow.edge.close())))
})

/** An edge with a route that answers when it is told to. */
async function slowEdge(settings: Partial<EdgeSettings> = {}): Promise<Slow> {
  const gate = Promise.withResolvers<void>()
  const contexts: RequestContext[] = []
  const slow = route({
    method: 'GET',
    path: '/slow',
    access: 'open',
    tag: 'a',
    summary: 'Takes its time.',
    output: z.object({ done: z.boolean() }),
    async handle(_input, context) {
      contexts.push(context)
      void context.signal
      await gate.promise
      return { done: true }
    },
  })
  const edge = await testEdge({ routes: [slow], settings })
  const made: Slow = {
    edge,
    address: await edge.server.listen(),
    started: () => contexts.length,
    contexts,
    finish: () => gate.resolve(),
  }
  open.push(made)
  return made
}

test('an edge says where it answers once it does', async () => {
  const edge = await testEdge()
  expect(edge.server.address()).toBe(null)
  const address = await edge.server.listen()
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u)
  expect(edge.server.address()).toBe(address)
  await edge.close()
  expect(edge.server.address()).toBe(null)
})

test('a port that is taken stops the start with the names of the settings', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => void taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as AddressInfo
  const edge = await testEdge({ settings: { port } })
  await expect(edge.server.listen()).rejects.toMatchObject({
    code: 'server.setting',
    detail: `HOST 127.0.0.1 and PORT ${port} cannot be used: another program is listening there; stop it, or choose another PORT.`,
  })
  await edge.close()
  taken.close()
})

test('an address that this machine does not have stops the start', async () => {
  const edge = await testEdge({ settings: { host: '203.0.113.77' } })
  await expect(edge.server.listen()).rejects.toMatchObject({ code: 'server.setting' })
  await edge.close()
})

test('what is in hand when the server stops is finished', async () => {
  const { edge, address, started, finish } = await slowEdge()
  const answer = fetch(`${address}/slow`)
  await vi.waitFor(() => expect(started()).toBe(1))
  const closed = edge.server.closeGracefully(10)
  expect((await fetch(`${address}/health/live`)).status).toBe(503)
  finish()
  expect(await (await answer).json()).toEqual({ done: true })
  await closed
})

test('whoever keeps a connection and asks again as the server stops is told to ask elsewhere, not cut off', async () => {
  const { edge, address } = await slowEdge()
  const sockets = await Promise.all(Array.from({ length: 8 }, () => warmSocket(address)))
  const closed = edge.server.closeGracefully(10)
  const answers = sockets.map(async (socket) => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    const told = collect(socket)
    socket.write('GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n')
    return told
  })
  for (const answer of await Promise.all(answers))
    expect(answer).toMatch(/^HTTP\/1\.1 503 .*"code":"server\.stopping"/su)
  await closed
  await expect(fetch(`${address}/health/live`)).rejects.toThrow()
})

test('a new request on an open connection hears that the server is stopping, and the connection ends', async () => {
  const { edge, address, started, finish } = await slowEdge()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const socket = await warmSocket(address)
  const pending = fetch(`${address}/slow`)
  await vi.waitFor(() => expect(started()).toBe(1))
  // The first half of a request keeps the connection busy while the stop begins.
  socket.write('GET /health/live HTTP/1.1\r\nHost: a\r\n')
  await new Promise((resolve) => setTimeout(resolve, 30))
  const closed = edge.server.closeGracefully(10)
  const told = collect(socket)
  socket.write('\r\n')
  const text = await told
  expect(text).toContain('HTTP/1.1 503')
  expect(text).toContain('"code":"server.stopping"')
  expect(text.toLowerCase()).toContain('connection: close')
  finish()
  await pending
  await closed
  agent.destroy()
})

test('what takes longer than it may is cut off, and hears so', async () => {
  const { edge, address, started, contexts } = await slowEdge()
  const answer = fetch(`${address}/slow`)
  const failed = expect(answer).rejects.toThrow()
  await vi.waitFor(() => expect(started()).toBe(1))
  await edge.server.closeGracefully(0.2)
  await failed
  await vi.waitFor(() => expect(contexts[0]?.signal.aborted).toBe(true))
})

test('a connection that is kept open and quiet does not hold up the stop', async () => {
  const { edge, address } = await slowEdge()
  const agent = new Agent({ keepAlive: true })
  await new Promise<void>((resolve, reject) => {
    httpRequest(`${address}/health/live`, { agent }, (response) => response.resume().on('end', resolve))
      .on('error', reject)
      .end()
  })
  // Longer than a test may take.
  await edge.server.closeGracefully(600)
  agent.destroy()
})

test('a handler hears when its caller hangs up, and the log says so', async () => {
  const { edge, address, started, contexts, finish } = await slowEdge()
  const stop = new AbortController()
  const answer = fetch(`${address}/slow`, { signal: stop.signal })
  const failed = expect(answer).rejects.toThrow()
  await vi.waitFor(() => expect(started()).toBe(1))
  expect(contexts[0]?.signal.aborted).toBe(false)
  stop.abort()
  await failed
  await vi.waitFor(() => expect(contexts[0]?.signal.aborted).toBe(true))
  finish()
  await expect.poll(() => edge.lines.find(({ facts }) => facts['status'] === 499)?.facts['route']).toBe('/slow')
})

test('a handler that is done is not told that its caller went away', async () => {
  const { address, contexts, finish, started } = await slowEdge()
  const answer = fetch(`${address}/slow`)
  await vi.waitFor(() => expect(started()).toBe(1))
  finish()
  await (await answer).text()
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(contexts[0]?.signal.aborted).toBe(false)
})

const openSocket = (address: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1', () => resolve(socket))
    socket.once('error', reject)
  })

/** A connection on which one request was answered already. */
async function warmSocket(address: string): Promise<Socket> {
  const socket = await openSocket(address)
  socket.write('GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n')
  await new Promise((resolve) => socket.once('data', resolve))
  return socket
}

/** Everything that comes until the other side hangs up. */
function collect(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', (bytes: Buffer) => void (text += bytes.toString('latin1')))
  socket.on('error', () => {})
  return new Promise((resolve) => socket.once('close', () => resolve(text)))
}

async function raw(address: string, bytes: string): Promise<string> {
  const socket = await openSocket(address)
  const told = collect(socket)
  socket.write(bytes, 'latin1')
  return told
}

test.each([
  ['noise', '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03', 400, 'request.malformed'],
  ['a method that there is not', 'BREW / HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'request.malformed'],
  [
    'two lengths',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na',
    400,
    'request.malformed',
  ],
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
    'request.malformed',
  ],
  [
    'headers without end',
    `GET / HTTP/1.1\r\nHost: a\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`,
    431,
    'request.headers_too_large',
  ],
])('%s on the wire is told what it is, and hung up on', async (_what, bytes, status, code) => {
  const { address } = await slowEdge()
  const text = await raw(address, bytes)
  expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `, 'u'))
  expect(text).toContain('application/problem+json')
  expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4))).toMatchObject({ code, status })
  expect((await fetch(`${address}/health/live`)).status).toBe(200)
})

test('a request that trickles in is not waited for', async () => {
  const { address } = await slowEdge({ requestTimeoutMs: 300 })
  const text = await raw(address, 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ')
  expect(text).toContain('"code":"request.timeout"')
})

test('a body that never comes is not waited for', async () => {
  const { address } = await slowEdge({ requestTimeoutMs: 300 })
  const head = `POST /slow HTTP/1.1\r\nHost: a\r\nX-API-Key: ${asService['x-api-key']}\r\nContent-Type: application/json\r\n`
  expect(await raw(address, `${head}Content-Length: 100\r\n\r\n{`)).toContain('"code":"request.timeout"')
})

test('an absolute address asks for no other host than the one that is told', async () => {
  const { address } = await slowEdge()
  const text = await raw(address, 'GET http://169.254.169.254/latest HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  expect(text).toMatch(/^HTTP\/1\.1 (?:404|400) /u)
})

test.each([
  ['an expectation that nobody knows', 'Expect: miracles\r\n'],
  ['a wish to speak another protocol', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'],
])('%s is ignored, and the request answered', async (_what, header) => {
  const { address } = await slowEdge()
  const socket = await openSocket(address)
  const told = collect(socket)
  socket.write(`GET /health/live HTTP/1.1\r\nHost: a\r\n${header}\r\n`)
  setTimeout(() => socket.end(), 200)
  expect(await told).toMatch(/^HTTP\/1\.1 200 /u)
})

test('a request that names two hosts is refused', async () => {
  const { address } = await slowEdge()
  const answer = await raw(address, 'GET /health/live HTTP/1.1\r\nHost: a\r\nhost: b\r\nConnection: close\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1\.1 400 .*"code":"request\.malformed"/su)
})

test('an old client that names no host is answered', async () => {
  const { address } = await slowEdge()
  expect(await raw(address, 'GET /health/live HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /u)
})
