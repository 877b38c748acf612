/** A database of its own for each test file: embedded, or real PostgreSQL when TEST_DATABASE_URL is set. */
import { randomUUID } from 'node:crypto'
import { cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate, openEmbedded, openPostgres, readMigrations } from '../../src/platform/db/index.ts'
import type { Migration } from '../../src/platform/db/index.ts'
import type { Db } from '../../src/platform/db/index.ts'
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

/** An empty, migrated database. */
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
  await cp(await embeddedTemplate(isMigrated), dataDir, { recursive: true })
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

/** Of names, too: a migration that was only renamed is another to the product. */
const migrationsPrint = (migrations: readonly Migration[]): string =>
  fingerprint(migrations.map(({ name, checksum }) => name + checksum))

/** Made once per set of migrations and kept: starting from a copy takes a tenth of the time. */
export async function embeddedTemplate(isMigrated = true): Promise<string> {
  const migrations = isMigrated ? await readMigrations() : []
  const template = join(tmpdir(), `reciprocity-template-${migrationsPrint(migrations)}`)
  if (await exists(template)) return template
  const making = `${template}-${randomUUID()}`
  await mkdir(making, { recursive: true })
  const db = await openEmbedded({ ...options, dataDir: making })
  if (isMigrated) await migrate(db, migrations)
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
  const migrations = await readMigrations()
  const name = `template_${migrationsPrint(migrations)}`
  const found = await asAdmin(adminUrl, `select 1 from pg_database where datname = '${name}'`)
  if (found.rows.length > 0) return name
  const making = `making_${randomUUID().replaceAll('-', '')}`
  await asAdmin(adminUrl, `create database ${making} template template1`)
  const db = await openPostgres({ ...options, url: withDatabase(adminUrl, making), connectionsMax: 2 })
  await migrate(db, migrations)
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

function fingerprint(parts: readonly string[]): string {
  let hash = 0n
  for (const character of parts.join()) hash = (hash * 131n + BigInt(character.codePointAt(0) ?? 0)) % 0xffffffffffffn
  return hash.toString(16)
}
