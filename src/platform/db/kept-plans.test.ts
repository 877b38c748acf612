import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import type { Tx } from './port.ts'
import { plannedRows, rows, sql } from './tables.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

const ask = (value: number): Promise<{ doubled: number }[]> =>
  plannedRows<{ doubled: number }>(corner.db.query, 'test.double', {
    text: 'select $1::int * 2 as doubled',
    values: [value],
  })

/** Names of statements that the connection of this transaction keeps, once it has asked `before`. */
async function keptBy(before: () => Promise<unknown>): Promise<string[]> {
  await before()
  const kept = await rows<{ name: string }>(corner.db.query, 'test.kept', sql`select name from pg_prepared_statements`)
  return kept.map(({ name }) => name)
}

test('a kept plan answers anew for every value, beyond the five tries after which it is made general', async () => {
  for (let value = 0; value < 12; value += 1) expect(await ask(value)).toEqual([{ doubled: value * 2 }])
})

test('the connection keeps a plan under the name of the query, and only once', async () => {
  const names = await keptBy(async () => {
    await ask(1)
    await ask(2)
  })
  expect(names.filter((name) => name.startsWith('test.double '))).toHaveLength(1)
})

test('a query that is asked the ordinary way leaves no plan behind', async () => {
  const names = await keptBy(() => rows(corner.db.query, 'test.ordinary', sql`select ${1}::int`))
  expect(names.some((name) => name.startsWith('test.ordinary'))).toBe(false)
})

test('two texts under one name are two plans, however long the name is', async () => {
  const name = `test.${'long-'.repeat(20)}`
  const [one] = await plannedRows<{ n: number }>(corner.db.query, name, { text: 'select $1::int as n', values: [1] })
  const [two] = await plannedRows<{ n: number }>(corner.db.query, name, {
    text: 'select $1::int + 1 as n',
    values: [1],
  })
  expect([one?.n, two?.n]).toEqual([1, 2])
})

const divide = (tx: Tx, by: number): Promise<{ n: number }[]> =>
  plannedRows<{ n: number }>(tx, 'test.divide', { text: 'select 1 / $1::int as n', values: [by] })

test('a kept plan runs in the transaction that asks, and an error in it ends only that', async () => {
  const failing = corner.db.transaction(async (tx) => {
    await divide(tx, 0)
  })
  await expect(failing).rejects.toThrow('division by zero')
  expect(await divide(corner.db.query, 1)).toEqual([{ n: 1 }])
  expect(await ask(21)).toEqual([{ doubled: 42 }])
})

test('a table that changes under a kept plan is read as it is now', async () => {
  await corner.db.statements('create table shelves (id integer)')
  const count = (): Promise<{ n: number }[]> =>
    plannedRows(corner.db.query, 'test.count', {
      text: 'select count(*)::int as n from shelves where id > $1',
      values: [0],
    })
  expect(await count()).toEqual([{ n: 0 }])
  await corner.db.statements('create index shelves_by_id on shelves (id)')
  await corner.db.statements('insert into shelves select generate_series(1, 5)')
  expect(await count()).toEqual([{ n: 5 }])
})
