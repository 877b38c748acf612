/** Routes whose clients are those of a service before us: how they hear of whatever goes wrong. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { asMember, asService, testEdge } from '../../test/support/edge.ts'
import type { Edge } from '../../test/support/edge.ts'
import { Problem } from '../base/index.ts'
import { route } from '../platform/http/index.ts'
import { edgeDefaults } from './edge-settings.ts'
import { parseRate, unlimited } from './limits/index.ts'

const ask = route({
  method: 'POST',
  path: '/api/ml-matching/ask',
  access: { scope: 'people:read', members: true },
  tag: 'search',
  summary: 'Asks.',
  body: z.object({ prompt: z.string().optional() }),
  output: z.object({ success: z.literal(true) }),
  dialect: 'circle',
  bodyBytesMax: 100,
  problems: ['search.nothing_asked', 'person.not_found', 'model.unavailable'],
  async handle({ body: { prompt } }) {
    if (prompt === undefined) throw new Problem('search.nothing_asked', 'Send a prompt or preferences.')
    if (prompt === 'nobody') throw new Problem('person.not_found', 'There is nobody with your id.')
    if (prompt === 'later') throw new Problem('model.unavailable', 'The model is away.', { retryAfterSeconds: 3 })
    if (prompt === 'broken') throw new Error('connect postgres://user:hunter2@10.0.0.1/db')
    return { success: true as const }
  },
})

const forServices = route({ ...ask, path: '/api/ml/ask', access: { scope: 'people:read' } })
const { dialect: _circle, ...undialected } = ask
const plain = route({ ...undialected, path: '/api/v1/ask' })

let edge: Edge
beforeAll(async () => {
  const limits = { ...edgeDefaults.limits, member: parseRate('2/min') ?? unlimited }
  edge = await testEdge({ routes: [ask, forServices, plain], settings: { limits } })
})
afterAll(() => edge.close())

interface Ask {
  readonly url?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

const send = ({ url = ask.path, headers = asService, body = '{}' }: Ask) =>
  edge.server.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    payload: body,
  })

const refusals: readonly [number, string, Ask][] = [
  [400, 'search.nothing_asked', {}],
  [400, 'request.malformed', { body: '{' }],
  [401, 'auth.missing', { headers: {} }],
  [401, 'auth.invalid', { headers: { 'x-api-key': 'wrong' } }],
  [404, 'person.not_found', { body: '{"prompt":"nobody"}' }],
  [413, 'request.too_large', { body: `{"prompt":"${'x'.repeat(200)}"}` }],
  [415, 'request.unsupported_media_type', { headers: { ...asService, 'content-type': 'text/plain' } }],
  [422, 'request.invalid', { body: '{"prompt":7}' }],
  [500, 'server.failed', { body: '{"prompt":"broken"}' }],
  [503, 'model.unavailable', { body: '{"prompt":"later"}' }],
]

test.each(refusals)('a client of Circle reads its sentence from a %d (%s)', async (status, code, request) => {
  const answer = await send(request)
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  const told = answer.json<{ detail: string; error: string }>()
  expect(told).toMatchObject({ status, code, success: false })
  expect(told.error).toBe(told.detail)
  expect(told.error).toMatch(/^\p{Lu}.*\.$/u)
  expect(answer.body).not.toContain('hunter2')
})

test('a member who may not, and one who asks too often, hear it in the same way', async () => {
  const headers = await asMember('anna')
  expect((await send({ url: forServices.path, headers })).json()).toMatchObject({
    code: 'auth.scope_missing',
    success: false,
    error: expect.any(String) as string,
  })
  await send({ headers })
  await send({ headers })
  const held = await send({ headers })
  expect([held.statusCode, held.headers['retry-after']]).toEqual([429, '60'])
  expect(held.json()).toMatchObject({ code: 'request.too_many', success: false, error: held.json<Problem>().detail })
})

test('other routes say nothing of it', async () => {
  const answer = await send({ url: plain.path })
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).not.toHaveProperty('error')
  expect(answer.json()).not.toHaveProperty('success')
})

test('a good answer is what the route says and no more', async () => {
  expect((await send({ body: '{"prompt":"climbing"}' })).json()).toEqual({ success: true })
})
