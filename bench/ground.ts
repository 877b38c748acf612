/** Databases for benches: seeded once, copied for each bench, and taken away again. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openEmbedded, openPostgres, readMigrations } from '../src/platform/db/index.ts'
import type { Db } from '../src/platform/db/index.ts'
import { silentTelemetry } from '../src/platform/telemetry/index.ts'
import type { Telemetry } from '../src/platform/telemetry/index.ts'
import { copyEmbedded, migratedDatabase, realDatabaseUrl, withDatabase } from '../test/support/db.ts'
import { title } from './report.ts'

export interface BenchGround {
  /** Of real PostgreSQL; null when embedded. */
  readonly url: string | null
  /** Holds the folder `db` of an embedded database. */
  readonly folder: string
  open(telemetry?: Telemetry): Promise<Db>
  remove(): Promise<void>
}

/** What a database is filled with; the name says everything that the content depends on. */
export interface Seed {
  readonly name: string
  fill(db: Db): Promise<void>
}

/** A database and how many people it holds; on the command line as `postgres-10000`. */
export interface GroundSize {
  readonly kind: 'postgres' | 'embedded'
  readonly people: number
}

/** Those that the command line names, or all. */
export function chosen<Size extends GroundSize>(sizes: readonly Size[]): readonly Size[] {
  const named = sizes.filter(({ kind, people }) => process.argv.includes(`${kind}-${people}`))
  return named.length > 0 ? named : sizes
}

/** Seeded databases stay for the next bench: `run.ts` takes them away at the end. */
const isKept = process.argv.includes('--keep')
const PREFIX = 'bench_people'

/** A copy of the seeded people for one bench: on real PostgreSQL when TEST_DATABASE_URL is set, unless asked otherwise. */
export async function seededGround(seed: Seed, kind: GroundSize['kind']): Promise<BenchGround> {
  const folder = await mkdtemp(join(tmpdir(), 'reciprocity-bench-'))
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true })
  if (kind === 'embedded') {
    await copyEmbedded(join(folder, 'db'))
    const open = (telemetry = silentTelemetry()): Promise<Db> =>
      openEmbedded({ dataDir: join(folder, 'db'), telemetry, slowQueryMs: 60_000 })
    await withDb(await open(), (db) => seed.fill(db))
    return { url: null, folder, open, remove: removeFolder }
  }
  const admin = requireServer()
  const template = await seededTemplate(admin, seed)
  const { url, drop } = await migratedDatabase(admin, `${template} strategy file_copy`)
  return {
    url,
    folder,
    open: (telemetry = silentTelemetry()) => openPostgres({ url, connectionsMax: 10, telemetry, slowQueryMs: 60_000 }),
    async remove() {
      await drop()
      await removeFolder()
      if (!isKept) await removeSeeded()
    },
  }
}

function requireServer(): string {
  if (realDatabaseUrl) return realDatabaseUrl
  throw new Error('TEST_DATABASE_URL is not set: the benches need a PostgreSQL with pgvector.')
}

async function withDb(db: Db, work: (db: Db) => Promise<void>): Promise<void> {
  try {
    await work(db)
  } finally {
    await db.close()
  }
}

async function seededTemplate(admin: string, seed: Seed): Promise<string> {
  const schema = (await readMigrations()).map(({ checksum }) => checksum.slice(0, 1)).join('')
  const name = `${PREFIX}_${seed.name}_${schema}`
  if ((await ask(admin, `select 1 from pg_database where datname = '${name}'`)).rows.length > 0) return name
  title(`Seeding ${seed.name}`)
  const { url, drop } = await migratedDatabase(admin)
  try {
    const db = await openPostgres({ url, connectionsMax: 4, telemetry: silentTelemetry(), slowQueryMs: 600_000 })
    await withDb(db, (opened) => seed.fill(opened))
    await ask(admin, `alter database ${new URL(url).pathname.slice(1)} rename to ${name}`)
  } catch (error) {
    await drop()
    throw error
  }
  return name
}

export async function removeSeeded(): Promise<void> {
  const admin = requireServer()
  const { rows } = await ask(admin, `select datname from pg_database where datname like '${PREFIX}_%'`)
  for (const { datname } of rows) await ask(admin, `drop database if exists ${datname} with (force)`)
}

async function ask(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: withDatabase(url, 'postgres') })
  await client.connect()
  try {
    return await client.query(text)
  } finally {
    await client.end()
  }
}
