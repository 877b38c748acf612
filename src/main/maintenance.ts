/** Housekeeping of the embedded database: nobody else vacuums it or writes its checkpoints. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Clock } from '../base/index.ts'
import type { MainDoors } from '../items/index.ts'
import type { Db, HostDb, HostReader, PoolState } from '../platform/db/index.ts'
import { handles, job } from '../platform/jobs/index.ts'
import type { JobHandler } from '../platform/jobs/index.ts'
import type { Telemetry } from '../platform/telemetry/index.ts'

const maintain = job({ name: 'main.maintain', input: z.object({}), key: () => 'all', attempts: 1, concurrency: 1 })

/** Often enough that the log of an embedded database stays within some tens of megabytes. */
const EVERY_SECONDS = 600

/** Does nothing on a real server, which looks after itself. */
export function maintenanceHandler(db: Db): JobHandler {
  return handles({
    job: maintain,
    everySeconds: EVERY_SECONDS,
    async handle() {
      if (db.kind !== 'embedded') return
      await db.statements('vacuum analyze')
      await db.statements('checkpoint')
    },
  })
}

/** What there is to measure. */
export interface Machine {
  readonly db: Db
  readonly host: HostDb | null
  readonly profilesHost: HostReader | null
  readonly itemsHost: MainDoors | null
  readonly dataDir: string
  readonly clock: Clock
}

/** Gauges that are read when they are asked for. */
export function measureMachine(telemetry: Telemetry, machine: Machine): void {
  const { db, host, profilesHost, itemsHost, dataDir, clock } = machine
  const measureFolder = folderGauge(telemetry, dataDir, clock)
  telemetry.metrics.beforeScrape(async () => {
    measurePool(telemetry, 'own', db.pool())
    if (host) measurePool(telemetry, 'host', host.pool())
    if (profilesHost) measurePool(telemetry, 'profiles', profilesHost.pool())
    if (itemsHost) {
      measurePool(telemetry, 'main', itemsHost.answers.pool())
      measurePool(telemetry, 'main_passes', itemsHost.passes.pool())
    }
    await measureFolder()
  })
}

function measurePool({ metrics }: Telemetry, database: string, pool: PoolState): void {
  for (const state of ['total', 'idle', 'waiting'] as const) {
    metrics.set('reciprocity_db_pool', pool[state], { database, state })
  }
}

/** Measuring looks at every file of the database, so scrapes within this time see one figure. */
const FOLDER_SECONDS = 60

function folderGauge({ metrics }: Telemetry, dataDir: string, clock: Clock): () => Promise<void> {
  let dueAt = new Date(0)
  return async () => {
    const now = clock()
    if (now < dueAt) return
    metrics.set('reciprocity_data_folder_bytes', await folderBytes(dataDir))
    dueAt = new Date(now.getTime() + FOLDER_SECONDS * 1000)
  }
}

/** Files may come and go while we count. */
async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  let bytes = 0
  for (const entry of entries) {
    if (!entry.isFile()) continue
    bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0
  }
  return bytes
}
