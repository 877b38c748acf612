/**
 * Reading lists of matches through the whole server, against a bare Fastify route that returns the same bytes. Server,
 * bare route and load generator are each a process of their own; the two are asked in turns.
 */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chosen, seededGround } from './ground.ts'
import type { GroundSize } from './ground.ts'
import { alternate, judge, median, show, title } from './report.ts'
import { serviceKey, startServer } from './server.ts'
import type { BenchServer } from './server.ts'
import { matchedPeople } from './seed.ts'

const sizes: readonly GroundSize[] = [
  { kind: 'postgres', people: 100_000 },
  { kind: 'embedded', people: 10_000 },
]
const ROUNDS = 5
const SECONDS = 4
/** Nobody is asked for twice, or the second answer would come from the cache. */
const READ_EACH_MAX = 4000
const CONNECTIONS = 20
/** So many lists are asked for again and again, and so many answers does the bare route have. */
const CACHED = 300

for (const size of chosen(sizes)) await run(size)

async function run({ kind, people }: GroundSize): Promise<void> {
  const ground = await seededGround(matchedPeople({ people, pairsEach: 10 }), kind)
  const server = await startServer({
    DATA_DIR: ground.folder,
    ROLES: 'api',
    ...(ground.url === null ? {} : { DATABASE_URL: ground.url }),
  })
  try {
    title(`Lists of matches among ${people} people, ${kind}, ${CONNECTIONS} connections`)
    const bodies = await readBodies(server)
    show('bytes of one answer, mean', bodies.reduce((sum, body) => sum + body.length, 0) / bodies.length)
    const bare = await startBare(bodies)
    try {
      await measure(server.address, bare.address, people)
    } finally {
      bare.process.disconnect()
    }
  } finally {
    await server.stop()
    await ground.remove()
  }
}

async function readBodies(server: BenchServer): Promise<string[]> {
  const bodies: string[] = []
  for (let person = 0; person < CACHED; person += 1) {
    bodies.push(JSON.stringify(await server.call('GET', `/api/v1/matching/person-${person}/matches`)))
  }
  return bodies
}

async function startBare(bodies: readonly string[]): Promise<{ address: string; process: ChildProcess }> {
  const child = fork(new URL('./bare-server.ts', import.meta.url))
  child.send(bodies)
  const [address] = await once(child, 'message')
  return { address: String(address), process: child }
}

async function measure(server: string, bare: string, people: number): Promise<void> {
  const uncached = people - CACHED
  const each = Math.min(READ_EACH_MAX, Math.floor(uncached / (ROUNDS + 1)))
  const read = (address: string, round: number) =>
    load({ address, first: CACHED + round * each, people: each, seconds: null })
  await read(server, ROUNDS)
  const taken = await alternate(ROUNDS, {
    bare: (round) => read(bare, round),
    read: (round) => read(server, round),
    cached: () => load({ address: server, first: 0, people: CACHED, seconds: SECONDS }),
  })
  show('bare route', median(taken.bare), 'requests/s')
  show('read from the database', median(taken.read), 'requests/s')
  show('cached', median(taken.cached), 'requests/s')
  judge({ label: 'read from the database / bare', figure: median(taken.read) / median(taken.bare), atLeast: 0.2 })
  judge({ label: 'cached / bare', figure: median(taken.cached) / median(taken.bare), atLeast: 0.5 })
}

interface Target {
  readonly address: string
  readonly first: number
  readonly people: number
  readonly seconds: number | null
}

/** Requests per second. Both are sent the same headers. */
async function load(target: Target): Promise<number> {
  const orders = { ...target, headers: { 'x-api-key': serviceKey }, connections: CONNECTIONS }
  const child = fork(new URL('./load.ts', import.meta.url), [JSON.stringify(orders)])
  const [message] = await Promise.race([once(child, 'message'), failure(child)])
  return Number(message.perSecond)
}

async function failure(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit')
  throw new Error(`The load generator ended with ${code}.`)
}
