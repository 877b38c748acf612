/** A database of its own for each test file: embedded, or real PostgreSQL when TEST_DATABASE_URL is set. */
import { createHash, randomUUID } from 'node:crypto'
import { cpSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate, openEmbedded, openPostgres, readMigrations } from '../../src/platform/db/index.ts'
import type { Db } from '../../src/platform/db/index.ts'
import { openJobs } from '../../src/platform/jobs/index.ts'
import { silentTelemetry } from '../../src/platform/telemetry/index.ts'

export interface Corner {
  readonly db: Db
  /** The address of this corner on real PostgreSQL; null when embedded. */
  readonly url: string | null
  /** The folder of this corner when embedded; null on real PostgreSQL. */
  readonly dataDir: string | null
  close(): Promise<void>
}

const options = { telemetry: silentTelemetry(), slowQueryMs: 60_000 }

export const realDatabaseUrl = process.env['TEST_DATABASE_URL']

/** An empty database as a first start leaves it: migrated, and with the tables of the job queue. */
export async function testDb(): Promise<Corner> {
  return realDatabaseUrl ? postgresCorner(realDatabaseUrl) : embeddedCorner()
}

/** An empty database that no migration has touched. */
export async function bareDb(): Promise<Corner> {
  return realDatabaseUrl ? postgresCorner(realDatabaseUrl, 'template1') : embeddedCorner(false)
}

/** Embedded, whatever is set. */
export async function embeddedCorner(isMigrated = true): Promise<Corner> {
  const folder = await mkdtemp(join(tmpdir(), 'reciprocity-test-'))
  const dataDir = join(folder, 'db')
  await copyEmbedded(dataDir, isMigrated)
  const db = await openEmbedded({ ...options, dataDir })
  return {
    db,
    url: null,
    dataDir,
    async close() {
      await db.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** As a first start leaves it: no row but those that migrations write, no index of a generation, counting from the start. */
export async function emptyDb(db: Db): Promise<void> {
  await db.statements(EMPTYING)
}

const EMPTYING = `do $$ declare step text; begin
  -- Without the order of foreign keys: every table is emptied.
  set local session_replication_role = replica;
  for step in
    select format('delete from %I.%I', schemaname, tablename) from pg_tables
      where schemaname = 'reciprocity' and tablename not in ('migrations', 'host_passes')
    union all select 'delete from reciprocity_jobs.job'
    union all select 'update reciprocity.host_passes set step = default, after = default, page = default'
    union all select format('alter sequence %I.%I restart', schemaname, sequencename) from pg_sequences
      where schemaname = 'reciprocity'
    union all select format('drop index %I.%I', schemaname, indexname) from pg_indexes
      where schemaname = 'reciprocity' and tablename in ('facets', 'profile_vectors') and indexname ~ '_[0-9]+$'
  loop execute step; end loop;
end $$`

/** In one call: file by file, as promises do it, takes ten times as long for a thousand small files. */
export async function copyEmbedded(dataDir: string, isPrepared = true): Promise<void> {
  cpSync(await embeddedTemplate(isPrepared), dataDir, { recursive: true })
}

/** What a prepared database depends on. Names of migrations, too: one that was only renamed is another to the product. */
async function preparedPrint(): Promise<string> {
  const migrations = (await readMigrations()).map(({ name, checksum }) => name + checksum)
  const paths = ['package.json', 'src/platform/jobs/store.ts']
  const texts = await Promise.all(paths.map((path) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')))
  return createHash('sha256')
    .update([...migrations, ...texts].join())
    .digest('hex')
    .slice(0, 12)
}

/** As a first start does it. */
async function prepare(db: Db): Promise<void> {
  await migrate(db, await readMigrations())
  const jobs = openJobs({ db, telemetry: options.telemetry, handlers: () => [] })
  await jobs.start()
  await jobs.stop(1)
}

/** Made once and kept: starting from a copy takes a tenth of the time. */
async function embeddedTemplate(isPrepared: boolean): Promise<string> {
  const template = join(tmpdir(), `reciprocity-template-${isPrepared ? await preparedPrint() : 'bare'}`)
  if (await exists(template)) return template
  const making = `${template}-${randomUUID()}`
  await mkdir(making, { recursive: true })
  const db = await openEmbedded({ ...options, dataDir: making })
  if (isPrepared) await prepare(db)
  await db.close()
  await rename(making, template).catch(() => rm(making, { recursive: true, force: true }))
  return template
}

/** A database of its own on a real server. */
export async function migratedDatabase(
  adminUrl: string,
  template?: string,
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `corner_${randomUUID().replaceAll('-', '')}`
  await asAdmin(adminUrl, `create database ${name} template ${template ?? (await postgresTemplate(adminUrl))}`)
  const drop = async (): Promise<void> => void (await asAdmin(adminUrl, `drop database if exists ${name} with (force)`))
  return { url: withDatabase(adminUrl, name), drop }
}

async function postgresCorner(adminUrl: string, template?: string): Promise<Corner> {
  const { url, drop } = await migratedDatabase(adminUrl, template)
  const db = await openPostgres({ ...options, url, connectionsMax: 5 })
  return {
    db,
    url,
    dataDir: null,
    async close() {
      await db.close()
      await drop()
    },
  }
}

async function postgresTemplate(adminUrl: string): Promise<string> {
  const name = `template_${await preparedPrint()}`
  const found = await asAdmin(adminUrl, `select 1 from pg_database where datname = '${name}'`)
  if (found.rows.length > 0) return name
  const making = `making_${randomUUID().replaceAll('-', '')}`
  await asAdmin(adminUrl, `create database ${making} template template1`)
  const db = await openPostgres({ ...options, url: withDatabase(adminUrl, making), connectionsMax: 2 })
  await prepare(db)
  await db.close()
  await asAdmin(adminUrl, `alter database ${making} rename to ${name}`).catch(() =>
    asAdmin(adminUrl, `drop database ${making}`),
  )
  return name
}

/** Two test files that make databases from one template at once disturb each other: they try again. */
async function asAdmin(url: string, text: string, triesLeft = 50): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(text)
  } catch (error) {
    const isBusy = error instanceof Error && 'code' in error && error.code === '55006'
    if (!isBusy || triesLeft === 0) throw error
  } finally {
    await client.end()
  }
  await new Promise((resolve) => setTimeout(resolve, 100))
  return asAdmin(url, text, triesLeft - 1)
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.toString()
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
