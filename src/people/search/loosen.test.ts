import { afterAll, beforeAll, expect, test } from 'vitest'
import { expressionOf } from '../../../test/support/expressions.ts'
import { dimension, profilesCorner } from '../../../test/support/profiles-corner.ts'
import type { ProfilesCorner } from '../../../test/support/profiles-corner.ts'
import { noConditions } from '../profiles/index.ts'
import type { Conditions } from '../profiles/index.ts'
import { loosen } from './loosen.ts'
import { newAllowance } from './take-turns.ts'

let corner: ProfilesCorner
beforeAll(async () => {
  corner = await profilesCorner()
  await corner.put([
    { personId: 'ann', age: 20, gender: 'female', about: 'I climb.' },
    { personId: 'bea', age: 22, gender: 'female' },
    { personId: 'tim', age: 40, gender: 'male' },
    { personId: 'old', age: 20, gender: 'male', lastActive: new Date('2020-01-01T00:00:00Z') },
  ])
})
afterAll(() => corner.close())

const women = { groups: [['female']], unknown: 'fails' as const }
const from = (min: number): Conditions['ages'] => ({ min, max: null, unknown: 'fails' })
const told = (conditions: Partial<Conditions>, { dropped = 0, isMember = false, allowance = newAllowance() } = {}) =>
  loosen(
    corner.db.query,
    { generation: corner.generation, dimension, today: '2026-03-01' },
    { conditions: { ...noConditions, ...conditions }, dropped, isMember, allowance },
  )

test('a condition that alone keeps people out is told of, and no two beside it', async () => {
  expect(await told({ genders: women, ages: from(30) })).toEqual([
    { by: ['age'], count: 2 },
    { by: ['gender'], count: 1 },
  ])
})

test('where none alone would add anybody, two together are told of', async () => {
  expect(await told({ genders: { groups: [['trans']], unknown: 'fails' }, ages: from(50) })).toEqual([
    { by: ['age', 'gender'], count: 4 },
  ])
})

test('a member is not told of those who are long away, not even beside another condition', async () => {
  const asked = { genders: women, activeSince: new Date('2025-12-01T00:00:00Z'), excludedIds: ['ann', 'bea', 'tim'] }
  expect(await told(asked)).toEqual([{ by: ['inactive', 'gender'], count: 1 }])
  expect(await told(asked, { isMember: true })).toEqual([])
})

test('whoever fails an expression is not to be had by dropping another condition', async () => {
  const where = [expressionOf('about contains "climb"')]
  expect(await told({ where, ages: from(50) }, { dropped: 3 })).toEqual([
    { by: ['where'], count: 3 },
    { by: ['age'], count: 1 },
  ])
  expect(await told({ where, ages: from(50), genders: { groups: [['trans']], unknown: 'fails' } })).toEqual([
    { by: ['age', 'gender'], count: 1 },
  ])
})

test('expressions draw on what the search may still spend, and ids that are left out are not judged by them', async () => {
  const where = [expressionOf('about contains "climb"')]
  const allowance = { leftMs: -1 }
  await expect(told({ where, ages: from(100) }, { allowance })).rejects.toMatchObject({ code: 'request.invalid' })
  const isNobody = { where, ages: from(100), candidateIds: ['nobody'] }
  expect(await told(isNobody, { allowance })).toEqual([])
})

test('lists of ids are no wishes to loosen', async () => {
  expect(await told({ candidateIds: ['ann'], excludedIds: ['bea'] })).toEqual([])
})
