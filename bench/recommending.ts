/**
 * Recommending through the whole server: kept answers against a bare Fastify route that returns the same bytes, answers that
 * are made anew, and all of it while a fit is running. Server, bare route and load generator are each a process of their own.
 */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { chosen, seededGround } from './ground.ts'
import type { BenchGround, GroundSize } from './ground.ts'
import { alternate, judge, median, show, title } from './report.ts'
import { geoId, itemsAndLikes, publicSize } from './seed-items.ts'
import { serviceKey, startServer } from './server.ts'
import type { BenchServer } from './server.ts'

const sizes: readonly GroundSize[] = [{ kind: 'postgres', people: publicSize.rows }]
const ROUNDS = 3
const SECONDS = 5
/** So many people are asked for again and again, and so many answers does the bare route have. */
const CACHED = 300
/** Whose answers are made one after the other. */
const SINGLE = 200
const CALLERS = 50

async function run({ kind }: GroundSize): Promise<void> {
  const ground = await seededGround(itemsAndLikes(publicSize), kind)
  try {
    title(`Recommending ${publicSize.columns} items to ${publicSize.rows} people, ${kind}`)
    await fit(ground)
    await measureKept(ground)
    await measureAnew(ground)
  } finally {
    await ground.remove()
  }
}

const settingsOf = ({ folder, url }: BenchGround, changes: Readonly<Record<string, string>>) => ({
  DATA_DIR: folder,
  ...(url === null ? {} : { DATABASE_URL: url }),
  ...changes,
})

const question = (person: number, changes: object = {}): object => ({
  user_id: `person-${person}`,
  geo_id: geoId,
  pagination: { page: 1, limit: 20 },
  ...changes,
})

const isLearnt = async (server: BenchServer): Promise<boolean> => {
  const { algorithm_used: algorithm } = await server.call<{ algorithm_used: string }>(
    'POST',
    '/personalized',
    question(publicSize.rows - 1),
  )
  return algorithm === 'collaborative'
}

/** The first fit, by a worker that has nothing else to do. */
async function fit(ground: BenchGround): Promise<void> {
  const server = await startServer(settingsOf(ground, { CACHE_TTL_PERSONALIZED: '0' }))
  try {
    // Until it answers it has nobody to keep waiting.
    await server.longestBlockMs()
    await server.call('POST', '/api/v1/interactions', {
      event_id: 'bench-first',
      user_id: 'person-0',
      item_id: 'item-0',
      type: 'view',
    })
    const started = performance.now()
    while (!(await isLearnt(server))) await pause(500)
    show('from the first event after the seed to the first model', (performance.now() - started) / 1000, 's')
    show('longest stop of the event loop meanwhile', await server.longestBlockMs(), 'ms')
    show('most memory of the process', (await server.memoryPeakBytes()) / 2 ** 20, 'MiB')
  } finally {
    await server.stop()
  }
}

async function measureKept(ground: BenchGround): Promise<void> {
  const server = await startServer(settingsOf(ground, { ROLES: 'api', CACHE_TTL_PERSONALIZED: '3600' }))
  try {
    while (!(await isLearnt(server))) await pause(200)
    const bodies: string[] = []
    for (let person = 0; person < CACHED; person += 1) {
      await server.call('POST', '/personalized', question(person))
      bodies.push(JSON.stringify(await server.call('POST', '/personalized', question(person))))
    }
    const bare = await startBare(bodies)
    const kept = { path: '/personalized', people: CACHED, first: 0, seconds: SECONDS, connections: 20 }
    try {
      const taken = await alternate(ROUNDS, {
        bare: async () => (await load({ ...kept, address: bare.address })).perSecond,
        kept: async () => (await load({ ...kept, address: server.address })).perSecond,
      })
      show('bare route', median(taken.bare), 'requests/s')
      show('kept answers', median(taken.kept), 'requests/s')
      judge({ label: 'kept / bare', figure: median(taken.kept) / median(taken.bare), atLeast: 0.5 })
      const single = await load({ ...kept, address: server.address, connections: 1 })
      show('one kept answer, median', single.p50Ms, 'ms')
    } finally {
      bare.process.disconnect()
    }
  } finally {
    await server.stop()
  }
}

/** Nothing is kept: every answer is made. */
async function measureAnew(ground: BenchGround): Promise<void> {
  const server = await startServer(settingsOf(ground, { CACHE_TTL_PERSONALIZED: '0', FIT_INTERVAL: '7d' }))
  try {
    while (!(await isLearnt(server))) await pause(200)
    await measureSingle(server)
    const crowd = { path: '/personalized', address: server.address, first: 1000, people: 20_000, connections: CALLERS }
    await server.longestBlockMs()
    const calm = await load({ ...crowd, seconds: SECONDS })
    show('longest stop of the event loop among 50 callers', await server.longestBlockMs(), 'ms')
    show('answers a second among 50 callers', calm.perSecond)
  } finally {
    await server.stop()
  }
  await measureBesideFit(ground)
}

interface Timings {
  readonly scoringMs: number
  readonly count: number
  readonly queries: number
}

/** From the server's own metrics. */
async function timingsOf(server: BenchServer): Promise<Timings> {
  const response = await fetch(`${server.address}/metrics`, { headers: { 'x-api-key': serviceKey } })
  const text = await response.text()
  const sumOf = (pattern: RegExp): number =>
    [...text.matchAll(pattern)].reduce((sum, [, figure]) => sum + Number(figure), 0)
  return {
    scoringMs: sumOf(/^reciprocity_recommendation_scoring_seconds_sum(?:\{\})? (\S+)/gmu) * 1000,
    count: sumOf(/^reciprocity_recommendation_scoring_seconds_count(?:\{\})? (\S+)/gmu),
    queries: sumOf(
      /^reciprocity_query_seconds_count\{query="(?:interactions|tastes|recommending|catalogue)\.[^"]*"\} (\S+)/gmu,
    ),
  }
}

async function measureSingle(server: BenchServer): Promise<void> {
  for (let person = 0; person < SINGLE; person += 1) await server.call('POST', '/personalized', question(person))
  const before = await timingsOf(server)
  const one = await load({
    path: '/personalized',
    address: server.address,
    first: 0,
    people: SINGLE,
    seconds: SECONDS,
    connections: 1,
  })
  const after = await timingsOf(server)
  const answers = after.count - before.count
  const scoring = (after.scoringMs - before.scoringMs) / answers
  show('one answer made anew, median', one.p50Ms, 'ms')
  show('queries for a hundred answers', (100 * (after.queries - before.queries)) / answers)
  judge({ label: 'arithmetic of one answer, mean', figure: scoring, atMost: 10, unit: 'ms' })
  judge({ label: 'everything else, median less that mean', figure: one.p50Ms - scoring, atMost: 2, unit: 'ms' })
}

/** A fit that has just begun when the callers come. */
async function measureBesideFit(ground: BenchGround): Promise<void> {
  const waits = { calm: 0, fitting: 0 }
  for (const [name, settings] of [
    ['calm', { FIT_INTERVAL: '7d' }],
    ['fitting', { FIT_INTERVAL: '20s' }],
  ] as const) {
    const server = await startServer(settingsOf(ground, { CACHE_TTL_PERSONALIZED: '0', ...settings }))
    try {
      while (!(await isLearnt(server))) await pause(200)
      if (name === 'fitting') await pause(25_000)
      await server.longestBlockMs()
      const crowd = { path: '/personalized', address: server.address, first: 1000, people: 20_000 }
      const { p50Ms } = await load({ ...crowd, seconds: 2 * SECONDS, connections: CALLERS })
      waits[name] = p50Ms
      show(`median among ${CALLERS} callers, ${name}`, p50Ms, 'ms')
      show(`longest stop of the event loop, ${name}`, await server.longestBlockMs(), 'ms')
      show(`most memory of the process, ${name}`, (await server.memoryPeakBytes()) / 2 ** 20, 'MiB')
    } finally {
      await server.stop()
    }
  }
  judge({ label: 'median beside a fit / without one', figure: waits.fitting / waits.calm, atMost: 3 })
}

async function startBare(bodies: readonly string[]): Promise<{ address: string; process: ChildProcess }> {
  const child = fork(new URL('./bare-server.ts', import.meta.url))
  child.send(bodies)
  const [address] = await once(child, 'message')
  return { address: String(address), process: child }
}

interface Load {
  readonly path: string
  readonly address: string
  readonly first: number
  readonly people: number
  readonly seconds: number
  readonly connections: number
}

async function load(orders: Load): Promise<{ readonly perSecond: number; readonly p50Ms: number }> {
  const bodies = { geo_id: geoId, pagination: { page: 1, limit: 20 } }
  const child = fork(new URL('./load-posts.ts', import.meta.url), [
    JSON.stringify({ ...orders, headers: { 'x-api-key': serviceKey, 'content-type': 'application/json' }, bodies }),
  ])
  const [message] = await Promise.race([once(child, 'message'), failure(child)])
  return message
}

async function failure(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit')
  throw new Error(`The load generator ended with ${code}.`)
}

for (const size of chosen(sizes)) await run(size)
