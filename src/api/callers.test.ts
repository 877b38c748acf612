/** Keys and idempotency over HTTP, with a database: two processes that share one, as far as a caller can tell. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { asMember, asService, testEdge } from '../../test/support/edge.ts'
import type { Edge } from '../../test/support/edge.ts'
import { testDb } from '../../test/support/db.ts'
import type { Corner } from '../../test/support/db.ts'
import { walkRoutes } from '../../test/support/routes.ts'
import { Problem, scopes } from '../base/index.ts'
import type { Scope } from '../base/index.ts'
import { route } from '../platform/http/index.ts'
import type { Route } from '../platform/http/index.ts'
import { createKey, revokeKey, rotateKey } from './index.ts'

const made = { count: 0 }
const outcome = { next: 'good' as 'good' | 'refused' | 'failed' }

const routes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/api/v1/things/:user_id',
    access: { scope: 'people:write', members: true },
    tag: 'things',
    summary: 'Makes a thing.',
    params: z.object({ user_id: z.string() }),
    query: z.object({ size: z.string().optional() }),
    body: z.object({ name: z.string() }),
    output: z.object({ number: z.number(), name: z.string() }),
    status: 201,
    idempotent: true,
    problems: ['person.exists'],
    async handle({ body }) {
      made.count += 1
      if (outcome.next === 'refused') throw new Problem('person.exists', 'This is there already.')
      if (outcome.next === 'failed') throw new Error('broken')
      return { number: made.count, name: body.name }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/plain',
    access: { scope: 'people:write' },
    tag: 'things',
    summary: 'Knows no keys of this kind.',
    output: z.object({ number: z.number() }),
    handle: async () => ({ number: (made.count += 1) }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/things',
    access: { scope: 'people:read' },
    tag: 'things',
    summary: 'Lists things.',
    output: z.array(z.string()),
    handle: async () => [],
  }),
]

const password = { authorization: 'Basic YTpi' }

let corner: Corner
let edge: Edge
let other: Edge
beforeAll(async () => {
  corner = await testDb()
  edge = await testEdge({ routes, db: corner.db, account: { username: 'a', password: 'b' } })
  other = await testEdge({ routes, db: { ...corner.db } })
})
afterAll(async () => {
  await edge.close()
  await other.close()
  await corner.close()
})

const read = async (at: Edge, key: string): Promise<number> =>
  (await at.server.inject({ url: '/api/v1/things', headers: { 'x-api-key': key } })).statusCode

test('a key does what its scopes say, and hears which scope it lacks', async () => {
  const { key } = await createKey(corner.db, { name: 'reader', scopes: ['people:read'] })
  expect(await read(edge, key)).toBe(200)
  const refused = await edge.server.inject({
    method: 'POST',
    url: '/api/v1/plain',
    headers: { 'x-api-key': key },
  })
  expect(refused.statusCode).toBe(403)
  expect(refused.json()).toMatchObject({ code: 'auth.scope_missing', detail: 'This key lacks the scope people:write.' })
})

test('a revoked key is refused by the next request here, and elsewhere soon after', async () => {
  const { id, key } = await createKey(corner.db, { name: 'leaver', scopes: ['people:read'] })
  expect([await read(edge, key), await read(other, key)]).toEqual([200, 200])
  await revokeKey(corner.db, id)
  expect(await read(edge, key)).toBe(401)
  await vi.waitFor(async () => expect(await read(other, key)).toBe(401), { timeout: 20_000, interval: 20 })
})

test('while a key turns both secrets open, everywhere', async () => {
  const old = await createKey(corner.db, { name: 'turning', scopes: ['people:read'] })
  expect(await read(edge, old.key)).toBe(200)
  const turned = await rotateKey(corner.db, old.id)
  expect([await read(edge, old.key), await read(edge, turned.key), await read(other, turned.key)]).toEqual([
    200, 200, 200,
  ])
})

interface Ask {
  readonly key?: string
  readonly name?: string
  readonly to?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly at?: Edge
}

const make = ({ key, name = 'spoon', to = 'anna', headers = asService, at = edge }: Ask) =>
  at.server.inject({
    method: 'POST',
    url: `/api/v1/things/${to}`,
    headers: { ...headers, 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
    payload: JSON.stringify({ name }),
  })

test('a request that is sent twice with one key is done once, and told twice, in any process', async () => {
  const before = made.count
  const first = await make({ key: 'twice' })
  const second = await make({ key: 'twice', at: other })
  expect(made.count).toBe(before + 1)
  expect([first.statusCode, second.statusCode]).toEqual([201, 201])
  expect(second.body).toBe(first.body)
  expect(second.headers['content-type']).toBe(first.headers['content-type'])
  expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([undefined, 'true'])
})

test('without a key, or on a route that honours none, each request is done', async () => {
  const before = made.count
  await make({})
  await make({})
  const headers = { ...asService, 'idempotency-key': 'plain' }
  for (let request = 0; request < 2; request += 1)
    await edge.server.inject({ method: 'POST', url: '/api/v1/plain', headers })
  expect(made.count).toBe(before + 4)
})

test('one key for two requests is refused, whether the body or the path is another', async () => {
  await make({ key: 'reused' })
  expect((await make({ key: 'reused', name: 'fork' })).json()).toMatchObject({
    status: 422,
    code: 'request.idempotency_mismatch',
  })
  expect((await make({ key: 'reused', to: 'bert' })).json()).toMatchObject({ code: 'request.idempotency_mismatch' })
})

test('two callers may use one key', async () => {
  const before = made.count
  await make({ key: 'shared', headers: await asMember('anna') })
  await make({ key: 'shared', headers: await asMember('bert') })
  expect(made.count).toBe(before + 2)
})

test('neither a refusal nor a failure is remembered: under the same key the request goes through later', async () => {
  outcome.next = 'refused'
  const refused = await make({ key: 'refused' })
  outcome.next = 'failed'
  const failed = await make({ key: 'failed' })
  outcome.next = 'good'
  expect([refused.statusCode, failed.statusCode]).toEqual([409, 500])
  expect((await make({ key: 'refused' })).statusCode).toBe(201)
  expect((await make({ key: 'failed' })).statusCode).toBe(201)
})

test('a request that was wrong uses up no key', async () => {
  const wrong = await edge.server.inject({
    method: 'POST',
    url: '/api/v1/things/anna',
    headers: { ...asService, 'content-type': 'application/json', 'idempotency-key': 'fixed' },
    payload: '{"nome":"spoon"}',
  })
  expect(wrong.statusCode).toBe(422)
  expect((await make({ key: 'fixed' })).statusCode).toBe(201)
})

test.each([[''], ['x'.repeat(256)], ['\u{E9}']])('%j is no key', async (key) => {
  const answer = await make({ key })
  expect(answer.statusCode).toBe(422)
  expect(answer.json()).toMatchObject({ errors: [{ path: 'Idempotency-Key' }] })
})

async function keyWithout(scope: Scope): Promise<string> {
  const { key } = await createKey(corner.db, { name: 'stranger', scopes: scopes.filter((each) => each !== scope) })
  return key
}

test('every closed door of the edge holds', async () => {
  const walk = await walkRoutes(edge.server, { keyWithout, member: await asMember('stranger'), password })
  expect(walk.faults).toEqual([])
  expect(walk.open).toEqual([
    'GET /',
    'GET /docs/problems',
    'GET /health',
    'GET /api/ml/health',
    'GET /api/ml-matching/health',
    'GET /health/live',
    'GET /health/ready',
    'GET /openapi.json',
  ])
  expect(walk.closed).toEqual([
    'GET /metrics',
    'POST /api/v1/things/:user_id',
    'POST /api/v1/plain',
    'GET /api/v1/things',
  ])
})

test('the walk finds a door that does not hold', async () => {
  const [first] = routes
  const lying = {
    routes: [first as Route],
    inject: async () => ({ statusCode: 200, body: '{}', headers: {} }) as never,
  }
  const member = { authorization: 'Bearer a' }
  const walk = await walkRoutes(lying, { keyWithout: async () => 'key', member, password })
  expect(walk.faults).toHaveLength(7)
  expect(walk.faults[0]).toBe('POST /api/v1/things/:user_id, asked by nobody: answered 200 instead of 401')
})
