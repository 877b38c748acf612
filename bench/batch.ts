/**
 * An update batch of 1,000 people among many: the whole product in a process of its own, with its composer, its embedder
 * and a host that takes the callback. Memory, the longest stop of the event loop, and how the time grows.
 */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { chosen, seededGround } from './ground.ts'
import type { GroundSize } from './ground.ts'
import { judge, show, title } from './report.ts'
import { matchedPeople, newcomers, questionsOf } from './seed.ts'
import { startServer } from './server.ts'
import type { BenchServer } from './server.ts'

const sizes: readonly GroundSize[] = [
  { kind: 'postgres', people: 10_000 },
  { kind: 'postgres', people: 100_000 },
  { kind: 'embedded', people: 10_000 },
]
const RUNS = 3
const UPDATED = 1000
const AT_ONCE = 8
const GIBIBYTE = 2 ** 30
const POLL_MS = 200

const seconds = new Map<string, number>()
for (const size of chosen(sizes)) seconds.set(`${size.kind} ${size.people}`, await run(size))
const [few, many] = [seconds.get('postgres 10000'), seconds.get('postgres 100000')]
if (few !== undefined && many !== undefined) {
  title('Growth of the batch')
  show('time among 100,000 / time among 10,000', many / few)
}

/** Returns the shortest time, in seconds. */
async function run({ kind, people }: GroundSize): Promise<number> {
  const ground = await seededGround(matchedPeople({ people, pairsEach: 10 }), kind)
  const host = await openHost()
  const server = await startServer({
    DATA_DIR: ground.folder,
    MATCHMAKING_INTERVAL: '1d',
    RECIPROCITY_BACKEND_URL: host.address,
    ...(ground.url === null ? {} : { DATABASE_URL: ground.url }),
  })
  try {
    title(`Batch of ${UPDATED} updated among ${people} people, ${kind}`)
    const rounds: Round[] = []
    for (let round = 0; round < RUNS; round += 1) rounds.push(await runBatch(server, people, round))
    await printRounds(server, rounds, host)
    return Math.min(...rounds.map((round) => round.seconds))
  } finally {
    await server.stop()
    host.server.close()
    await ground.remove()
  }
}

interface Round {
  readonly seconds: number
  readonly blockMs: number
}

async function runBatch(server: BenchServer, people: number, round: number): Promise<Round> {
  const step = Math.floor(people / UPDATED)
  const ids = Array.from({ length: UPDATED }, (_, index) => `person-${index * step}`)
  await update(server, ids, round)
  await server.longestBlockMs()
  const started = performance.now()
  await server.call('POST', '/api/v1/matching/run')
  await settled(server, ids)
  return { seconds: (performance.now() - started) / 1000, blockMs: await server.longestBlockMs() }
}

/** Everybody says something new, as a newcomer would say it. */
async function update(server: BenchServer, ids: readonly string[], round: number): Promise<void> {
  const said = (await newcomers(2 * ids.length, 1000 + round))
    .map(({ facets }) => questionsOf(facets.needs, facets.offers))
    .filter((questions) => questions.length > 0)
  const tell = async (start: number): Promise<void> => {
    for (let at = start; at < ids.length; at += AT_ONCE) {
      await server.call('POST', '/api/v1/user/register', { user_id: ids[at], update: true, questions: said[at] })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, (_, start) => tell(start)))
}

/** All are settled in one transaction, at the end; the one who is asked after may have been left out, the next one not. */
async function settled(server: BenchServer, ids: readonly string[]): Promise<void> {
  for (const id of ids.slice(0, 3)) {
    for (;;) {
      const person = await server.call<{ needs_matchmaking: boolean }>('GET', `/api/v1/user/${id}`)
      if (!person.needs_matchmaking) break
      await wait(POLL_MS)
    }
  }
}

async function printRounds(server: BenchServer, rounds: readonly Round[], host: Host): Promise<void> {
  for (const [index, round] of rounds.entries()) {
    show(`run ${index + 1}: time`, round.seconds, 's')
    show(`run ${index + 1}: longest stop of the event loop`, round.blockMs, 'ms')
  }
  show('callbacks taken by the host', host.taken())
  show('bytes of the largest callback', host.largestBytes())
  const memory = (await server.memoryPeakBytes()) / GIBIBYTE
  judge({ label: 'peak memory of the process', figure: memory, atMost: 1.5, unit: 'GiB' })
  const best = Math.min(...rounds.map(({ blockMs }) => blockMs))
  judge({ label: 'longest stop of the event loop, best of three', figure: best, atMost: 100, unit: 'ms' })
}

interface Host {
  readonly server: Server
  readonly address: string
  taken(): number
  largestBytes(): number
}

/** The host product, as far as it takes callbacks. */
async function openHost(): Promise<Host> {
  let taken = 0
  let largest = 0
  const server = createServer(async (request, response) => {
    let bytes = 0
    for await (const part of request) bytes += (part as Buffer).length
    taken += 1
    largest = Math.max(largest, bytes)
    response.setHeader('content-type', 'application/json').end('{"success":true}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { server, address: `http://127.0.0.1:${port}/api`, taken: () => taken, largestBytes: () => largest }
}
