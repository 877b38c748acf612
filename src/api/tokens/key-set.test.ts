import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignJWT, exportJWK, jwtVerify } from 'jose'
import { afterEach, expect, test, vi } from 'vitest'
import { recordingLogger } from '../../../test/support/edge.ts'
import type { LogLine } from '../../../test/support/edge.ts'
import { openKeySet } from './key-set.ts'
import type { KeySet, KeySetOptions } from './key-set.ts'

/** A host of keys that a test can turn, switch off, and spoil. */
interface Host {
  readonly url: string
  requests: number
  answer: (response: ServerResponse) => void
  close(): Promise<void>
}

const open: Host[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((host) => host.close()))
})

async function hostOfKeys(...kids: readonly string[]): Promise<Host> {
  const server: Server = createServer((_request, response) => {
    host.requests += 1
    host.answer(response)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const host: Host = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    requests: 0,
    answer: publish(...kids),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  open.push(host)
  return host
}

const pairs = new Map<string, ReturnType<typeof generateKeyPairSync>>()

function pairOf(kid: string): { readonly publicKey: never; readonly privateKey: never } {
  const pair = pairs.get(kid) ?? generateKeyPairSync('ec', { namedCurve: 'P-256' })
  pairs.set(kid, pair as never)
  return pair as never
}

const publish =
  (...kids: readonly string[]) =>
  (response: ServerResponse): void => {
    void Promise.all(
      kids.map(async (kid) => ({ ...(await exportJWK(pairOf(kid).publicKey)), kid, alg: 'ES256' })),
    ).then((keys) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys })))
  }

const failing = (status: number) => (response: ServerResponse) => void response.writeHead(status).end('no')
const silent = (): void => {}

function keySet(host: Host, options: Partial<KeySetOptions> = {}): { keys: KeySet; lines: LogLine[] } {
  const lines: LogLine[] = []
  return { keys: openKeySet({ url: host.url, log: recordingLogger(lines), ...options }), lines }
}

/** What becomes of a token that is signed with the key `kid`. */
async function check(keys: KeySet, kid: string): Promise<string> {
  const token = await new SignJWT({ sub: 'anna' })
    .setProtectedHeader({ alg: 'ES256', kid })
    .sign(pairOf(kid).privateKey)
  return jwtVerify(token, keys.find).then(
    ({ payload }) => String(payload.sub),
    (error: { code?: string }) => String(error.code),
  )
}

test('the keys are fetched once for many tokens', async () => {
  const host = await hostOfKeys('one')
  const { keys } = keySet(host)
  expect(await Promise.all(Array.from({ length: 20 }, () => check(keys, 'one')))).toEqual(Array(20).fill('anna'))
  expect(await check(keys, 'one')).toBe('anna')
  expect(host.requests).toBe(1)
})

test('a key that was added since is fetched when a token names it', async () => {
  const host = await hostOfKeys('old')
  const { keys } = keySet(host, { cooldownMs: 0 })
  expect(await check(keys, 'old')).toBe('anna')
  host.answer = publish('old', 'new')
  expect(await check(keys, 'new')).toBe('anna')
  expect(host.requests).toBe(2)
})

test('a flood of invented key ids does not become one of fetches', async () => {
  const host = await hostOfKeys('one')
  const { keys } = keySet(host, { cooldownMs: 60_000 })
  expect(await check(keys, 'one')).toBe('anna')
  for (let guess = 0; guess < 10; guess += 1)
    expect(await check(keys, `guess-${guess}`)).toBe('ERR_JWKS_NO_MATCHING_KEY')
  expect(host.requests).toBe(1)
})

test('a key that was taken away is no longer good once the keys are fetched again', async () => {
  const host = await hostOfKeys('bad', 'good')
  const { keys } = keySet(host, { maxAgeMs: 0, cooldownMs: 0 })
  expect(await check(keys, 'bad')).toBe('anna')
  host.answer = publish('good')
  await vi.waitFor(async () => expect(await check(keys, 'bad')).toBe('ERR_JWKS_NO_MATCHING_KEY'))
})

test('while the host is down the last keys answer, and both ends of that are logged once', async () => {
  const host = await hostOfKeys('one')
  const { keys, lines } = keySet(host, { maxAgeMs: 0, cooldownMs: 0 })
  expect(await check(keys, 'one')).toBe('anna')
  host.answer = failing(503)
  for (let request = 0; request < 5; request += 1) expect(await check(keys, 'one')).toBe('anna')
  await vi.waitFor(() => expect(lines).toHaveLength(1))
  expect(await keys.isFresh()).toBe(false)
  host.answer = publish('one')
  await vi.waitFor(async () => {
    expect(await check(keys, 'one')).toBe('anna')
    expect(lines.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      'warn: The keys for tokens could not be fetched.',
      'info: The keys for tokens are fetched again.',
    ])
  })
  expect(await keys.isFresh()).toBe(true)
})

test('an old set of keys does not hold up the request that finds it old', async () => {
  const host = await hostOfKeys('one')
  const { keys } = keySet(host, { maxAgeMs: 0, cooldownMs: 0, timeoutMs: 600_000 })
  expect(await check(keys, 'one')).toBe('anna')
  host.answer = silent
  expect(await check(keys, 'one')).toBe('anna')
})

test.each([
  ['is down', failing(500)],
  ['sends no JSON', (response: ServerResponse) => void response.end('<html>')],
  ['sends no keys', (response: ServerResponse) => void response.end('{"keys": []}')],
  ['sends something else', (response: ServerResponse) => void response.end('{"keys": [{"kid": 1}]}')],
  ['sends without end', (response: ServerResponse) => void response.end(`{"keys": "${'x'.repeat(1_100_000)}"}`)],
  ['hangs up', (response: ServerResponse) => void response.destroy()],
  ['says nothing', silent],
])('without any keys, because the host %s, nobody is let in and nobody is called a liar', async (_what, answer) => {
  const host = await hostOfKeys('one')
  host.answer = answer
  const { keys } = keySet(host, { timeoutMs: 200 })
  expect(await check(keys, 'one')).toBe('auth.unavailable')
  expect(await keys.isFresh()).toBe(false)
})

test('a host that was down at first is asked again within seconds', async () => {
  const host = await hostOfKeys('one')
  host.answer = failing(500)
  const { keys } = keySet(host)
  expect(await check(keys, 'one')).toBe('auth.unavailable')
  expect(await check(keys, 'one')).toBe('auth.unavailable')
  expect(host.requests).toBe(1)
  host.answer = publish('one')
  await vi.waitFor(async () => expect(await check(keys, 'one')).toBe('anna'), { timeout: 5_000, interval: 200 })
})
