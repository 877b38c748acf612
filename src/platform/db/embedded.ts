/** PostgreSQL inside this process: one owner, one connection, nothing to install. */
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { Problem } from '../../base/index.ts'
import { listenStatement, openHearings } from './hearings.ts'
import { poolDb } from './pool.ts'
import type { PoolOptions } from './pool.ts'
import type { Db } from './port.ts'
import { searchPath, sessionSettings } from './schema.ts'

export interface EmbeddedOptions extends PoolOptions {
  /** The folder of the database; made when it is not there. Its owner must hold the lock of `lockDirectory`. */
  readonly dataDir: string
}

/** PGlite multiplexes onto one session, so the pool has one connection: more would share each other's transactions. */
const CONNECTIONS = 1

/** Throws `database.unavailable` when the folder does not open. */
export async function openEmbedded(options: EmbeddedOptions): Promise<Db> {
  await closeToOthers(options.dataDir).catch((error: unknown) => {
    throw unopened(options.dataDir, error)
  })
  const socketDir = await mkdtemp(join(tmpdir(), 'reciprocity-db-'))
  const worker = await startWorker(options.dataDir, join(socketDir, '.s.PGSQL.5432')).catch(async (error: unknown) => {
    await rm(socketDir, { recursive: true, force: true })
    throw unopened(options.dataDir, error)
  })
  const pool = new pg.Pool({
    host: socketDir,
    user: 'postgres',
    database: 'postgres',
    max: CONNECTIONS,
    idleTimeoutMillis: 0,
  })
  const hearings = openHearings()
  pool.options.onConnect = async (client) => {
    client.on('notification', ({ channel, payload }) => hearings.hear(channel, payload ?? ''))
    client.on('end', () => hearings.gap())
    await client.query(`set search_path = ${searchPath.of(undefined)}; ${sessionSettings}`)
    // Once the pool has taken its only connection, channels go through the pool; before, that would wait for itself.
    let isTaken = false
    await hearings.connect(async (channel) => {
      const text = listenStatement(channel)
      await (isTaken ? pooled.statements(text) : client.query(text))
    })
    isTaken = true
  }
  const pooled = poolDb(pool, options)
  const close = async (): Promise<void> => {
    await pooled.close()
    await stopWorker(worker)
    await rm(socketDir, { recursive: true, force: true })
  }
  await pooled.ping(30_000).catch(async (error: unknown) => {
    await close()
    throw unopened(options.dataDir, error)
  })
  return { ...pooled, kind: 'embedded', listen: (channel, hearing) => hearings.add(channel, hearing), close }
}

/** PGlite makes files that everybody may write, whatever the mask; nobody else gets as far as to them. */
async function closeToOthers(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await chmod(dataDir, 0o700)
}

async function startWorker(dataDir: string, socketPath: string): Promise<Worker> {
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), { workerData: { dataDir, socketPath } })
  await once(worker, 'message')
  return worker
}

async function stopWorker(worker: Worker): Promise<void> {
  worker.postMessage('close')
  await Promise.race([once(worker, 'message'), once(worker, 'exit')])
  await worker.terminate()
}

const unopened = (dataDir: string, cause: unknown): Problem =>
  new Problem('database.unavailable', `The embedded database in ${dataDir} does not open.`, { cause })
