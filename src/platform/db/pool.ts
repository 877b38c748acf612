/** What both adapters share: Kysely over one `pg` pool, and the rule that a transaction uses no other source. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Telemetry } from '../telemetry/index.ts'
import { keepingPlans } from './kept-plans.ts'
import { asTx, kyselyOf, queryObserver } from './tables.ts'
import type { PoolState, Rows, Tx } from './port.ts'

const insideTransaction = new AsyncLocalStorage<true>()

/** The part of `Db` that does not depend on where the database runs. */
export interface PooledDb {
  readonly query: Tx
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  snapshot<Result>(read: (tx: Tx) => Promise<Result>): Promise<Result>
  notify(tx: Tx, channel: string, payload: string): Promise<void>
  statements(text: string, values?: readonly unknown[]): Promise<Rows>
  ping(timeoutMs: number): Promise<void>
  pool(): PoolState
  close(): Promise<void>
}

export interface PoolOptions {
  readonly telemetry: Telemetry
  readonly slowQueryMs: number
}

/** The pool stays the caller’s to close. */
export function poolDb(pool: pg.Pool, options: PoolOptions): PooledDb {
  surviveLosses(pool, options.telemetry)
  const kysely = new Kysely<unknown>({
    dialect: new PostgresDialect({
      pool: { connect: async () => keepingPlans(await connect(pool)), end: async () => {}, options: pool.options },
    }),
    log: queryObserver(options.telemetry, options.slowQueryMs),
  })
  return {
    query: asTx(kysely),
    transaction: (work) => transact(kysely, work),
    snapshot: (read) => readAtOnce(kysely, read),
    notify: async (tx, channel, payload) => {
      await sql`select pg_notify(${channel}, ${payload})`.execute(kyselyOf(tx))
    },
    statements: (text, values) => runStatements(pool, text, values),
    ping: (timeoutMs) => ping(pool, timeoutMs),
    pool: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  }
}

/**
 * A connection that breaks says so twice: to the query that it carries, and by an event that would end the process. The
 * pool hears the event only of connections that nobody has taken.
 */
function surviveLosses(pool: pg.Pool, { log }: Telemetry): void {
  pool.on('connect', (client) => client.on('error', () => {}))
  pool.on('error', (error) => log.warn('A database connection was lost.', { code: codeOf(error) }))
}

/** Deadlock, and two who could not have gone one after the other: PostgreSQL undid one, who may try again. */
const RETRIED = new Set(['40P01', '40001'])
const TRIES = 4

async function transact<Result>(
  kysely: Kysely<unknown>,
  work: (tx: Tx) => Promise<Result>,
  tries = TRIES,
): Promise<Result> {
  try {
    return await kysely.transaction().execute((trx) => insideTransaction.run(true, () => work(asTx(trx))))
  } catch (error) {
    if (tries <= 1 || !RETRIED.has(codeOf(error))) throw error
    return transact(kysely, work, tries - 1)
  }
}

async function readAtOnce<Result>(kysely: Kysely<unknown>, read: (tx: Tx) => Promise<Result>): Promise<Result> {
  const snapshot = kysely.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  return snapshot.execute((trx) => insideTransaction.run(true, () => read(asTx(trx))))
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  if (insideTransaction.getStore()) {
    throw new Error('A query outside the open transaction was asked for inside it: pass `tx` instead of `db.query`.')
  }
  return pool.connect()
}

/** A failed block of statements may leave its transaction open on the connection: it is rolled back before reuse. */
async function runStatements(pool: pg.Pool, text: string, values?: readonly unknown[]): Promise<Rows> {
  const client = await connect(pool)
  try {
    const result: pg.QueryResult | pg.QueryResult[] = values?.length
      ? await client.query(text, [...values])
      : await client.query(text)
    return { rows: [result].flat().flatMap((one) => one.rows ?? []) }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

async function ping(pool: pg.Pool, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    await Promise.race([runStatements(pool, 'select 1'), late])
  } finally {
    clearTimeout(timer)
  }
}

/** SQLSTATE or the system’s own code; never the message, which may quote values. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
