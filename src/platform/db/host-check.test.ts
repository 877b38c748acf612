import { expect, test } from 'vitest'
import { idKindOf, isPossibleId, requireTable } from './host-check.ts'
import type { ColumnFact } from './host-check.ts'

const settings = { setting: 'THEIR_URL', mappingSetting: 'THEIR_MAPPING' }
const facts: readonly ColumnFact[] = [
  { table: 'users', column: 'id', type: 'uuid' },
  { table: 'users', column: 'score', type: 'int8' },
  { table: 'users', column: 'name', type: 'varchar' },
]

test('a table that is not there is named in one sentence, with the setting that names it otherwise', () => {
  expect(() => requireTable({ table: 'people', id: 'id' }, facts, settings)).toThrow(
    'The database of THEIR_URL has no table "people". Set THEIR_MAPPING to the names that it uses.',
  )
})

test('a column that is not there is named, and one that is not used need not be there', () => {
  expect(() => requireTable({ table: 'users', id: 'id', status: 'state' }, facts, settings)).toThrow(
    'The table "users" of THEIR_URL has no column "state". Set THEIR_MAPPING to the names that it uses.',
  )
  expect(() => requireTable({ table: 'users', id: 'id', status: null }, facts, settings)).not.toThrow()
})

test('of what kind ids are is told by the type of their column', () => {
  expect(['id', 'score', 'name', 'gone'].map((column) => idKindOf(facts, 'users', column))).toEqual([
    'uuid',
    'integer',
    'text',
    'text',
  ])
})

test('an id that the host cannot have is not asked for', () => {
  expect(isPossibleId('ada', 'uuid')).toBe(false)
  expect(isPossibleId('0190a8b0-0000-7000-8000-000000000000', 'uuid')).toBe(true)
  expect([isPossibleId('12', 'integer'), isPossibleId('1e2', 'integer'), isPossibleId('1e2', 'text')]).toEqual([
    true,
    false,
    true,
  ])
})
