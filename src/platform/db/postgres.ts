/** A real PostgreSQL, 15 or later, with pgvector. */
import pg from 'pg'
import { Problem } from '../../base/index.ts'
import { listenStatement, openHearings } from './hearings.ts'
import type { Hearings } from './hearings.ts'
import { codeOf, poolDb } from './pool.ts'
import type { PoolOptions } from './pool.ts'
import type { Db } from './port.ts'
import { searchPath } from './schema.ts'

export interface PostgresOptions extends PoolOptions {
  readonly url: string
  readonly connectionsMax: number
}

const RECONNECT_MS = 500
const HEARTBEAT_MS = 5000

export async function openPostgres(options: PostgresOptions): Promise<Db> {
  const path = await readSearchPath(options.url)
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax,
    connectionTimeoutMillis: 10_000,
    application_name: 'reciprocity',
    keepAlive: true,
    onConnect: async (client) => {
      await client.query(`set search_path = ${path}`)
    },
  })
  const pooled = poolDb(pool, options)
  const line = openLine(options)
  return {
    ...pooled,
    kind: 'postgres',
    listen: (channel, hearing) => line.hearings.add(channel, hearing),
    async close() {
      await line.close()
      await pooled.close()
    },
  }
}

async function readSearchPath(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const found = await client.query(searchPath.extensionQuery)
    return searchPath.of(found.rows[0]?.schema)
  } catch (error) {
    throw new Problem('database.unavailable', `DATABASE_URL cannot be reached (${codeOf(error)}).`, { cause: error })
  } finally {
    await client.end().catch(() => {})
  }
}

interface Line {
  readonly hearings: Hearings
  close(): Promise<void>
}

/** One connection of its own for LISTEN, opened again whenever it is lost; the heartbeat notices a silent loss. */
function openLine(options: PostgresOptions): Line {
  let client: pg.Client | undefined
  let closed = false
  let timer: NodeJS.Timeout | undefined
  const hearings = openHearings((channel) => void client?.query(listenStatement(channel)).catch(lost))

  function lost(): void {
    const gone = client
    if (!gone) return
    client = undefined
    clearTimeout(timer)
    hearings.gap()
    gone.end().catch(() => {})
    if (!closed) timer = setTimeout(open, RECONNECT_MS)
  }
  function open(): void {
    const opening = new pg.Client({ connectionString: options.url, connectionTimeoutMillis: 5000, keepAlive: true })
    client = opening
    opening.on('error', lost)
    opening.on('end', () => client === opening && lost())
    opening.on('notification', ({ channel, payload }) => hearings.hear(channel, payload ?? ''))
    subscribe(opening).then(ready, lost)
  }
  async function subscribe(opening: pg.Client): Promise<void> {
    await opening.connect()
    for (const channel of hearings.channels()) await opening.query(listenStatement(channel))
  }
  function ready(): void {
    hearings.ready()
    beat()
  }
  function beat(): void {
    const mine = client
    timer = setTimeout(() => {
      const late = setTimeout(lost, HEARTBEAT_MS)
      mine?.query('select 1').then(beat, lost).finally(() => clearTimeout(late))
    }, HEARTBEAT_MS)
    timer.unref()
  }

  open()
  return {
    hearings,
    async close() {
      closed = true
      clearTimeout(timer)
      const last = client
      client = undefined
      await last?.end().catch(() => {})
    },
  }
}
