/**
 * Events of people: taken as the product takes them, against a bare batched insert of the same rows into a table of the same
 * shape and with the same indexes. The product also keeps what each of them holds of each item.
 */
import pg from 'pg'
import { takeInteractions } from '../src/items/interactions/index.ts'
import type { Interaction } from '../src/items/interactions/index.ts'
import type { Db } from '../src/platform/db/index.ts'
import { chosen, seededGround } from './ground.ts'
import type { GroundSize } from './ground.ts'
import { alternate, judge, median, show, timeMs, title } from './report.ts'
import { serviceKey, startServer } from './server.ts'
import type { BenchServer } from './server.ts'

const sizes: readonly GroundSize[] = [{ kind: 'postgres', people: 30_000 }]
const ITEMS = 40_000
const EVENTS = 100_000
const AT_ONCE = 1000
const ROUNDS = 3
/** As often as each happens. */
const TYPES = ['view', 'view', 'view', 'click', 'click', 'like'] as const

for (const size of chosen(sizes)) await run(size)

async function run({ kind, people }: GroundSize): Promise<void> {
  const ground = await seededGround({ name: 'empty', fill: async () => {} }, kind)
  if (ground.url === null) throw new Error('The yardstick needs a connection of its own.')
  const server = await startServer({ DATA_DIR: ground.folder, ROLES: 'api', DATABASE_URL: ground.url })
  const db = await ground.open()
  const client = new pg.Client({ connectionString: ground.url })
  await client.connect()
  try {
    title(`${EVENTS} events of ${people} people with ${ITEMS} items, ${AT_ONCE} at once`)
    await client.query('set search_path = reciprocity, public')
    await client.query('create table bare_interactions (like interactions including all)')
    const batches = batchesOf(madeEvents(people))
    await server.longestBlockMs()
    const taken = await alternate(ROUNDS, {
      bare: () => emptied(client, () => insertAll(client, batches)),
      taken: () => emptied(client, () => takeAll(db, batches)),
      posted: () => emptied(client, () => postAll(server, batches)),
      file: () => emptied(client, () => sendFile(server, batches)),
    })
    const perSecond = (ms: readonly number[]): number => EVENTS / (median(ms) / 1000)
    for (const [label, ms] of Object.entries(taken)) show(label, perSecond(ms), 'events/s')
    judge({ label: 'taken / bare insert', figure: median(taken.bare) / median(taken.taken), atLeast: 0.5 })
    judge({ label: 'posted in lists / bare insert', figure: median(taken.bare) / median(taken.posted), atLeast: 0.5 })
    judge({ label: 'a file / bare insert', figure: median(taken.bare) / median(taken.file), atLeast: 0.5 })
    show('longest stop of the event loop', await server.longestBlockMs(), 'ms')
    show('memory of the process, at most', (await server.memoryPeakBytes()) / 2 ** 20, 'MiB')
  } finally {
    await client.end()
    await db.close()
    await server.stop()
    await ground.remove()
  }
}

async function emptied(client: pg.Client, work: () => Promise<unknown>): Promise<number> {
  await client.query('truncate interactions, bare_interactions, stances, imports')
  await client.query('checkpoint')
  return timeMs(work)
}

/** Few things are popular, and a person comes back to some of them. Numbers without chance, so that all rounds are alike. */
function madeEvents(people: number): readonly Interaction[] {
  const begin = Date.UTC(2026, 0, 1)
  return Array.from({ length: EVENTS }, (_, at) => {
    const spread = (at * 2_654_435_761) % 2 ** 32
    return {
      eventId: `event-${spread}-${at}`,
      userId: `person-${(spread * 7) % people}`,
      itemId: `item-${Math.floor(ITEMS * ((spread % 9973) / 9973) ** 3)}`,
      type: TYPES[at % TYPES.length] ?? 'view',
      time: new Date(begin + at * 1000),
      value: null,
      recommendationId: null,
      source: 'api',
    }
  })
}

function batchesOf(events: readonly Interaction[]): readonly (readonly Interaction[])[] {
  const count = Math.ceil(events.length / AT_ONCE)
  return Array.from({ length: count }, (_, at) => events.slice(at * AT_ONCE, (at + 1) * AT_ONCE))
}

type Batches = ReturnType<typeof batchesOf>

async function insertAll(client: pg.Client, batches: Batches): Promise<void> {
  for (const batch of batches) {
    const column = <Name extends keyof Interaction>(name: Name) => batch.map((event) => event[name])
    await client.query(
      `insert into bare_interactions (event_id, user_id, item_id, type, time, value, recommendation_id, source)
        select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::double precision[],
          $7::uuid[], $8::text[])`,
      [
        column('eventId'),
        column('userId'),
        column('itemId'),
        column('type'),
        batch.map(({ time }) => time.toISOString()),
        column('value'),
        column('recommendationId'),
        column('source'),
      ],
    )
  }
}

async function takeAll(db: Db, batches: Batches): Promise<void> {
  for (const batch of batches) await db.transaction((tx) => takeInteractions(tx, { felt: async () => {} }, batch))
}

function bodyOf({ eventId, userId, itemId, type, time }: Interaction): unknown {
  return { event_id: eventId, user_id: userId, item_id: itemId, type, time }
}

async function postAll(server: BenchServer, batches: Batches): Promise<void> {
  for (const batch of batches) await server.call('POST', '/api/v1/interactions', batch.map(bodyOf))
}

async function sendFile({ address }: BenchServer, batches: Batches): Promise<void> {
  const response = await fetch(`${address}/api/v1/interactions/import`, {
    method: 'POST',
    headers: { 'x-api-key': serviceKey, 'content-type': 'application/x-ndjson' },
    body: batches
      .flat()
      .map((event) => `${JSON.stringify(bodyOf(event))}\n`)
      .join(''),
  })
  const { kept } = (await response.json()) as { readonly kept?: number }
  if (kept !== EVENTS) throw new Error(`Of ${EVENTS} lines ${kept} were kept.`)
}
