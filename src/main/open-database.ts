/** Our database, embedded or real: opened, found to be ours, brought up to date. */
import { join } from 'node:path'
import {
  lockDirectory,
  migrate,
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

/** Processes that start together wait for each other; the second finds nothing to do. Returns what was applied. */
export async function migrateNow(db: Db, telemetry: Telemetry): Promise<readonly string[]> {
  const applied = await migrate(db, await readMigrations())
  for (const name of applied) telemetry.log.info('A migration was applied.', { migration: name })
  return applied
}
