import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expressionOf, nodesOf, someExpression, someRecord } from '../../../test/support/expressions.ts'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { evaluate } from '../../engine/index.ts'
import type { Expression } from '../../engine/index.ts'
import { rows, sql } from '../../platform/db/index.ts'
import { atLeastWhere } from './where-store.ts'
import type { WhereColumns } from './where-store.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

interface Row {
  readonly age: number | null
  readonly last_active: Date | null
  readonly gender: string | null
  readonly about: string | null
}

/** The database holds no time before the first year of our era. */
const kept = (instant: Date | null): Date | null => (instant && instant.getTime() >= FIRST_MS ? instant : null)
const FIRST_MS = Date.parse('0001-01-01T00:00:00Z')

const columnsOf = (row: Row): WhereColumns => ({
  age: sql`${row.age}::float8`,
  // A microsecond more is the same time to us.
  last_active: sql`${row.last_active?.toISOString() ?? null}::timestamptz + interval '1 microsecond'`,
  gender: sql`${row.gender}::text`,
  about: sql`${row.about}::text`,
})

/** What the database makes of it; null would be a truth that nobody knows. */
async function inDatabase(expression: Expression, row: Row): Promise<boolean | null> {
  const predicate = atLeastWhere(expression, columnsOf(row))
  const [found] = await rows<{ holds: boolean | null }>(
    corner.db.query,
    'test.where',
    sql`select ${predicate} as holds`,
  )
  return found?.holds ?? null
}

test('whoever an expression is true of is let through, and the database always says yes or no', async () => {
  await fc.assert(
    fc.asyncProperty(someExpression, someRecord, async (expression, record) => {
      const row = { ...record, last_active: kept(record.last_active) }
      const holds = await inDatabase(expression, row)
      expect(holds).toEqual(expect.any(Boolean))
      if (evaluate(expression, row) === true) expect(holds).toBe(true)
    }),
    { numRuns: 400 },
  )
})

const isFigure = (node: Expression): boolean =>
  node.kind !== 'comparison' || node.field === 'age' || node.field === 'last_active'

test('of figures and times that are known the database lets nobody else through', async () => {
  const figures = someExpression.filter((expression) => nodesOf(expression).every(isFigure))
  const known = someRecord.map((record) => ({
    ...record,
    age: record.age ?? 1,
    last_active: kept(record.last_active) ?? new Date(0),
  }))
  await fc.assert(
    fc.asyncProperty(figures, known, async (expression, row) => {
      expect(await inDatabase(expression, row)).toBe(evaluate(expression, row))
    }),
    { numRuns: 150 },
  )
})

const someone: Row = { age: 30, last_active: new Date('2026-01-31T12:00:00.123Z'), gender: 'female', about: null }

test.each([
  ['age = 30', true],
  ['age != 30', false],
  ['age in 31..', false],
  ['age in (29, 30)', true],
  ['last_active = 2026-01-31', true],
  ['last_active > 2026-01-31', false],
  ['last_active in 2026-01-31T12:00:00.123Z..2026-01-31T12:00:00.123Z', true],
  ['gender is known and about is unknown', true],
  ['about is known', false],
  // What is in a text, or in a list, is not for the database to say: neither that it is, nor that it is not.
  ['gender = "male"', true],
  ['not gender = "female"', true],
  ['interests contains "chess"', true],
  ['age = 31 and gender = "female"', false],
  ['age = 31 or gender = "male"', true],
  ['not (age = 30 and gender = "male")', true],
  ['not (age = 30 or gender = "male")', false],
])('somebody of 30 and “%s”: %s', async (text, isLetThrough) => {
  expect(await inDatabase(expressionOf(text), someone)).toBe(isLetThrough)
})

test('what is not known of a figure is let through where it is denied, and kept out where it is asserted', async () => {
  const unknown = { ...someone, age: null, last_active: null }
  for (const text of ['age < 200', 'age in (30)', 'last_active in ..2030-01-01'])
    expect([
      await inDatabase(expressionOf(text), unknown),
      await inDatabase(expressionOf(`not ${text}`), unknown),
    ]).toEqual([false, true])
})
