/** Who may do what: every door for everybody who stands before it. */
import type { Route } from '../../src/platform/http/index.ts'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKey, printToken, revokeKey, rotateKey } from '../../src/api/index.ts'
import { scopes } from '../../src/base/index.ts'
import type { Scope } from '../../src/base/index.ts'
import { realDatabaseUrl } from '../support/db.ts'
import { jwtSecret, openTestHouse, registrationOf, serviceKey, testGround } from '../support/house.ts'
import type { Ground, Reply, TestHouse } from '../support/house.ts'
import { openIssuer } from '../support/issuer.ts'
import type { Issuer } from '../support/issuer.ts'
import { eventually } from '../support/jobs.ts'
import { expectProblem } from '../support/problems.ts'
import { exampleRequest, routeName, walkRoutes } from '../support/routes.ts'

const ann = {
  id: 'ann',
  needs: 'I am looking for somebody who repairs my bicycle.',
  offers: 'I plant vegetable gardens.',
}
const bob = { id: 'bob', needs: 'I need help with planting a vegetable garden.', offers: 'I repair bicycles.' }
const eve = { id: 'eve', needs: 'I need a violin teacher.', offers: 'I translate from Finnish.' }

const password = 'a-password-for-gifts'

let ground: Ground
let issuer: Issuer
let house: TestHouse

beforeAll(async () => {
  issuer = await openIssuer('https://app.example')
  ground = await testGround()
  house = await openTestHouse(ground, {
    RATE_LIMIT_OPEN: 'none',
    RATE_LIMIT_FAILED_AUTH: 'none',
    BASIC_AUTH_PASSWORD: password,
    JWKS_URL: issuer.jwksUrl,
    JWT_ISSUER: issuer.name,
    JWT_AUTHORIZED_PARTIES: 'https://other.example,https://app.example',
  })
  for (const person of [ann, bob, eve]) await house.matched(person)
})
afterAll(async () => {
  await house.stop()
  await issuer.close()
  await ground.remove()
})

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })

/** A request by whoever these headers stand for. */
async function ask(headers: Record<string, string>, path: string, address = house.address): Promise<Reply> {
  const response = await fetch(`${address}${path}`, { headers })
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  }
}

async function keyWith(...wanted: readonly Scope[]): Promise<{ id: string; key: string }> {
  return createKey(house.house.db, { name: wanted.join(' '), scopes: wanted })
}

test('every door is closed to those who may not pass, and only these are open', async () => {
  const walk = await walkRoutes(house.house.server, {
    keyWithout: async (scope) => (await keyWith(...scopes.filter((other) => other !== scope))).key,
    member: bearer(await printToken('nobody', jwtSecret)) as { authorization: string },
    password: { authorization: `Basic ${Buffer.from(`mysanta_service:${password}`).toString('base64')}` },
  })
  expect(walk.faults).toEqual([])
  expect(walk.open.toSorted()).toEqual([
    'GET /',
    'GET /api/ml-matching/health',
    'GET /api/ml/health',
    'GET /docs/problems',
    'GET /health',
    'GET /health/live',
    'GET /health/ready',
    'GET /openapi.json',
  ])
  expect(walk.closed.length).toBeGreaterThan(20)
})

test('whatever is not open needs somebody, a door of the documentation or an address that is none aside', async () => {
  for (const path of ['/docs', '/docs/problems', '/nothing', '/api/v1/nothing'])
    expect([200, 302, 404]).toContain((await fetch(`${house.address}${path}`)).status)
  for (const path of ['/metrics', '/api/v1/jobs', '/api/v1/deliveries', '/api/v1/matching/stats', '/api/v1/user/ann']) {
    expectProblem(await ask({}, path), 'auth.missing')
  }
})

test.each(scopes)(
  'a key with the scope %s alone opens what asks for it; elsewhere it is told what it lacks',
  async (scope) => {
    const { key } = await keyWith(scope)
    for (const route of house.house.server.routes) {
      // What it may do is done in the other tests; this one knocks where it may not.
      if (route.access === 'open' || route.access.scope === scope) continue
      const request = exampleRequest(route)
      const answer = await house.house.server.inject({ ...request, headers: { ...request.headers, 'x-api-key': key } })
      expect([routeName(route), answer.statusCode, answer.json().code]).toEqual([
        routeName(route),
        403,
        'auth.scope_missing',
      ])
      expect(answer.json().detail).toBe(`This key lacks the scope ${route.access.scope}.`)
    }
  },
)

test('a key opens what its scopes say', async () => {
  const reading = { 'x-api-key': (await keyWith('people:read')).key }
  expect((await ask(reading, '/api/v1/user/ann')).status).toBe(200)
  expect((await ask(reading, '/api/v1/matching/ann/matches')).status).toBe(200)
  const operating = { 'x-api-key': (await keyWith('ops')).key }
  expect((await ask(operating, '/api/v1/jobs')).status).toBe(200)
  const running = await fetch(`${house.address}/api/v1/matching/run`, {
    method: 'POST',
    headers: { 'x-api-key': (await keyWith('matching:run')).key },
  })
  expect(running.status).toBe(202)
})

test('a member reads what is hers', async () => {
  const asAnn = await house.as('ann')
  for (const path of [
    'user/ann',
    'user/ann/export',
    'matching/ann/matches',
    'matching/ann/requirements-matches',
    'matching/ann/offerings-matches',
  ]) {
    expect((await asAnn('GET', `/api/v1/${path}`)).status).toBe(200)
  }
})

const pathsOf = (id: string): readonly (readonly [method: string, path: string, body?: unknown])[] => [
  ['GET', `/api/v1/user/${id}`],
  ['GET', `/api/v1/user/${id}/export`],
  ['DELETE', `/api/v1/user/${id}`],
  ['PUT', `/api/v1/user/${id}/status`, { status: 'paused' }],
  ['PUT', `/api/v1/user/${id}/blocks/ann`],
  ['DELETE', `/api/v1/user/${id}/blocks/ann`],
  ['GET', `/api/v1/matching/${id}/matches`],
  ['GET', `/api/v1/matching/${id}/matches?cursor=garbage`],
  ['GET', `/api/v1/matching/${id}/requirements-matches`],
  ['GET', `/api/v1/matching/${id}/offerings-matches`],
  ['POST', '/api/v1/user/approve-summary', { user_id: id }],
  ['POST', '/api/v1/user/approve-summary', { user_id: id, approved: false, reason: 'No.' }],
  ['POST', '/api/v1/user/feedback', { user_id: id, type: 'match', feedback_id: 'ann', feedback: 'Bad.' }],
]

test('to a member everybody else is the same, those who are there and those who are not', async () => {
  const asAnn = await house.as('ann')
  for (const [index, [method, path, body]] of pathsOf('bob').entries()) {
    const [, samePath = '', sameBody] = pathsOf('no-such-person')[index] ?? []
    const answer = await asAnn(method, path, body)
    const same = await asAnn(method, samePath, sameBody)
    expectProblem(answer, 'auth.not_yours')
    expect({ ...same.body, request_id: '' }).toEqual({ ...answer.body, request_id: '' })
  }
  expect((await house.call('GET', '/api/v1/user/bob')).body).toMatchObject({ stage: 'matched', status: 'active' })
  expect((await house.call('GET', '/api/v1/matching/bob/matches')).body).toMatchObject({ total_matches: 2 })
})

test('every route for members asks whose it is: with the token of another it is refused or not found', async () => {
  const asEve = bearer(await printToken('eve', jwtSecret))
  const routes = house.house.server.routes.filter(({ access }) => access !== 'open' && access.members)
  expect(routes.length).toBeGreaterThan(10)
  for (const route of routes) {
    const request = exampleRequest({
      ...route,
      example: {
        ...route.example,
        params: { user_id: 'ann', other_id: 'bob', id: someId },
        body: bodyAbout('ann', route.path),
      },
    })
    const payload = route.body ? { payload: JSON.stringify(bodyAbout('ann', route.path)) } : { payload: '' }
    const answer = await house.house.server.inject({
      ...request,
      ...payload,
      headers: { ...request.headers, ...asEve },
    })
    const code = answer.json().code
    expect([routeName(route), code]).toEqual([routeName(route), refusalOf(route)])
  }
})

const someId = '01a22186-d3ff-7df3-9595-0db4be2d32c4'

/** Clients of Circle never say for whom: whatever the body names, they are answered about the member of the token. */
function refusalOf({ path, dialect }: Route): string | undefined {
  if (path.includes('/searches/:id')) return 'search.not_found'
  if (path.includes(':id')) return 'feedback.not_found'
  return dialect === 'circle' ? undefined : 'auth.not_yours'
}

function bodyAbout(id: string, path: string): unknown {
  if (path.endsWith('/status')) return { status: 'paused' }
  if (path.endsWith('/explain')) return { user_id: id, person_id: 'bob', prompt: 'climbing' }
  if (path.includes('search')) return { user_id: id, prompt: 'climbing' }
  if (path === '/api/v1/people/:user_id') return {}
  return { user_id: id, type: 'match', feedback_id: 'bob', feedback: 'Good.' }
}

test('a member cannot speak about a match that is not hers, nor learn whether there is one', async () => {
  const { body } = await house.call<{ requirements_matches: { match_id: string }[] }>(
    'GET',
    '/api/v1/matching/ann/matches',
  )
  const asEve = await house.as('eve')
  const subjects = [
    body.requirements_matches[0]?.match_id,
    '01990000-0000-7000-8000-000000000000',
    'ann',
    'no-such-person',
  ]
  const answers = await Promise.all(
    subjects.map((subject) =>
      asEve('POST', '/api/v1/user/feedback', {
        user_id: 'eve',
        type: 'match',
        feedback_id: subject,
        feedback: 'Good.',
      }),
    ),
  )
  for (const answer of answers)
    expect({ ...expectProblem(answer, 'match.not_found'), request_id: '' }).toEqual({
      ...answers[0]?.body,
      request_id: '',
    })
})

test('a member cannot take back what another said, nor learn whether there is anything', async () => {
  const asBob = await house.as('bob')
  const feedback = { user_id: 'bob', type: 'match', feedback_id: 'ann', feedback: 'Good.' }
  const { body } = await asBob<{ Result: { data: { id: string } } }>('POST', '/api/v1/user/feedback', feedback)
  const { id } = body.Result.data
  const asEve = await house.as('eve')
  const refusal = expectProblem(await asEve('DELETE', `/api/v1/user/feedback/${id}`), 'feedback.not_found')
  const nothing = expectProblem(
    await asEve('DELETE', '/api/v1/user/feedback/01990000-0000-7000-8000-000000000000'),
    'feedback.not_found',
  )
  expect({ ...refusal, request_id: '' }).toEqual({ ...nothing, request_id: '' })
  expect((await house.call<{ feedback: unknown[] }>('GET', '/api/v1/user/bob/export')).body.feedback.length).toBe(1)
  expect((await asBob('DELETE', `/api/v1/user/feedback/${id}`)).body).toEqual({ id, deleted: true })
})

test('an Idempotency-Key of one caller says nothing to another', async () => {
  const key = { 'idempotency-key': 'shared by accident' }
  const about = (id: string): unknown => ({
    user_id: id,
    type: 'chat',
    feedback_id: 'chat-1',
    feedback: 'Secret words.',
  })
  const asBob = await house.as('bob')
  const asEve = await house.as('eve')
  expect((await asBob('POST', '/api/v1/user/feedback', about('bob'), key)).status).toBe(200)
  const hers = await asEve('POST', '/api/v1/user/feedback', about('eve'), key)
  expect([hers.status, hers.headers.get('idempotency-replayed')]).toEqual([200, null])
  expectProblem(
    await asEve('POST', '/api/v1/user/feedback', about('bob'), { 'idempotency-key': 'another' }),
    'auth.not_yours',
  )
})

test('no member can register anybody, herself included', async () => {
  const asNew = await house.as('new')
  expectProblem(
    await asNew('POST', '/api/v1/user/register', registrationOf({ ...ann, id: 'new' })),
    'auth.scope_missing',
  )
})

test('a revoked key is refused by the next request', async () => {
  const { id, key } = await keyWith('people:read')
  expect((await ask({ 'x-api-key': key }, '/api/v1/user/ann')).status).toBe(200)
  await revokeKey(house.house.db, id)
  expectProblem(await ask({ 'x-api-key': key }, '/api/v1/user/ann'), 'auth.invalid')
})

test('a rotated key changes its secret, and the old one is shut when that was asked for', async () => {
  const { id, key } = await keyWith('people:read')
  const rotated = await rotateKey(house.house.db, id)
  for (const good of [key, rotated.key]) expect((await ask({ 'x-api-key': good }, '/api/v1/user/ann')).status).toBe(200)
  const again = await rotateKey(house.house.db, id, { graceSeconds: 0 })
  for (const bad of [key, rotated.key])
    expectProblem(await ask({ 'x-api-key': bad }, '/api/v1/user/ann'), 'auth.invalid')
  expect((await ask({ 'x-api-key': again.key }, '/api/v1/user/ann')).status).toBe(200)
})

test.runIf(realDatabaseUrl)('a key that one process revokes is soon refused by every other', async () => {
  const other = await openTestHouse(ground, { ROLES: 'api', RATE_LIMIT_FAILED_AUTH: 'none' })
  try {
    const { id, key } = await keyWith('people:read')
    const asked = async (): Promise<number> =>
      (await ask({ 'x-api-key': key }, '/api/v1/user/ann', other.address)).status
    expect(await asked()).toBe(200)
    await revokeKey(house.house.db, id)
    await eventually(async () => (await asked()) === 401)
    expect(await asked()).toBe(401)
  } finally {
    await other.stop()
  }
})

test('with a key and a token the key counts, and a wrong key is wrong whatever stands beside it', async () => {
  const token = bearer(await printToken('ann', jwtSecret))
  expect((await ask({ ...token, 'x-api-key': serviceKey }, '/api/v1/user/bob')).status).toBe(200)
  expectProblem(await ask({ ...token, 'x-api-key': 'wrong' }, '/api/v1/user/ann'), 'auth.invalid')
  expectProblem(
    await ask({ ...token, 'x-api-key': (await keyWith('ops')).key }, '/api/v1/user/ann'),
    'auth.scope_missing',
  )
})

test('a token of the issuer opens what is its member’s, and nothing else', async () => {
  const token = bearer(await issuer.sign({ sub: 'ann' }))
  expect((await ask(token, '/api/v1/user/ann')).status).toBe(200)
  expectProblem(await ask(token, '/api/v1/user/bob'), 'auth.not_yours')
  expect(issuer.requests.map(({ path }) => path)).toEqual(['/.well-known/jwks.json'])
})

const now = (): number => Math.floor(Date.now() / 1000)
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Signed with a shared secret, as our own tokens are. */
const withSecret = (claims: Record<string, unknown>, secret = jwtSecret): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(new TextEncoder().encode(secret))

async function tampered(): Promise<string> {
  const [header, , signature] = (await printToken('eve', jwtSecret)).split('.')
  return [header, base64({ sub: 'ann', iat: now(), exp: now() + 3600 }), signature].join('.')
}

const badTokens: readonly (readonly [what: string, make: () => Promise<string> | string])[] = [
  ['that is none', () => 'token'],
  ['that expired', () => withSecret({ sub: 'ann', exp: now() - 60 })],
  ['that is not valid yet', () => withSecret({ sub: 'ann', exp: now() + 3600, nbf: now() + 600 })],
  ['that never expires', () => withSecret({ sub: 'ann' })],
  ['of nobody', () => withSecret({ exp: now() + 3600 })],
  ['of a number', () => withSecret({ sub: 1, exp: now() + 3600 })],
  ['of an id that is none', () => withSecret({ sub: '../ann', exp: now() + 3600 })],
  ['of an id with NUL', () => withSecret({ sub: 'ann\0', exp: now() + 3600 })],
  ['of another secret', () => withSecret({ sub: 'ann', exp: now() + 3600 }, 'another secret that is long enough')],
  ['of an empty secret', () => `${base64({ alg: 'HS256' })}.${base64({ sub: 'ann', exp: now() + 3600 })}.`],
  ['whose claims were changed', tampered],
  ['without an algorithm', () => `${base64({ alg: 'none' })}.${base64({ sub: 'ann', exp: now() + 3600 })}.`],
  [
    'without an algorithm, spelled otherwise',
    () => `${base64({ alg: 'nOnE' })}.${base64({ sub: 'ann', exp: now() + 3600 })}.`,
  ],
  [
    'signed with the public key as a secret',
    () => withSecret({ sub: 'ann', iss: issuer.name, azp: 'https://app.example', exp: now() + 3600 }, issuer.publicPem),
  ],
  ['that brings its own key', async () => issuer.sign({ sub: 'ann' }, { isForged: true })],
  ['of a key that nobody has', async () => issuer.sign({ sub: 'ann' }, { keyId: 'second' })],
  ['of another issuer', async () => issuer.sign({ sub: 'ann', iss: 'https://elsewhere.example' })],
  ['of no issuer', async () => issuer.sign({ sub: 'ann', iss: undefined })],
  ['for another party', async () => issuer.sign({ sub: 'ann', azp: 'https://elsewhere.example' })],
  ['for no party', async () => issuer.sign({ sub: 'ann', azp: undefined })],
  ['of the issuer that expired', async () => issuer.sign({ sub: 'ann', exp: now() - 60 })],
  ['of 10,000 characters', () => 'a'.repeat(10_000)],
]

test.each(badTokens)('a token %s is refused', async (_what, make) => {
  const answer = await ask(bearer(await make()), '/api/v1/user/ann')
  expectProblem(answer, 'auth.invalid')
  expect(answer.headers.get('www-authenticate')).toContain('Bearer realm="reciprocity", error="invalid_token"')
})

test.each(['Bearer', 'Bearer ', 'Basic YW5uOmFubg==', 'bearer', 'Token abc', 'Bearer a b'])(
  'the header "Authorization: %s" is no token',
  async (authorization) => {
    expectProblem(await ask({ authorization }, '/api/v1/user/ann'), 'auth.invalid')
  },
)

test('whoever left is not there for her own token either', async () => {
  await house.matched({ ...eve, id: 'leaving' })
  const asHer = await house.as('leaving')
  expect((await asHer('DELETE', '/api/v1/user/leaving')).status).toBe(200)
  expectProblem(await asHer('GET', '/api/v1/user/leaving'), 'person.not_found')
  expect((await asHer('DELETE', '/api/v1/user/leaving')).body).toEqual({ user_id: 'leaving', deleted: true })
})

test('blocking somebody who is not there is answered like any block, so that it tells nothing', async () => {
  const me = await house.as('ann')
  const known = await me('PUT', '/api/v1/user/ann/blocks/bob')
  const unknown = await me('PUT', '/api/v1/user/ann/blocks/nobody-at-all')
  expect([unknown.status, { ...unknown.body, other_id: 'bob' }]).toEqual([known.status, known.body])
  await me('DELETE', '/api/v1/user/ann/blocks/bob')
})
