/** What a request passes before it is read: names, limits, origins, proxies. */
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { asMember, asService, testEdge } from '../../test/support/edge.ts'
import type { Edge, EdgeOptions } from '../../test/support/edge.ts'
import { route } from '../platform/http/index.ts'
import type { EdgeSettings } from './edge-settings.ts'
import { edgeDefaults } from './edge-settings.ts'
import { parseRate, unlimited } from './limits/index.ts'
import type { LimitSettings, Rate } from './limits/index.ts'

const rate = (text: string): Rate => parseRate(text) ?? unlimited

const closed = route({
  method: 'GET',
  path: '/api/v1/closed/:id',
  access: { scope: 'people:read', members: true },
  tag: 'a',
  summary: 'A closed route.',
  params: z.object({ id: z.string() }),
  output: z.object({ id: z.string() }),
  handle: async ({ params }) => params,
})

const ofItems = route({ ...closed, path: '/api/v1/items/:id', access: { scope: 'items:read', basic: true } })

const searched = route({ ...closed, path: '/api/v1/searched/:id', limits: ['search'] })

const edges: Edge[] = []
afterEach(async () => {
  await Promise.all(edges.splice(0).map((edge) => edge.close()))
})

async function open(settings: Partial<EdgeSettings> = {}, options: EdgeOptions = {}): Promise<Edge['server']> {
  const edge = await testEdge({ routes: [closed, ofItems, searched], settings, ...options })
  edges.push(edge)
  return edge.server
}

const limits = (change: Partial<LimitSettings>): Partial<EdgeSettings> => ({
  limits: { ...edgeDefaults.limits, ...change },
})

interface Ask {
  readonly url?: string
  readonly from?: string
  readonly headers?: Readonly<Record<string, string>>
}

const ask = (server: Edge['server'], { url = '/', from = '203.0.113.1', headers = {} }: Ask = {}) =>
  server.inject({ url, remoteAddress: from, headers: { ...headers } })

const statuses = async (count: number, send: () => Promise<{ statusCode: number }>): Promise<readonly number[]> => {
  const results: number[] = []
  for (let request = 0; request < count; request += 1) results.push((await send()).statusCode)
  return results
}

test('a host name that is not listed is refused everywhere but at health', async () => {
  const server = await open({ allowedHosts: ['api.example.org', '*.internal'] })
  const status = async (host: string, url = '/') => (await ask(server, { url, headers: { host } })).statusCode
  expect([await status('api.example.org'), await status('a.internal:8000'), await status('evil.org')]).toEqual([
    200, 200, 400,
  ])
  expect([await status('evil.org', '/health'), await status('evil.org', '/health/ready')]).toEqual([200, 200])
  expect((await ask(server, { headers: { host: 'evil.org' } })).json()).toMatchObject({
    code: 'request.host_not_allowed',
  })
  expect((await ask(server, { url: '/nothing', headers: { host: 'evil.org' } })).statusCode).toBe(400)
})

test('what a proxy says of the host name counts for nothing', async () => {
  const server = await open({ allowedHosts: ['api.example.org'], trustedProxyHops: 1 })
  const headers = { host: 'evil.org', 'x-forwarded-host': 'api.example.org' }
  expect((await ask(server, { headers })).statusCode).toBe(400)
})

test('an address is counted on open routes, told what is left, and held up with the time to wait', async () => {
  const server = await open(limits({ open: rate('2/min') }))
  const first = await ask(server)
  expect(first.headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1', 'ratelimit-reset': '60' })
  await ask(server)
  const held = await ask(server)
  expect(held.statusCode).toBe(429)
  expect(held.json()).toMatchObject({ code: 'request.too_many' })
  expect(held.headers).toMatchObject({ 'ratelimit-remaining': '0', 'retry-after': '60' })
  expect((await ask(server, { from: '203.0.113.2' })).statusCode).toBe(200)
})

test('addresses that do not exist, or cannot be read, are counted like those that do', async () => {
  const server = await open(limits({ open: rate('3/min') }))
  expect((await ask(server, { url: '/nothing' })).statusCode).toBe(404)
  expect((await ask(server, { url: '/%zz' })).statusCode).toBe(400)
  expect((await ask(server)).statusCode).toBe(200)
  expect((await ask(server, { url: '/nothing' })).statusCode).toBe(429)
  expect((await ask(server, { url: '/%zz' })).statusCode).toBe(429)
})

test.each(['/health/live', '/api/ml/health', '/api/ml-matching/health'])('%s is never held up', async (url) => {
  const server = await open(limits({ open: rate('1/min') }))
  expect(await statuses(10, () => ask(server, { url }))).toEqual(Array(10).fill(200))
})

test('a member is counted by who they are and a service not at all', async () => {
  const server = await open(limits({ member: rate('2/min') }))
  const url = '/api/v1/closed/1'
  const anna = await asMember('anna')
  expect(await statuses(3, () => ask(server, { url, headers: anna }))).toEqual([200, 200, 429])
  expect((await ask(server, { url, headers: anna, from: '198.51.100.9' })).statusCode).toBe(429)
  expect((await ask(server, { url, headers: await asMember('bert') })).statusCode).toBe(200)
  const service = await ask(server, { url, headers: asService })
  expect(service.headers).not.toHaveProperty('ratelimit-limit')
  expect(await statuses(20, () => ask(server, { url, headers: asService }))).toEqual(Array(20).fill(200))
})

test('by default a member has 600 requests a minute, an address too, and 20 wrong keys a quarter of an hour', async () => {
  const server = await open()
  const anna = await asMember('anna')
  expect((await ask(server, { url: '/api/v1/closed/1', headers: anna })).headers['ratelimit-limit']).toBe('600')
  expect((await ask(server)).headers['ratelimit-limit']).toBe('600')
  const wrong = () => ask(server, { url: '/api/v1/closed/1', headers: { 'x-api-key': 'wrong' } })
  expect(await statuses(21, wrong)).toEqual([...Array(20).fill(401), 429])
})

test('whoever sends a wrong key too often is held up; who sends a right one from there is not', async () => {
  const server = await open(limits({ failedAuth: rate('2/15min') }))
  const url = '/api/v1/closed/1'
  const wrong = (headers: Record<string, string>) => ask(server, { url, headers })
  expect((await wrong({ 'x-api-key': 'wrong' })).statusCode).toBe(401)
  expect((await wrong({ authorization: 'Bearer wrong' })).statusCode).toBe(401)
  const held = await wrong({ 'x-api-key': 'wrong' })
  expect([held.statusCode, held.json<{ code: string }>().code]).toEqual([429, 'request.too_many'])
  expect(Number(held.headers['retry-after'])).toBeGreaterThan(800)
  expect((await wrong({ ...asService })).statusCode).toBe(200)
  expect((await wrong(await asMember('anna'))).statusCode).toBe(200)
  expect((await wrong({})).statusCode).toBe(401)
  expect((await ask(server, { url, headers: { 'x-api-key': 'wrong' }, from: '198.51.100.1' })).statusCode).toBe(401)
})

test.each(['Bearer undefined', 'Bearer null', 'Bearer', 'Bearer a b', 'Basic YTpi'])(
  'to have sent "%s" is a mistake of a program and counts for nothing',
  async (authorization) => {
    const server = await open(limits({ failedAuth: rate('1/15min') }))
    const send = () => ask(server, { url: '/api/v1/closed/1', headers: { authorization } })
    expect(await statuses(4, send)).toEqual(Array(4).fill(401))
  },
)

test.each([
  ['that is none', 'a.b.c'],
  ['of more than a thousand characters', 'x'.repeat(1_001)],
])('a token %s is counted, and a good one from there still passes', async (_what, token) => {
  const server = await open(limits({ failedAuth: rate('2/15min') }))
  const send = (authorization: string) => ask(server, { url: '/api/v1/closed/1', headers: { authorization } })
  expect(await statuses(3, () => send(`Bearer ${token}`))).toEqual([401, 401, 429])
  expect((await send((await asMember('anna')).authorization)).statusCode).toBe(200)
})

const account = { username: 'shop', password: 'open sesame' }
const asBasic = (password: string) => ({
  authorization: `Basic ${Buffer.from(`${account.username}:${password}`).toString('base64')}`,
})

test('where a password is set, the routes that take it are open to it and no others are', async () => {
  const server = await open({}, { account })
  const answer = await ask(server, { url: '/api/v1/items/1', headers: asBasic(account.password) })
  expect([answer.statusCode, answer.headers['ratelimit-limit']]).toEqual([200, undefined])
  const elsewhere = await ask(server, { url: '/api/v1/closed/1', headers: asBasic(account.password) })
  expect([elsewhere.statusCode, elsewhere.json<{ code: string }>().code]).toEqual([401, 'auth.invalid'])
  expect(elsewhere.headers['www-authenticate']).not.toContain('Basic')
})

test('a wrong password hears how to sign in, and counts like a wrong key', async () => {
  const server = await open(limits({ failedAuth: rate('2/15min') }), { account })
  const send = (headers: Record<string, string>) => ask(server, { url: '/api/v1/items/1', headers })
  const wrong = await send(asBasic('open sesam'))
  expect([wrong.statusCode, wrong.json<{ code: string }>().code]).toEqual([401, 'auth.invalid'])
  expect(wrong.headers['www-authenticate']).toBe('ApiKey realm="reciprocity", Basic realm="reciprocity"')
  expect((await send({})).headers['www-authenticate']).toContain('Basic realm="reciprocity"')
  expect((await send({ authorization: 'Basic !' })).statusCode).toBe(401)
  expect((await send(asBasic(''))).statusCode).toBe(429)
  expect((await send(asBasic(account.password))).statusCode).toBe(200)
})

test('where no password is set no route takes one, and none says that it does', async () => {
  const server = await open(limits({ failedAuth: rate('1/15min') }))
  const send = () => ask(server, { url: '/api/v1/items/1', headers: asBasic(account.password) })
  expect(await statuses(3, send)).toEqual([401, 401, 401])
  expect((await send()).headers['www-authenticate']).toBe('ApiKey realm="reciprocity"')
  const { paths } = (await ask(server, { url: '/openapi.json' })).json<{ paths: Record<string, { get: object }> }>()
  expect(paths['/api/v1/items/{id}']?.get).toMatchObject({ security: [{ ServiceKey: ['items:read'] }] })
})

test('a route with a limit of its own holds up the member who is over it, there and nowhere else', async () => {
  const server = await open(limits({ named: { search: rate('20/h burst 2') } }))
  const headers = await asMember('anna')
  const search = (of: Readonly<Record<string, string>>) => ask(server, { url: '/api/v1/searched/1', headers: of })
  expect((await search(headers)).headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1' })
  expect((await search(headers)).statusCode).toBe(200)
  const held = await search(headers)
  expect([held.statusCode, held.json<{ code: string }>().code]).toEqual([429, 'request.too_many'])
  expect(held.headers).toMatchObject({ 'retry-after': '180', 'ratelimit-limit': '2', 'ratelimit-remaining': '0' })
  expect((await ask(server, { url: '/api/v1/closed/1', headers })).headers).toMatchObject({ 'ratelimit-limit': '600' })
  expect((await search(await asMember('bert'))).statusCode).toBe(200)
  expect(await statuses(9, () => search(asService))).toEqual(Array(9).fill(200))
})

test('to have sent nothing, or to lack a scope, is no wrong key', async () => {
  const server = await open(limits({ failedAuth: rate('1/15min') }))
  expect(await statuses(5, () => ask(server, { url: '/api/v1/closed/1' }))).toEqual(Array(5).fill(401))
})

test.each([
  [0, '198.51.100.1', ['203.0.113.1']],
  [1, '198.51.100.1', ['198.51.100.1']],
  [1, '6.6.6.6, 198.51.100.1', ['198.51.100.1']],
  [2, '6.6.6.6, 198.51.100.1, 10.0.0.2', ['198.51.100.1']],
])('with %d trusted hops and "%s" forwarded, the caller is %j', async (trustedProxyHops, forwarded, [address]) => {
  const server = await open({ ...limits({ open: rate('1/min') }), trustedProxyHops })
  const through = { headers: { 'x-forwarded-for': forwarded } }
  expect((await ask(server, through)).statusCode).toBe(200)
  expect(
    (await ask(server, { headers: { 'x-forwarded-for': forwarded.replace('6.6.6.6', '7.7.7.7') } })).statusCode,
  ).toBe(429)
  const direct =
    trustedProxyHops === 0
      ? { from: address ?? '' }
      : { headers: { 'x-forwarded-for': `${address}${', 10.0.0.2'.repeat(trustedProxyHops - 1)}` } }
  expect((await ask(server, direct)).statusCode).toBe(429)
})

test('without trusted hops no header opens a new account', async () => {
  const server = await open(limits({ open: rate('1/min') }))
  expect((await ask(server)).statusCode).toBe(200)
  for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'x-client-ip', 'cf-connecting-ip']) {
    expect((await ask(server, { headers: { [header]: '9.9.9.9' } })).statusCode).toBe(429)
  }
})

test('everybody behind one /64 is one address', async () => {
  const server = await open(limits({ open: rate('1/min') }))
  expect((await ask(server, { from: '2001:db8:1:1::1' })).statusCode).toBe(200)
  expect((await ask(server, { from: '2001:db8:1:1:ffff::2' })).statusCode).toBe(429)
  expect((await ask(server, { from: '2001:db8:1:2::1' })).statusCode).toBe(200)
})

const preflight = (server: Edge['server'], origin: string) =>
  server.inject({
    method: 'OPTIONS',
    url: '/api/v1/closed/1',
    headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'x-api-key' },
  })

test('by default no page of another origin may call', async () => {
  const server = await open()
  expect((await preflight(server, 'https://app.example.org')).statusCode).toBe(405)
  expect((await ask(server, { headers: { origin: 'https://app.example.org' } })).headers).not.toHaveProperty(
    'access-control-allow-origin',
  )
})

test('a page of a listed origin may call, and may read how it was refused; others may not', async () => {
  const server = await open({ corsOrigins: ['https://app.example.org'] })
  const allowed = await preflight(server, 'https://app.example.org')
  expect(allowed.statusCode).toBe(204)
  expect(allowed.headers).toMatchObject({
    'access-control-allow-origin': 'https://app.example.org',
    'access-control-max-age': '600',
  })
  expect(String(allowed.headers['access-control-allow-headers']).toLowerCase()).toContain('x-api-key')
  expect(allowed.headers).not.toHaveProperty('access-control-allow-credentials')
  const refused = await ask(server, { url: '/api/v1/closed/1', headers: { origin: 'https://app.example.org' } })
  expect(refused.statusCode).toBe(401)
  expect(refused.headers['access-control-allow-origin']).toBe('https://app.example.org')
  expect(String(refused.headers['access-control-expose-headers'])).toContain('X-Request-Id')
  const other = await preflight(server, 'https://evil.example.org')
  expect(other.headers['access-control-allow-origin']).not.toBe('https://evil.example.org')
})

test('with * any page may call, and no cookie is asked for', async () => {
  const server = await open({ corsOrigins: ['*'] })
  const { headers } = await ask(server, { headers: { origin: 'https://anyone.example.org' } })
  expect(headers['access-control-allow-origin']).toBe('*')
  expect(headers).not.toHaveProperty('access-control-allow-credentials')
})

test('a slow request is a warning, and the figures of each are counted by its pattern', async () => {
  const edge = await testEdge({ routes: [closed], settings: { slowRequestMs: 0 } })
  edges.push(edge)
  await ask(edge.server, { url: '/api/v1/closed/1', headers: asService })
  await expect.poll(() => edge.lines.length).toBe(1)
  expect(edge.lines[0]).toMatchObject({
    level: 'warn',
    message: 'A request was slow.',
    facts: { route: '/api/v1/closed/:id' },
  })
})
