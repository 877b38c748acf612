/** Brings our schema up to date. Forwards only; a migration stays readable by the version before it. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { Problem } from '../../base/index.ts'
import { codeOf } from './pool.ts'
import type { Db } from './port.ts'
import { schemaName } from './schema.ts'
import { statementIn } from './tables.ts'
import type { Tx } from './port.ts'

/** One file of SQL; the checksum tells whether it is the one that was applied. */
export interface Migration {
  readonly name: string
  readonly text: string
  readonly checksum: string
}

export interface MigrationStatus {
  readonly name: string
  readonly appliedAt: Date | null
}

const FOLDER = new URL('./migrations/', import.meta.url)
/** Any number will do, as long as every version uses the same: whoever holds it migrates. */
const LOCK = 7_236_418

/** The migrations of this version, in order. */
export async function readMigrations(folder: URL = FOLDER): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (file) => {
      const text = await readFile(new URL(file, folder), 'utf8')
      return { name: file.replace(/\.sql$/u, ''), text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

/**
 * Applies what is missing, all in one transaction, so that a failure leaves nothing behind; processes that start
 * together wait for each other. Returns the names that were applied.
 */
export async function migrate(db: Db, migrations: readonly Migration[]): Promise<readonly string[]> {
  return db.transaction(async (tx) => {
    await statementIn(tx, `select pg_advisory_xact_lock(${LOCK})`)
    await prepare(tx)
    const applied = await readApplied(tx)
    const pending = planMigrations(migrations, applied)
    for (const migration of pending) await apply(tx, migration)
    return pending.map((migration) => migration.name)
  })
}

/**
 * What is left to do. A migration that was changed after it was applied is a fault of the build; one that we do not
 * know was applied by a newer version, which promises that this version still runs beside it.
 */
export function planMigrations(
  migrations: readonly Migration[],
  applied: ReadonlyMap<string, string>,
): readonly Migration[] {
  const changed = migrations.find(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum)
  if (changed) {
    throw new Problem(
      'server.setting',
      `Migration ${changed.name} differs from the one that this database went through.`,
    )
  }
  return migrations.filter(({ name }) => !applied.has(name))
}

/** Works on a database that was never migrated, too. */
export async function migrationStatus(db: Db, migrations: readonly Migration[]): Promise<readonly MigrationStatus[]> {
  const exists = await statementIn(db.query, `select to_regclass('${schemaName}.migrations') is not null as yes`)
  const times = new Map<unknown, unknown>()
  if (exists.rows[0]?.['yes']) {
    const { rows } = await statementIn(db.query, `select name, applied_at from ${schemaName}.migrations`)
    for (const row of rows) times.set(row['name'], row['applied_at'])
  }
  return migrations.map(({ name }) => ({ name, appliedAt: (times.get(name) as Date | undefined) ?? null }))
}

async function prepare(tx: Tx): Promise<void> {
  try {
    await statementIn(tx, `create schema if not exists ${schemaName}`)
    await statementIn(tx, 'create extension if not exists vector with schema public')
  } catch (error) {
    throw new Problem(
      'server.setting',
      `The user of DATABASE_URL cannot make the schema ${schemaName} and the extension vector (${codeOf(error)}). ` +
        'Give it the right to, or have an administrator make them.',
      { cause: error },
    )
  }
  const { rows } = await statementIn(
    tx,
    `select current_setting('server_version_num')::int as server,
      (select extversion from pg_extension where extname = 'vector') as vector`,
  )
  const fault = versionFault(Number(rows[0]?.['server']), String(rows[0]?.['vector']))
  if (fault !== null) throw new Problem('server.setting', fault)
  await statementIn(
    tx,
    `create table if not exists ${schemaName}.migrations
      (name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
  )
}

const SERVER_MIN = 150_000
/** Half-precision vectors came with 0.7, index scans that go on until enough rows pass the filter with 0.8. */
const VECTOR_MIN = [0, 8]

/** One sentence, or null when both are new enough. `server` as `server_version_num` says it, `vector` as `0.8.1`. */
export function versionFault(server: number, vector: string): string | null {
  if (server < SERVER_MIN)
    return `DATABASE_URL leads to PostgreSQL ${Math.floor(server / 10_000)}; it must be 15 or later.`
  const [major = 0, minor = 0] = vector.split('.').map(Number)
  const [majorMin = 0, minorMin = 0] = VECTOR_MIN
  if (major > majorMin || (major === majorMin && minor >= minorMin)) return null
  return (
    `The database of DATABASE_URL has pgvector ${vector}; it must be ${VECTOR_MIN.join('.')} or later ` +
    '(install it, then `alter extension vector update`).'
  )
}

async function readApplied(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const { rows } = await statementIn(tx, `select name, checksum from ${schemaName}.migrations`)
  return new Map(rows.map((row) => [String(row['name']), String(row['checksum'])]))
}

async function apply(tx: Tx, migration: Migration): Promise<void> {
  try {
    await statementIn(tx, migration.text)
    await statementIn(tx, `insert into ${schemaName}.migrations (name, checksum) values ($1, $2)`, [
      migration.name,
      migration.checksum,
    ])
  } catch (error) {
    throw new Problem('database.unavailable', `Migration ${migration.name} failed; nothing was changed.`, {
      cause: error,
    })
  }
}
