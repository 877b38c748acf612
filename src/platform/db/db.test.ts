import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../../../test/support/jobs.ts'
import { bareDb, embeddedCorner, realDatabaseUrl, testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { openLine } from '../../../test/support/process-outages.ts'
import { silentTelemetry } from '../telemetry/index.ts'
import { databaseKeepsItsPromises } from './contract.ts'
import { refuseForeignDatabase } from './foreign.ts'
import { migrate, migrationStatus, readMigrations } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import { statementIn } from './tables.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

databaseKeepsItsPromises('the embedded database', () => embeddedCorner())
if (realDatabaseUrl) databaseKeepsItsPromises('PostgreSQL', testDb)

test('a second migration run changes nothing and every migration is stamped', async () => {
  const migrations = await readMigrations()
  expect(await migrate(corner.db, migrations)).toEqual([])
  const status = await migrationStatus(corner.db, migrations)
  expect(status.length).toBe(migrations.length)
  expect(status.every(({ appliedAt }) => appliedAt instanceof Date)).toBe(true)
})

test('a migration that fails leaves nothing behind, not even those before it', async () => {
  const bare = await bareDb()
  const good = { name: '0001-good', text: 'create table good (id integer)', checksum: 'a' }
  const bad = { name: '0002-bad', text: 'create table worse (id integer); select 1/0', checksum: 'b' }
  await expect(migrate(bare.db, [good, bad])).rejects.toThrow(/0002-bad failed; nothing was changed/u)
  const left = await bare.db.statements(`select 1 from pg_namespace where nspname = 'reciprocity'`)
  expect(left.rows).toEqual([])
  expect(await migrate(bare.db, [good])).toEqual(['0001-good'])
  await expect(migrate(bare.db, [{ ...good, checksum: 'changed' }])).rejects.toThrow(/0001-good differs/u)
  await bare.close()
})

test('each migration runs on a database that has only those before it', async () => {
  const bare = await bareDb()
  const migrations = await readMigrations()
  expect(migrations.length).toBeGreaterThan(3)
  for (const [index, migration] of migrations.entries()) {
    expect(await migrate(bare.db, migrations.slice(0, index + 1))).toEqual([migration.name])
  }
  await bare.close()
})

test('a database that holds a table of another product is refused before anything is written', async () => {
  const bare = await bareDb()
  await bare.db.statements('create table user_summaries (id text)')
  await expect(refuseForeignDatabase(bare.db)).rejects.toThrow(/Probably meant: RECIPROCITY_BACKEND_DB_URL/u)
  await bare.close()
})

test('a database with the profiles of a Circle product is refused, and named what it is', async () => {
  const bare = await bareDb()
  await bare.db.statements('create table profiles (id uuid)')
  await bare.db.statements('create table blocks (blocker_id uuid, blocked_id uuid)')
  await expect(refuseForeignDatabase(bare.db)).rejects.toThrow(/"public\.profiles".*PROFILES_DATABASE_URL/u)
  await bare.close()
})

test.each(['handpicked_presents', 'handpicked_likes', 'handpicked_present_clicks'])(
  'a database of a MySanta product, which has %s, is refused, and the setting that leads to it is named',
  async (table) => {
    const bare = await bareDb()
    await bare.db.statements(`create table ${table} (id uuid)`)
    await expect(refuseForeignDatabase(bare.db)).rejects.toThrow(/Probably meant: MAIN_DATABASE_URL/u)
    await bare.close()
  },
)

test.skipIf(!realDatabaseUrl)(
  'connections that break in the midst of a transaction fail it, and nothing else',
  async () => {
    const url = corner.url ?? ''
    const line = await openLine(url)
    const options = { telemetry: silentTelemetry(), slowQueryMs: 60_000, connectionsMax: 3 }
    const db = await openPostgres({ url: line.through(url), ...options })
    const broken = [0, 1].map((index) =>
      db.transaction(async (tx) => {
        await statementIn(tx, 'select 1')
        if (index === 1) await eventually(() => isCut)
        await statementIn(tx, 'select pg_sleep(10)')
      }),
    )
    let isCut = false
    setTimeout(() => {
      line.cut()
      isCut = true
    }, 300)
    const ends = await Promise.allSettled(broken)
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await line.heal()
    expect((await statementIn(db.query, 'select 1 as one')).rows).toEqual([{ one: 1 }])
    await db.close()
    await line.close()
  },
)

test('a user who may make nothing is told so with the name of the setting', async () => {
  const bare = await bareDb()
  const asGuest: typeof bare.db = {
    ...bare.db,
    // The role goes with the transaction that made it.
    transaction: (work) =>
      bare.db.transaction(async (tx) => {
        await statementIn(tx, 'create role reciprocity_guest')
        await statementIn(tx, 'set local role reciprocity_guest')
        return work(tx)
      }),
  }
  await expect(migrate(asGuest, [])).rejects.toThrow(/^The user of DATABASE_URL cannot make the schema .*\(42501\)/u)
  await bare.close()
})
