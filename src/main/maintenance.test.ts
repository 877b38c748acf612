import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { measureMachine } from './maintenance.ts'
import { testDb } from '../../test/support/db.ts'
import type { HostReader } from '../platform/db/index.ts'
import { createMetrics, silentTelemetry } from '../platform/telemetry/index.ts'

test('connections are counted by whose database they lead to, those of passes by themselves', async () => {
  const corner = await testDb()
  onTestFinished(() => corner.close())
  const metrics = createMetrics()
  const door = (total: number) => ({ pool: () => ({ total, idle: 0, waiting: 0 }) }) as unknown as HostReader
  const itemsHost = { answers: door(3), passes: door(1) }
  measureMachine(
    { ...silentTelemetry(), metrics },
    { db: corner.db, host: null, profilesHost: null, itemsHost, dataDir: './nowhere', clock: () => new Date() },
  )
  const exposed = await metrics.expose()
  expect(exposed).toContain('reciprocity_db_pool{database="main",state="total"} 3')
  expect(exposed).toContain('reciprocity_db_pool{database="main_passes",state="total"} 1')
  expect(exposed).toContain('reciprocity_db_pool{database="own",state="total"}')
})

test('the size of the data folder is measured once a minute, however often it is asked for', async () => {
  const corner = await testDb()
  onTestFinished(() => corner.close())
  const dataDir = await mkdtemp(join(tmpdir(), 'reciprocity-folder-'))
  onTestFinished(() => rm(dataDir, { recursive: true }))
  const metrics = createMetrics()
  let now = new Date()
  measureMachine(
    { ...silentTelemetry(), metrics },
    { db: corner.db, host: null, profilesHost: null, itemsHost: null, dataDir, clock: () => now },
  )
  const figure = async () => /^reciprocity_data_folder_bytes (\d+)$/mu.exec(await metrics.expose())?.[1]

  await writeFile(join(dataDir, 'one'), 'x'.repeat(7))
  expect(await figure()).toBe('7')
  await writeFile(join(dataDir, 'two'), 'x'.repeat(5))
  now = new Date(now.getTime() + 59_000)
  expect(await figure()).toBe('7')
  now = new Date(now.getTime() + 1_000)
  expect(await figure()).toBe('12')
})
