/** A member's token over HTTP, where it grows old: the new one in `X-Renewed-Token`. */
import { SignJWT, decodeJwt } from 'jose'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { asService, jwtSecret, testEdge } from '../../test/support/edge.ts'
import type { Edge } from '../../test/support/edge.ts'
import { Problem } from '../base/index.ts'
import { route } from '../platform/http/index.ts'
import type { EdgeSettings } from './edge-settings.ts'
import { edgeDefaults } from './edge-settings.ts'
import { parseRate, unlimited } from './limits/index.ts'

const ask = route({
  method: 'GET',
  path: '/api/ml-matching/ask/:what',
  access: { scope: 'people:read', members: true },
  tag: 'search',
  summary: 'Asks.',
  params: z.object({ what: z.string() }),
  output: z.object({ who: z.string() }),
  dialect: 'circle',
  problems: ['person.not_found'],
  async handle({ params }, { caller }) {
    if (params.what === 'nobody') throw new Problem('person.not_found', 'There is nobody with your id.')
    return { who: caller.kind === 'member' ? caller.memberId : caller.kind }
  },
})
const { dialect: _circle, ...undialected } = ask
const plain = route({ ...undialected, path: '/api/v1/ask/:what' })

const start = Date.UTC(2026, 2, 1, 12)
const day = 86_400
const week = 7 * day
const token = await new SignJWT({ email: 'anna@example.org', username: 'anna', jti: 'session-1' })
  .setProtectedHeader({ alg: 'HS256' })
  .setSubject('anna')
  .setIssuedAt(start / 1_000)
  .setExpirationTime(start / 1_000 + week)
  .sign(new TextEncoder().encode(jwtSecret))

const edges: Edge[] = []
afterEach(async () => {
  await Promise.all(edges.splice(0).map((edge) => edge.close()))
})

/** An edge whose time a test moves, in seconds. */
async function open(settings: Partial<EdgeSettings> = {}) {
  const time = { ms: start }
  const edge = await testEdge({ routes: [ask, plain], settings, clock: () => new Date(time.ms) })
  edges.push(edge)
  return {
    pass: (seconds: number) => void (time.ms += seconds * 1_000),
    async get(url: string, bearer = token, headers: Readonly<Record<string, string>> = {}) {
      const answer = await edge.server.inject({ url, headers: { authorization: `Bearer ${bearer}`, ...headers } })
      return { status: answer.statusCode, renewed: answer.headers['x-renewed-token'], headers: answer.headers }
    },
  }
}

test('a member who comes in the second half of the week gets another week', async () => {
  const { get, pass } = await open()
  expect(await get('/api/ml-matching/ask/all')).toMatchObject({ status: 200, renewed: undefined })
  pass(4 * day)
  const { status, renewed } = await get('/api/ml-matching/ask/all')
  expect(status).toBe(200)
  expect(decodeJwt(String(renewed))).toEqual({
    sub: 'anna',
    email: 'anna@example.org',
    username: 'anna',
    jti: 'session-1',
    iat: start / 1_000 + 4 * day,
    exp: start / 1_000 + 4 * day + week,
  })
  pass(5 * day)
  expect((await get('/api/ml-matching/ask/all')).status).toBe(401)
  expect(await get('/api/ml-matching/ask/all', String(renewed))).toMatchObject({
    status: 200,
    renewed: expect.any(String) as string,
  })
})

test('a token that was looked at a moment ago is renewed all the same, by every answer', async () => {
  const { get, pass } = await open()
  pass(week / 2 - 1)
  expect((await get('/api/ml-matching/ask/all')).renewed).toBe(undefined)
  pass(2)
  for (let request = 0; request < 3; request += 1)
    expect((await get('/api/ml-matching/ask/all')).renewed).toEqual(expect.any(String))
})

test('whoever was let in is told, also where the answer is a refusal; whoever was not is not', async () => {
  const limits = { ...edgeDefaults.limits, member: parseRate('1/min') ?? unlimited }
  const { get, pass } = await open({ limits })
  pass(4 * day)
  expect(await get('/api/ml-matching/ask/nobody')).toMatchObject({ status: 404, renewed: expect.any(String) as string })
  expect(await get('/api/ml-matching/ask/nobody')).toMatchObject({ status: 429, renewed: undefined })
  expect(await get('/api/ml-matching/ask/all', `${token}x`)).toMatchObject({ status: 401, renewed: undefined })
})

test('elsewhere nothing is renewed, nor beside the key of a service', async () => {
  const { get, pass } = await open()
  pass(4 * day)
  expect(await get('/api/v1/ask/all')).toMatchObject({ status: 200, renewed: undefined })
  expect(await get('/api/ml-matching/ask/all', token, asService)).toMatchObject({ status: 200, renewed: undefined })
})

test('a page of another origin may read the new token', async () => {
  const { get } = await open({ corsOrigins: ['https://app.example.org'] })
  const { headers } = await get('/api/ml-matching/ask/all', token, { origin: 'https://app.example.org' })
  expect(String(headers['access-control-expose-headers']).split(', ')).toContain('X-Renewed-Token')
})
