/** What every database of ours promises, as tests: each adapter runs them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../../../test/support/jobs.ts'
import type { Db } from './port.ts'
import { rows, sql, statementIn, tablesOf } from './tables.ts'

export interface OpenedDatabase {
  readonly db: Db
  /** Ends what stands behind the database, too. */
  close(): Promise<void>
}

interface NoteTables {
  notes: { id: number; text: string }
}
const tables = tablesOf<NoteTables>()

const readNote = (db: Db, id: number) =>
  tables(db.query, 'test.read-note').selectFrom('notes').selectAll().where('id', '=', id).executeTakeFirst()

/** `open` gives an empty, migrated database. */
export function databaseKeepsItsPromises(name: string, open: () => Promise<OpenedDatabase>): void {
  describe(`${name} keeps the promises of a database`, () => {
    let opened: OpenedDatabase
    beforeAll(async () => {
      opened = await open()
      await opened.db.statements('create table notes (id integer primary key, text text not null)')
    })
    afterAll(() => opened.close())
    const database = () => opened.db

    transactionsHold(database)
    wordsAreHeard(database)
  })
}

function transactionsHold(database: () => Db): void {
  test('what a transaction wrote is there after it', async () => {
    await database().transaction(async (tx) => {
      await tables(tx, 'test.write-note').insertInto('notes').values({ id: 1, text: 'kept' }).execute()
    })
    expect(await readNote(database(), 1)).toEqual({ id: 1, text: 'kept' })
  })

  test('a transaction that throws leaves nothing behind and the connection usable', async () => {
    const failing = database().transaction(async (tx) => {
      await tables(tx, 'test.write-note').insertInto('notes').values({ id: 2, text: 'lost' }).execute()
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await readNote(database(), 2)).toBeUndefined()
  })

  test('a query outside the open transaction is refused inside it, instead of waiting for itself for ever', async () => {
    const crossing = database().transaction(async () => {
      await readNote(database(), 1)
    })
    await expect(crossing).rejects.toThrow(/outside the open transaction/u)
    await expect(database().transaction(() => database().statements('select 1'))).rejects.toThrow(/outside/u)
  })

  test('twenty transactions at once each keep to their own', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => 100 + index)
    await Promise.all(
      ids.map((id) =>
        database()
          .transaction(async (tx) => {
            await tables(tx, 'test.write-note').insertInto('notes').values({ id, text: 'x' }).execute()
            if (id % 2) throw new Error('odd')
          })
          .catch(() => {}),
      ),
    )
    const kept = await rows<{ id: number }>(
      database().query,
      'test.all',
      sql`select id from notes where id >= 100 order by id`,
    )
    expect(kept.map(({ id }) => id)).toEqual(ids.filter((id) => id % 2 === 0))
  })

  test('a snapshot reads what was there at its first question, and writes nothing', async () => {
    await database().statements(`insert into notes values (50, 'before')`)
    const [isRead, isWritten] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const reading = database().snapshot(async (tx) => {
      const read = () => tables(tx, 'test.read-note').selectFrom('notes').select('text').where('id', '=', 50).execute()
      const first = await read()
      isRead.resolve()
      await isWritten.promise
      return [first, await read()]
    })
    await isRead.promise
    const writing = database().statements(`update notes set text = 'after' where id = 50`)
    // One connection lets nobody write meanwhile.
    if (database().kind === 'postgres') await writing
    isWritten.resolve()
    expect(await reading).toEqual([[{ text: 'before' }], [{ text: 'before' }]])
    await writing
    const written = database().snapshot((tx) => tables(tx, 'test.remove-notes').deleteFrom('notes').execute())
    await expect(written).rejects.toThrow(/read-only/u)
  })

  test('a failed block of statements does not poison the next query', async () => {
    await expect(database().statements('begin; select 1/0; commit')).rejects.toThrow(/division/u)
    expect((await database().statements('select 1 as one')).rows).toEqual([{ one: 1 }])
  })
}

function wordsAreHeard(database: () => Db): void {
  test('what a transaction says is heard when it commits, and not when it does not', async () => {
    const heard: string[] = []
    let isReady = false
    const stop = database().listen('test-channel', {
      onPayload: (payload) => void heard.push(payload),
      onGap: () => {},
      onReady: () => void (isReady = true),
    })
    await eventually(() => isReady)
    await database()
      .transaction((tx) => database().notify(tx, 'test-channel', 'never'))
      .catch(() => {})
    await database()
      .transaction(async (tx) => {
        await database().notify(tx, 'test-channel', 'unsaid')
        throw new Error('no')
      })
      .catch(() => {})
    await eventually(() => heard.length > 0)
    expect(heard).toEqual(['never'])
    stop()
  })

  test('vectors are there and compared by cosine', async () => {
    const found = await statementIn(database().query, `select '[1,0]'::halfvec <=> '[0,1]'::halfvec as distance`)
    expect(found.rows).toEqual([{ distance: 1 }])
  })
}
