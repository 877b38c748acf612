/** Our database, embedded or real: opened, found to be ours, brought up to date. */
import { join } from 'node:path'
import { Problem } from '../base/index.ts'
import {
  lockDirectory,
  migrate,
  migrationStatus,
  openEmbedded,
  openPostgres,
  readMigrations,
  refuseForeignDatabase,
} from '../platform/db/index.ts'
import type { Db } from '../platform/db/index.ts'
import type { Telemetry } from '../platform/telemetry/index.ts'
import type { Settings } from '../settings/index.ts'

/** Closing gives back the folder, too, where there is one. */
export interface OpenDatabase {
  readonly db: Db
  close(): Promise<void>
}

/** @throws Problem `server.setting` when another process holds the folder, or the database belongs to another product */
export async function openDatabase(settings: Settings, telemetry: Telemetry): Promise<OpenDatabase> {
  const { url, connections, slowQueryMs } = settings.database
  if (url !== undefined) {
    const db = await openPostgres({ url, connectionsMax: connections, telemetry, slowQueryMs })
    return guarded(db, () => db.close())
  }
  const lock = await lockDirectory(settings.dataDir)
  try {
    const db = await openEmbedded({ dataDir: join(settings.dataDir, 'db'), telemetry, slowQueryMs })
    return await guarded(db, async () => {
      await db.close()
      lock.release()
    })
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Nothing is written to a database that is not ours. */
async function guarded(db: Db, close: () => Promise<void>): Promise<OpenDatabase> {
  try {
    await refuseForeignDatabase(db)
    return { db, close }
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * For commands: an embedded database is brought up to date, for it has no other owner. One that others use is not, for
 * they may be of an older version, and deploying is not what was asked for.
 * @throws Problem `server.setting`
 */
export async function bringUpToDate(db: Db, telemetry: Telemetry): Promise<void> {
  if (db.kind === 'embedded') return void (await migrateNow(db, telemetry))
  const status = await migrationStatus(db, await readMigrations())
  const pending = status.filter(({ appliedAt }) => appliedAt === null).map(({ name }) => name)
  if (pending.length === 0) return
  throw new Problem(
    'server.setting',
    `The database is not up to date (pending: ${pending.join(', ')}). Run the command \`migrate\` first.`,
  )
}

/** Processes that start together wait for each other; the second finds nothing to do. Returns what was applied. */
export async function migrateNow(db: Db, telemetry: Telemetry): Promise<readonly string[]> {
  const applied = await migrate(db, await readMigrations())
  for (const name of applied) telemetry.log.info('A migration was applied.', { migration: name })
  return applied
}
