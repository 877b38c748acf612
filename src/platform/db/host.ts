/** The door to a host product's database: another type than ours, so that a query cannot go to the wrong one. */
import pg from 'pg'
import { Problem } from '../../base/index.ts'
import { codeOf, poolDb } from './pool.ts'
import type { PooledDb, PoolOptions } from './pool.ts'
import type { PoolState, Tx } from './port.ts'
import { rows } from './tables.ts'
import type { RawBuilder } from 'kysely'

declare const theirs: unique symbol

/** A place to run queries on a host's database. No function of ours that takes a `Tx` takes this. */
export interface HostTx {
  readonly [theirs]: 'written'
}

/** A place to run queries on a host's database that is only read: what may write takes no such place. */
export interface HostReadTx {
  readonly [theirs]: 'read'
}

/** No migrations, no listening: a guest asks and answers. */
export interface HostDb {
  readonly query: HostTx
  transaction<Result>(work: (tx: HostTx) => Promise<Result>): Promise<Result>
  ping(timeoutMs: number): Promise<void>
  pool(): PoolState
  close(): Promise<void>
}

/** A host's database that is only read. */
export interface HostReader extends Pick<HostDb, 'ping' | 'pool' | 'close'> {
  readonly query: HostReadTx
}

export interface HostOptions extends PoolOptions {
  readonly url: string
  /** For sentences to the operator. */
  readonly setting: string
  /** Default 4. */
  readonly connectionsMax?: number
  /** What one query may take. Default 30. */
  readonly querySeconds?: number
}

/**
 * We are guests: few connections and bounded queries.
 * @throws Problem `database.unavailable`, naming the setting
 */
export async function openHost(options: HostOptions): Promise<HostDb> {
  const pooled = await reach(options)
  return {
    query: asHostTx(pooled.query),
    transaction: (work) => pooled.transaction((tx) => work(asHostTx(tx))),
    ping: (timeoutMs) => pooled.ping(timeoutMs),
    pool: pooled.pool,
    close: pooled.close,
  }
}

/**
 * Every session is set read only, so that the host itself refuses whatever would write, whatever rights the user has.
 * @throws Problem `database.unavailable`, naming the setting
 */
export async function openHostReader(options: HostOptions): Promise<HostReader> {
  const pooled = await reach(options, async (client) => {
    await client.query('set default_transaction_read_only = on')
  })
  return {
    query: pooled.query as unknown as HostReadTx,
    ping: (timeoutMs) => pooled.ping(timeoutMs),
    pool: pooled.pool,
    close: pooled.close,
  }
}

/** `onConnect` is awaited before a new connection is used; one on which it fails is thrown away. */
async function reach(options: HostOptions, onConnect?: (client: pg.ClientBase) => Promise<void>): Promise<PooledDb> {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax ?? CONNECTIONS_MAX,
    connectionTimeoutMillis: 5000,
    statement_timeout: (options.querySeconds ?? QUERY_SECONDS) * 1000,
    application_name: 'reciprocity',
    ...(onConnect ? { onConnect } : {}),
  })
  const pooled = poolDb(pool, options)
  await pooled.ping(REACH_MS).catch(async (error: unknown) => {
    await pooled.close()
    throw new Problem('database.unavailable', `${options.setting} cannot be reached (${codeOf(error)}).`, {
      cause: error,
    })
  })
  return pooled
}

const CONNECTIONS_MAX = 4
const QUERY_SECONDS = 30

/** As long as a connection may take, and a little more. */
const REACH_MS = 6000

const asHostTx = (tx: Tx): HostTx => tx as unknown as HostTx

/** The host has stopped a query that took longer than it may: another time it has less to do. */
const CANCELLED = '57014'

/** When a host is out of reach, work that needs it waits and tries again. */
const RETRY_SECONDS = 15

/** @throws Problem `database.unavailable` when the host cannot be reached, or not in time; errors of the query itself as they are. */
export async function hostRows<Row>(tx: HostTx | HostReadTx, name: string, query: RawBuilder<Row>): Promise<Row[]> {
  try {
    return await rows(tx as unknown as Tx, name, query)
  } catch (error) {
    if (!isConnectionFault(error) && codeOf(error) !== CANCELLED) throw error
    throw new Problem('database.unavailable', "The host's database does not answer.", {
      retryAfterSeconds: RETRY_SECONDS,
      cause: error,
    })
  }
}

const DRIVER_WORDS =
  /^(?:connection terminated|timeout exceeded when trying to connect|timeout expired|query read timeout|client has encountered a connection error)/iu

/** What the system says of a socket or of a name that it looked up; other codes of its are about files. */
const SOCKET_CODES = new Set(
  'ECONNREFUSED ECONNRESET ECONNABORTED EPIPE ETIMEDOUT EHOSTUNREACH EHOSTDOWN ENETUNREACH ENETDOWN ENOTFOUND EAI_AGAIN'.split(
    ' ',
  ),
)

/**
 * SQLSTATE classes 08 (connections), 53 (no disk, memory or connections left) and 57P (the server stops), and 25006 (only
 * a replica answers); what the system says of sockets; the driver's own words without a code. All of them pass.
 */
export function isConnectionFault(error: unknown): boolean {
  const code = codeOf(error)
  if (/^(?:08|53|57P|25006)/u.test(code) || SOCKET_CODES.has(code)) return true
  return code === 'unknown' && error instanceof Error && DRIVER_WORDS.test(error.message)
}
