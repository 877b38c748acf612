import { expect, test, vi } from 'vitest'
import { testEdge } from '../../../test/support/edge.ts'
import { probe } from './probe.ts'
import type { Dependency, DependencyState, NamedState } from './probe.ts'
import { healthPaths, healthRoutes } from './routes.ts'
import { describeHealth, describeReadiness, healthBody, isWhole, readyBody } from './report.ts'

const up: DependencyState = { status: 'up', detail: 'Answers.' }
const now = new Date('2026-03-01T12:00:00Z')
const about = { version: '1.2.3', environment: 'test' }

const named = (name: string, change: Partial<NamedState> = {}): NamedState => ({
  name,
  required: true,
  isDatabase: false,
  ...up,
  ...change,
})

const dependency = (name: string, change: Partial<Dependency> = {}): Dependency => ({
  name,
  required: true,
  check: async () => up,
  ...change,
})

test('the states come in the order of the list, with what is known of each', async () => {
  const states = await probe([dependency('database', { isDatabase: true }), dependency('redis', { required: false })], {
    clock: () => now,
  })()
  expect(states).toEqual([named('database', { isDatabase: true }), named('redis', { required: false })])
})

test('whoever asks again within a second gets the same answer, and so does whoever asks meanwhile', async () => {
  let ms = now.getTime()
  const check = vi.fn(async () => up)
  const states = probe([dependency('database', { check })], { clock: () => new Date(ms) })
  await Promise.all(Array.from({ length: 100 }, states))
  ms += 999
  await states()
  expect(check).toHaveBeenCalledTimes(1)
  ms += 1
  await states()
  expect(check).toHaveBeenCalledTimes(2)
})

test('what says nothing is down after a while, and holds up nothing else', async () => {
  const mute = dependency('mute', { check: () => new Promise(() => {}) })
  const states = await probe([mute, dependency('database')], { clock: () => now, timeoutMs: 30 })()
  expect(states.map(({ name, status, detail }) => [name, status, detail])).toEqual([
    ['mute', 'down', 'No answer within 30 ms.'],
    ['database', 'up', 'Answers.'],
  ])
})

test.each([
  ['rejects', () => Promise.reject(new Error('connect ECONNREFUSED postgres://u:p@10.0.0.1'))],
  [
    'throws',
    () => {
      throw new Error('10.0.0.1')
    },
  ],
])('what %s is down, and its words stay inside', async (_how, check) => {
  const states = await probe([dependency('database', { check })], { clock: () => now })()
  expect(states).toEqual([named('database', { status: 'down', detail: 'It cannot be reached.' })])
})

test('what comes back is seen to be back', async () => {
  let ms = now.getTime()
  let state: DependencyState = { status: 'down', detail: 'Gone.' }
  const states = probe([dependency('redis', { check: async () => state })], { clock: () => new Date(ms) })
  expect((await states())[0]?.status).toBe('down')
  state = up
  ms += 1_000
  expect((await states())[0]?.status).toBe('up')
})

test('only what is required makes us unfit', () => {
  expect(isWhole([named('a'), named('b', { required: false, status: 'down' })])).toBe(true)
  expect(isWhole([named('a', { status: 'degraded' })])).toBe(true)
  expect(isWhole([named('a', { status: 'down' })])).toBe(false)
  expect(isWhole([])).toBe(true)
})

test('health names the databases that answer and keeps its one shape', () => {
  const states = [
    named('database', { isDatabase: true }),
    named('host', { isDatabase: true, required: false, status: 'down' }),
    named('redis'),
  ]
  const body = describeHealth(states, about, now)
  expect(body).toEqual({
    status: 'healthy',
    service: 'reciprocity',
    version: '1.2.3',
    environment: 'test',
    timestamp: '2026-03-01T12:00:00.000Z',
    database_connected: true,
    databases: ['database'],
  })
  expect(healthBody.parse(body)).toEqual(body)
})

test('without the database health says so, and of a lost model it says that the database is there', () => {
  const lost = named('database', { isDatabase: true, status: 'down' })
  expect(describeHealth([lost], about, now)).toMatchObject({
    status: 'unhealthy',
    database_connected: false,
    databases: [],
  })
  const states = [named('database', { isDatabase: true }), named('model', { status: 'down' })]
  expect(describeHealth(states, about, now)).toMatchObject({ status: 'unhealthy', database_connected: true })
})

test('readiness names each dependency with its state', () => {
  const states = [
    named('database'),
    named('redis', { required: false, status: 'down', detail: 'It cannot be reached.' }),
  ]
  const body = describeReadiness(states)
  expect(body).toEqual({
    status: 'ready',
    dependencies: [
      { name: 'database', required: true, status: 'up', detail: 'Answers.' },
      { name: 'redis', required: false, status: 'down', detail: 'It cannot be reached.' },
    ],
  })
  expect(readyBody.parse(body)).toEqual(body)
})

/** An edge with one database, whose state and time a test moves. */
async function openWatched() {
  const world = { ms: now.getTime(), state: up }
  const { server, close } = await testEdge({
    dependencies: [dependency('database', { isDatabase: true, check: async () => world.state })],
    clock: () => new Date(world.ms),
  })
  return {
    close,
    get: (url: string) => server.inject({ url }),
    statuses: async (...urls: readonly string[]) =>
      Promise.all(urls.map(async (url) => (await server.inject({ url })).statusCode)),
    turn(state: DependencyState) {
      world.state = state
      world.ms += 1_000
    },
  }
}

const gone: DependencyState = { status: 'down', detail: 'Gone.' }

test('over HTTP health is 200 while all is well and 503 when something that is needed is gone', async () => {
  const { get, statuses, turn, close } = await openWatched()
  expect(await statuses('/health', '/health/ready', '/health/live')).toEqual([200, 200, 200])
  turn(gone)
  expect(await statuses('/health', '/health/ready', '/health/live')).toEqual([503, 503, 200])
  expect((await get('/health')).json()).toMatchObject({ status: 'unhealthy', database_connected: false })
  turn(up)
  expect(await statuses('/health', '/health/ready')).toEqual([200, 200])
  await close()
})

test('clients of Circle hear at their own address exactly what health says, good or bad', async () => {
  const { get, turn, close } = await openWatched()
  for (const state of [up, gone, up]) {
    turn(state)
    const [own, circle] = [await get('/health'), await get('/api/ml/health')]
    expect([circle.statusCode, circle.body]).toEqual([own.statusCode, own.body])
    expect(circle.statusCode).toBe(state === up ? 200 : 503)
  }
  await close()
})

test('clients of Circle hear how searching really is, in the shape that they know', async () => {
  const { get, turn, close } = await openWatched()
  const good = await get('/api/ml-matching/health')
  expect([good.statusCode, good.json()]).toEqual([
    200,
    { service: 'ml-matching', status: 'healthy', timestamp: '2026-03-01T12:00:00.000Z' },
  ])
  turn(gone)
  const bad = await get('/api/ml-matching/health')
  expect([bad.statusCode, bad.json()]).toEqual([
    503,
    {
      service: 'ml-matching',
      status: 'unhealthy',
      timestamp: '2026-03-01T12:00:01.000Z',
      error: 'Something that searching needs does not answer now.',
    },
  ])
  await close()
})

test.each([...healthPaths])('%s is not counted and is answered under any name', async (url) => {
  const { server, close } = await testEdge({ settings: { allowedHosts: ['api.example.org'] } })
  const answer = await server.inject({ url, headers: { host: '10.0.0.7:8000' } })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers).not.toHaveProperty('ratelimit-limit')
  await close()
})

test('every health route is among those that nothing holds up', () => {
  const routes = healthRoutes({ about, clock: () => now, states: async () => [] })
  expect(routes.map(({ path }) => path).toSorted()).toEqual([...healthPaths].toSorted())
})
