import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../../../test/support/jobs.ts'
import { bareDb, realDatabaseUrl, testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { openLine } from '../../../test/support/process-outages.ts'
import { silentTelemetry } from '../telemetry/index.ts'
import { refuseForeignDatabase } from './foreign.ts'
import { migrate, migrationStatus, readMigrations } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import { rows, sql, statementIn, tablesOf } from './tables.ts'

interface NoteTables {
  notes: { id: number; text: string }
}
const tables = tablesOf<NoteTables>()

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
  await corner.db.statements('create table notes (id integer primary key, text text not null)')
})
afterAll(() => corner.close())

const readNote = (id: number) =>
  tables(corner.db.query, 'test.read-note').selectFrom('notes').selectAll().where('id', '=', id).executeTakeFirst()

test('what a transaction wrote is there after it', async () => {
  await corner.db.transaction(async (tx) => {
    await tables(tx, 'test.write-note').insertInto('notes').values({ id: 1, text: 'kept' }).execute()
  })
  expect(await readNote(1)).toEqual({ id: 1, text: 'kept' })
})

test('a transaction that throws leaves nothing behind and the connection usable', async () => {
  const failing = corner.db.transaction(async (tx) => {
    await tables(tx, 'test.write-note').insertInto('notes').values({ id: 2, text: 'lost' }).execute()
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await readNote(2)).toBeUndefined()
})

test('a query outside the open transaction is refused inside it, instead of waiting for itself for ever', async () => {
  const crossing = corner.db.transaction(async () => {
    await readNote(1)
  })
  await expect(crossing).rejects.toThrow(/outside the open transaction/u)
  await expect(corner.db.transaction(() => corner.db.statements('select 1'))).rejects.toThrow(/outside/u)
})

test('twenty transactions at once each keep to their own', async () => {
  const ids = Array.from({ length: 20 }, (_, index) => 100 + index)
  await Promise.all(
    ids.map((id) =>
      corner.db
        .transaction(async (tx) => {
          await tables(tx, 'test.write-note').insertInto('notes').values({ id, text: 'x' }).execute()
          if (id % 2) throw new Error('odd')
        })
        .catch(() => {}),
    ),
  )
  const kept = await rows<{ id: number }>(
    corner.db.query,
    'test.all',
    sql`select id from notes where id >= 100 order by id`,
  )
  expect(kept.map(({ id }) => id)).toEqual(ids.filter((id) => id % 2 === 0))
})

test('a failed block of statements does not poison the next query', async () => {
  await expect(corner.db.statements('begin; select 1/0; commit')).rejects.toThrow(/division/u)
  expect((await corner.db.statements('select 1 as one')).rows).toEqual([{ one: 1 }])
})

test('what a transaction says is heard when it commits, and not when it does not', async () => {
  const heard: string[] = []
  let isReady = false
  const stop = corner.db.listen('test-channel', {
    onPayload: (payload) => void heard.push(payload),
    onGap: () => {},
    onReady: () => void (isReady = true),
  })
  await eventually(() => isReady)
  await corner.db.transaction((tx) => corner.db.notify(tx, 'test-channel', 'never')).catch(() => {})
  await corner.db
    .transaction(async (tx) => {
      await corner.db.notify(tx, 'test-channel', 'unsaid')
      throw new Error('no')
    })
    .catch(() => {})
  await eventually(() => heard.length > 0)
  expect(heard).toEqual(['never'])
  stop()
})

test('vectors are there and compared by cosine', async () => {
  const found = await statementIn(corner.db.query, `select '[1,0]'::halfvec <=> '[0,1]'::halfvec as distance`)
  expect(found.rows).toEqual([{ distance: 1 }])
})

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
