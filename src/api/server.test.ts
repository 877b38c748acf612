/** The edge over HTTP, on a real socket: what callers see when all goes well and when it does not. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { asMember, asService, testEdge } from '../../test/support/edge.ts'
import type { Edge } from '../../test/support/edge.ts'
import { Problem, isUuid, requireOwn } from '../base/index.ts'
import { Answer, route } from '../platform/http/index.ts'
import type { Route } from '../platform/http/index.ts'

const body = z.object({ name: z.string().min(1), count: z.number().int(), tags: z.array(z.string()).default([]) })
const echo = z.object({ name: z.string(), count: z.number(), tags: z.array(z.string()), limit: z.number() })

const routes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/api/v1/people/:user_id/things',
    access: { scope: 'people:write', members: true },
    tag: 'things',
    summary: 'Makes a thing.',
    params: z.object({ user_id: z.string().max(128) }),
    query: z.object({ limit: z.coerce.number().max(50).default(10) }),
    body,
    output: echo,
    status: 201,
    async handle(input, { caller }) {
      requireOwn(caller, input.params.user_id)
      return { ...input.body, limit: input.query.limit, secret: 'not promised' }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/ready/:name',
    access: { scope: 'people:read' },
    tag: 'things',
    summary: 'An answer that was kept ready.',
    params: z.object({ name: z.string() }),
    output: z.object({ text: z.string() }),
    handle: async ({ params }) => Answer.ready<{ text: string }>(`{"text":"${params.name}"}`),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/things',
    access: { scope: 'people:write' },
    tag: 'things',
    summary: 'Drops everything.',
    output: z.null(),
    handle: async () => null,
  }),
  route({
    method: 'POST',
    path: '/api/v1/accepted',
    access: { scope: 'people:write' },
    tag: 'things',
    summary: 'Answers with a status of its own.',
    output: z.object({ ok: z.boolean() }),
    handle: async () => Answer.of(202, { ok: true }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/fails/:how',
    access: { scope: 'people:read' },
    tag: 'things',
    summary: 'Fails.',
    params: z.object({ how: z.string() }),
    output: z.object({ a: z.string() }),
    problems: ['person.not_found'],
    async handle({ params: { how } }) {
      if (how === 'told') throw new Problem('person.not_found', 'There is nobody.', { facts: { personId: 'p-1' } })
      if (how === 'undeclared') throw new Problem('match.not_found', 'There is no match.')
      if (how === 'value') throw 'postgres://user:hunter2@10.0.0.1/db'
      if (how === 'shape') return { a: 7 } as never
      throw new Error('connect postgres://user:hunter2@10.0.0.1/db')
    },
  }),
]

let edge: Edge
let base: string
beforeAll(async () => {
  edge = await testEdge({ routes })
  base = await edge.server.listen()
})
afterAll(() => edge.close())

const send = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${base}${path}`, init)

const post = (path: string, content: unknown, headers: Record<string, string> = asService): Promise<Response> =>
  send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof content === 'string' ? content : JSON.stringify(content),
  })

interface Told {
  readonly code: string
  readonly status: number
  readonly detail: string
  readonly errors?: readonly { readonly path: string; readonly message: string }[]
  readonly request_id: string
}

/** The problem of an answer, after everything was checked that is so for all problems. */
async function problemOf(response: Response): Promise<Told> {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  const told = (await response.json()) as Told & { type: string; title: string }
  expect(told.status).toBe(response.status)
  expect(told.type).toBe(`/docs/problems#${told.code}`)
  expect(told.title.length).toBeGreaterThan(0)
  expect(told.request_id).toBe(response.headers.get('x-request-id'))
  return told
}

const codeOf = async (response: Response): Promise<string> => (await problemOf(response)).code
const things = '/api/v1/people/anna/things'
const good = { name: 'spoon', count: 2 }

test('a good request is answered with what the route promises and not one field more', async () => {
  const response = await post(`${things}?limit=5`, good)
  expect(response.status).toBe(201)
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(await response.json()).toEqual({ name: 'spoon', count: 2, tags: [], limit: 5 })
})

test('an answer that is ready goes out as it is', async () => {
  const response = await send('/api/v1/ready/%C3%BCn%C3%AF', { headers: asService })
  expect(await response.text()).toBe('{"text":"ünï"}')
})

test('an answer without content has none', async () => {
  const response = await send('/api/v1/things', { method: 'DELETE', headers: asService })
  expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([204, '', null])
})

test('a DELETE that says JSON and sends nothing is as good', async () => {
  const headers = { ...asService, 'content-type': 'application/json' }
  expect((await send('/api/v1/things', { method: 'DELETE', headers })).status).toBe(204)
})

test('an answer may choose its status', async () => {
  expect((await send('/api/v1/accepted', { method: 'POST', headers: asService })).status).toBe(202)
})

test('HEAD is GET without the body', async () => {
  const response = await send('/api/v1/ready/a', { method: 'HEAD', headers: asService })
  expect([response.status, await response.text()]).toEqual([200, ''])
})

test('the welcome says what this is and where to read on', async () => {
  expect(await (await send('/')).json()).toEqual({
    service: 'reciprocity',
    version: '1.0.0',
    status: 'running',
    docs: '/docs',
    openapi: '/openapi.json',
  })
})

test.each([
  ['the header in capitals', 'X-API-KEY'],
  ['the header as documented', 'X-API-Key'],
  ['the header in small letters', 'x-api-key'],
])('a key is taken from %s', async (_what, header) => {
  const response = await send('/api/v1/ready/a', { headers: { [header]: asService['x-api-key'] } })
  expect(response.status).toBe(200)
})

test('nobody is let in who is nobody, and they hear how to sign in', async () => {
  const service = await send('/api/v1/ready/a')
  expect(service.headers.get('www-authenticate')).toBe('ApiKey realm="reciprocity"')
  expect(await problemOf(service)).toMatchObject({
    status: 401,
    code: 'auth.missing',
    detail: 'Send a key as "X-API-Key".',
  })
  const both = await post(things, good, {})
  expect(both.headers.get('www-authenticate')).toBe('ApiKey realm="reciprocity", Bearer realm="reciprocity"')
  expect(await codeOf(both)).toBe('auth.missing')
})

test('a wrong key or token is refused, and so is a password', async () => {
  const wrong = await post(things, good, { authorization: 'Bearer nonsense' })
  expect(wrong.headers.get('www-authenticate')).toContain('error="invalid_token"')
  expect(await codeOf(wrong)).toBe('auth.invalid')
  expect(await codeOf(await post(things, good, { 'x-api-key': 'nonsense' }))).toBe('auth.invalid')
  expect(await codeOf(await post(things, good, { authorization: 'Basic YTpi' }))).toBe('auth.invalid')
  expect(await codeOf(await post(things, good, { authorization: 'Bearer' }))).toBe('auth.invalid')
})

test('a member does what is theirs, and nothing of others', async () => {
  expect((await post(things, good, await asMember('anna'))).status).toBe(201)
  expect(await problemOf(await post(things, good, await asMember('bert')))).toMatchObject({
    status: 403,
    code: 'auth.not_yours',
  })
})

test('a member does nothing that is for services', async () => {
  const told = await problemOf(await send('/api/v1/ready/a', { headers: await asMember('anna') }))
  expect(told).toMatchObject({ status: 403, code: 'auth.scope_missing' })
  expect(told.detail).toContain('people:read')
})

test('of a key and a token the key counts: the good one lets in, the wrong one does not', async () => {
  const both = { ...asService, ...(await asMember('bert')) }
  expect((await post(things, good, both)).status).toBe(201)
  expect(await codeOf(await post(things, good, { ...(await asMember('anna')), 'x-api-key': 'wrong' }))).toBe(
    'auth.invalid',
  )
})

test('an open route asks nobody, not even whoever sends something wrong', async () => {
  expect((await send('/', { headers: { 'x-api-key': 'wrong', authorization: 'Bearer wrong' } })).status).toBe(200)
})

test('bad fields of all parts are told together, each by its path', async () => {
  const response = await post(`/api/v1/people/${'x'.repeat(129)}/things?limit=99`, {
    name: '',
    count: 1.5,
    tags: ['a', 7],
  })
  const told = await problemOf(response)
  expect(told).toMatchObject({ status: 422, code: 'request.invalid' })
  expect(told.errors?.map(({ path }) => path)).toEqual(['user_id', 'limit', 'name', 'count', 'tags.1'])
  expect(told.errors?.every(({ message }) => message.length > 0)).toBe(true)
})

test('a body that is not there is missed', async () => {
  const told = await problemOf(await send(things, { method: 'POST', headers: asService }))
  expect(told.errors).toMatchObject([{ path: 'body' }])
})

test('NUL and half a character are refused by name, in bodies, paths and queries', async () => {
  const faults = async (response: Response) => (await problemOf(response)).errors
  expect(await faults(await post(things, '{"name":"a\\u0000b","count":1}'))).toEqual([
    { path: 'name', message: 'must not contain the character NUL' },
  ])
  expect(await faults(await post(things, '{"name":"\\ud800","count":1}'))).toEqual([
    { path: 'name', message: 'must not contain unpaired surrogates' },
  ])
  expect(await faults(await post('/api/v1/people/a%00b/things', good))).toMatchObject([{ path: 'user_id' }])
  expect(await faults(await post(`${things}?limit=%00`, good))).toMatchObject([{ path: 'limit' }])
})

test('a body that would change what all objects are is refused', async () => {
  expect(await codeOf(await post(things, '{"name":"a","count":1,"__proto__":{"isAdmin":true}}'))).toBe(
    'request.invalid',
  )
  expect(({} as { isAdmin?: boolean }).isAdmin).toBe(undefined)
})

test.each([
  ['JSON that ends too soon', '{"name":'],
  ['a bomb of brackets', '['.repeat(500_000)],
  ['no JSON at all', 'name=spoon'],
])('%s is malformed', async (_what, content) => {
  expect(await problemOf(await post(things, content))).toMatchObject({ status: 400, code: 'request.malformed' })
})

test('a bomb of brackets that closes is too deep', async () => {
  const bomb = '['.repeat(400_000) + ']'.repeat(400_000)
  expect(await problemOf(await post(things, bomb))).toMatchObject({ status: 422, code: 'request.invalid' })
})

test('bytes that are no UTF-8 are malformed', async () => {
  const headers = { ...asService, 'content-type': 'application/json' }
  const response = await send(things, { method: 'POST', headers, body: new Uint8Array([0x22, 0xff, 0x22]) })
  expect(await codeOf(response)).toBe('request.malformed')
})

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=latin1',
  'nonsense',
])('a body in %s is not read', async (type) => {
  const response = await post(things, good, { ...asService, 'content-type': type })
  expect(await problemOf(response)).toMatchObject({ status: 415, code: 'request.unsupported_media_type' })
})

test('a body over a megabyte is refused before it is read', async () => {
  const response = await post(things, { name: 'x'.repeat(1_000_001), count: 1 })
  expect(await problemOf(response)).toMatchObject({ status: 413, code: 'request.too_large' })
})

test('nobody gets a body read, however large, before they are known', async () => {
  expect(await codeOf(await post(things, 'x'.repeat(5_000_000), {}))).toBe('auth.missing')
})

test.each([
  ['/nothing', 'GET'],
  ['/api/v1/people/anna', 'GET'],
  ['/API/V1/THINGS', 'DELETE'],
  ['/docs/nothing', 'GET'],
  ['/docs/static/nothing.js', 'GET'],
])('%s is no address', async (path, method) => {
  expect(await problemOf(await send(path, { method, headers: asService }))).toMatchObject({
    status: 404,
    code: 'request.not_found',
  })
})

test.each([
  ['/health', 'POST', 'GET, HEAD'],
  [things, 'GET', 'POST'],
  ['/api/v1/people/b%2Fc/things', 'PUT', 'POST'],
  ['/api/v1/things', 'OPTIONS', 'DELETE'],
])('%s does not take %s and says what it takes', async (path, method, allow) => {
  const response = await send(path, { method, headers: asService })
  expect(await problemOf(response)).toMatchObject({ status: 405, code: 'request.method_not_allowed' })
  expect(response.headers.get('allow')).toBe(allow)
})

test.each(['/%', '/api/v1/ready/%zz', '/api/v1/ready/%ff', '/%c0%af', '/api/v1/ready/%ed%a0%80'])(
  '%s is no address that can be read',
  async (path) => {
    expect(await problemOf(await send(path, { headers: asService }))).toMatchObject({
      status: 400,
      code: 'request.malformed',
    })
  },
)

test('an id as long as a line of an address is refused by its field', async () => {
  const told = await problemOf(await post(`/api/v1/people/${'%F0%9F%98%80'.repeat(1_000)}/things`, good))
  expect(told.errors).toMatchObject([{ path: 'user_id' }])
})

test('a problem that a handler tells is told, and its facts are not', async () => {
  const response = await send('/api/v1/fails/told', { headers: asService })
  const text = await response.clone().text()
  expect(await problemOf(response)).toMatchObject({ status: 404, code: 'person.not_found', detail: 'There is nobody.' })
  expect(text).not.toContain('p-1')
})

test.each(['error', 'value', 'shape'])('a handler that fails by a wrong %s fails without telling how', async (how) => {
  const response = await send(`/api/v1/fails/${how}`, { headers: asService })
  const text = await response.clone().text()
  expect(await problemOf(response)).toMatchObject({ status: 500, code: 'server.failed' })
  expect(text).not.toMatch(/hunter2|10\.0\.0\.1|at |\.ts|expected string/u)
  const line = edge.lines.findLast(({ message }) => message === 'A request failed.')
  expect(line).toMatchObject({ level: 'error', facts: { code: 'server.failed', route: '/api/v1/fails/:how' } })
  expect(line?.facts['requestId']).toBe(response.headers.get('x-request-id'))
  expect(line?.facts['error']).not.toBe(undefined)
})

test('a problem that a route does not declare is told, and the operator hears that it was not declared', async () => {
  expect(await codeOf(await send('/api/v1/fails/undeclared', { headers: asService }))).toBe('match.not_found')
  expect(edge.lines.findLast(({ level }) => level === 'warn')).toMatchObject({
    message: 'A route answered with a problem that it does not declare.',
    facts: { code: 'match.not_found', route: '/api/v1/fails/:how' },
  })
})

test('a database that is lost is a failure of ours, not a wrong key', async () => {
  const response = await send('/api/v1/ready/a', { headers: { 'x-api-key': `rk_abcd1234_${'a'.repeat(43)}` } })
  expect(await codeOf(response)).toBe('server.failed')
})

test('the id of a request is the caller’s own when it is decent, and is said in the answer', async () => {
  const own = await send('/', { headers: { 'x-request-id': 'trace-7.a_b' } })
  expect(own.headers.get('x-request-id')).toBe('trace-7.a_b')
  const strange = await send('/', { headers: { 'x-request-id': 'a b<script>' } })
  expect(isUuid(strange.headers.get('x-request-id') ?? '')).toBe(true)
})

test('every answer carries what keeps a browser from misusing it, and nothing that says what we are made of', async () => {
  const wanted = {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'strict-transport-security': 'max-age=31536000',
  }
  for (const path of ['/', '/nothing', '/%', '/api/v1/ready/a', '/docs/problems']) {
    const { headers } = await send(path)
    expect(Object.fromEntries(headers)).toMatchObject(wanted)
    expect([headers.get('x-powered-by'), headers.get('server')]).toEqual([null, null])
  }
})

test('one line is logged for each request, by the pattern of its route', async () => {
  const before = edge.lines.length
  await send('/api/v1/ready/planted-path?planted=query', { headers: { ...asService, 'x-request-id': 'line-1' } })
  await send('/planted-nowhere', { headers: { 'x-request-id': 'line-2' } })
  await expect.poll(() => edge.lines.length).toBe(before + 2)
  const [hit, miss] = edge.lines.slice(before)
  expect(hit).toEqual({
    level: 'info',
    message: 'request',
    facts: {
      requestId: 'line-1',
      route: '/api/v1/ready/:name',
      method: 'GET',
      caller: 'service',
      status: 200,
      ms: expect.any(Number),
    },
  })
  expect(miss?.facts).toMatchObject({
    requestId: 'line-2',
    route: '(none)',
    caller: 'anonymous',
    status: 404,
    code: 'request.not_found',
  })
})

test('nothing that callers send is in the log: no path, query, body, key or token', async () => {
  const token = (await asMember('planted-member')).authorization
  await post(
    '/api/v1/people/planted-member/things?limit=9',
    { name: 'planted-body', count: 1 },
    { authorization: token },
  )
  await post('/api/v1/people/planted-path/things', { name: 'planted-body', count: 'planted-field' })
  await post('/api/v1/people/planted-path/things', 'planted-json', { 'x-api-key': 'planted-key' })
  await expect.poll(() => edge.lines.filter(({ facts }) => facts['status'] === 401).length).toBeGreaterThan(0)
  const text = JSON.stringify(edge.lines, (_key, value: unknown) => (value instanceof Error ? value.message : value))
  expect(text).not.toMatch(/planted-/u)
  expect(text).not.toContain(token)
  expect(text).not.toContain(asService['x-api-key'])
})

test('the documentation is a page of ours that loads nothing from elsewhere', async () => {
  const response = await send('/docs')
  const html = await response.text()
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")
  expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/gu)].map(([, address]) => address ?? '')
  expect(addresses.length).toBeGreaterThan(4)
  expect(addresses.filter((address) => !address.startsWith('/docs/'))).toEqual([])
  for (const address of addresses) expect((await send(address)).status).toBe(200)
})

test('the document of the interface lists every route that is served', async () => {
  const document = (await (await send('/openapi.json')).json()) as { paths: Record<string, Record<string, unknown>> }
  const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )
  const served = edge.server.routes.map(
    ({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/gu, '{$1}')}`,
  )
  expect(listed.toSorted()).toEqual(served.toSorted())
  expect(listed).toContain('get /openapi.json')
  expect(await (await send('/docs/json')).json()).toEqual(document)
})

test('the figures are for whoever holds a key with the scope ops', async () => {
  expect(await codeOf(await send('/metrics'))).toBe('auth.missing')
  const response = await send('/metrics', { headers: asService })
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
})

test('figures may be open to all', async () => {
  const open = await testEdge({ settings: { metricsOpen: true } })
  expect((await open.server.inject({ url: '/metrics' })).statusCode).toBe(200)
  await open.close()
})
