/** A real PostgreSQL, 15 or later, with pgvector. */
import pg from 'pg'
import { Problem } from '../../base/index.ts'
import { listenStatement, openHearings } from './hearings.ts'
import type { Hearings } from './hearings.ts'
import { codeOf, poolDb } from './pool.ts'
import type { PoolOptions } from './pool.ts'
import type { Db } from './port.ts'
import { searchPath, sessionSettings } from './schema.ts'

export interface PostgresOptions extends PoolOptions {
  readonly url: string
  readonly connectionsMax: number
}

const RECONNECT_MS = 500
const HEARTBEAT_MS = 5000

/** Throws `database.unavailable` when the server cannot be reached at the start; later losses heal by themselves. */
export async function openPostgres(options: PostgresOptions): Promise<Db> {
  const path = await readSearchPath(options.url)
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax,
    connectionTimeoutMillis: 10_000,
    application_name: 'reciprocity',
    keepAlive: true,
    onConnect: async (client) => {
      await client.query(`set search_path = ${path}; ${sessionSettings}`)
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
  client.on('error', () => {})
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

type Ask = (text: string) => Promise<unknown>

/** A single connection takes one question at a time. */
function inTurn(ask: Ask): Ask {
  let last: Promise<unknown> = Promise.resolve()
  return (text) => {
    const answer = last.then(() => ask(text))
    last = answer.catch(() => {})
    return answer
  }
}

/** One connection of its own for LISTEN, opened again whenever it is lost; the heartbeat notices a silent loss. */
function openLine(options: PostgresOptions): Line {
  const hearings = openHearings()
  let current: pg.Client | null = null
  let isClosed = false
  let timer: NodeJS.Timeout | undefined

  function lose(client: pg.Client): void {
    client.end().catch(() => {})
    if (client !== current) return
    current = null
    clearTimeout(timer)
    hearings.gap()
    if (!isClosed) timer = setTimeout(open, RECONNECT_MS)
  }
  function open(): void {
    const client = new pg.Client({ connectionString: options.url, connectionTimeoutMillis: 5000, keepAlive: true })
    current = client
    client.on('error', () => lose(client))
    client.on('end', () => lose(client))
    client.on('notification', ({ channel, payload }) => hearings.hear(channel, payload ?? ''))
    const ask = inTurn((text) => client.query(text))
    connect(client, ask).then(
      () => beat(client, ask),
      () => lose(client),
    )
  }
  async function connect(client: pg.Client, ask: Ask): Promise<void> {
    await client.connect()
    await hearings.connect((channel) => ask(listenStatement(channel)))
  }
  function beat(client: pg.Client, ask: Ask): void {
    if (client !== current) return
    timer = setTimeout(() => {
      const late = setTimeout(() => lose(client), HEARTBEAT_MS)
      const answered = ask('select 1').finally(() => clearTimeout(late))
      answered.then(
        () => beat(client, ask),
        () => lose(client),
      )
    }, HEARTBEAT_MS)
    timer.unref()
  }

  open()
  return {
    hearings,
    async close() {
      isClosed = true
      clearTimeout(timer)
      const last = current
      current = null
      await last?.end().catch(() => {})
    },
  }
}
