import { expect, test } from 'vitest'
import { noConditions } from '../profiles/index.ts'
import type { Conditions } from '../profiles/index.ts'
import { ladderOf } from './widen.ts'

const near = { place: { latitude: 1, longitude: 2 }, km: 10, unknown: 'passes', isBlurred: false } as const
const told = (conditions: Partial<Conditions>): string[] =>
  ladderOf({ ...noConditions, ...conditions }).map(
    ({ widened: { filter, from, to } }) => `${filter}: ${from} -> ${to ?? 'no matter'}`,
  )

test('first how far, then how old, then what kind', () => {
  const kind = { text: 'serious', kind: 'relationship', anyOf: [[['seriou']]] } as const
  expect(told({ near, ages: { min: 25, max: 35, unknown: 'fails' }, said: [kind] })).toEqual([
    'distance: 10 km -> 20 km',
    'distance: 20 km -> 50 km',
    'distance: 50 km -> no matter',
    'age: 25 to 35 -> 20 to 40',
    'age: 20 to 40 -> 18 to 45',
    'age: 18 to 45 -> from 18',
    'kind: serious -> no matter',
  ])
})

test('whoever asks for grown-ups is never shown anybody else', () => {
  const ages = ladderOf({ ...noConditions, ages: { min: 18, max: 20, unknown: 'fails' } }).map(
    ({ conditions }) => conditions.ages?.min,
  )
  expect(ages).toEqual([18, 18, 18])
})

test('each step stands on the one before it', () => {
  const steps = ladderOf({ ...noConditions, near, ages: { min: null, max: 30, unknown: 'fails' } })
  expect(steps.at(-1)?.conditions).toMatchObject({ near: null, ages: null })
})

test('a word that must be said, a gender and a block are never loosened', () => {
  expect(
    told({
      said: [{ text: 'vegan', kind: 'words', anyOf: [[['vegan']]] }],
      genders: { groups: [['female']], unknown: 'fails' },
      blockedIds: ['mira'],
    }),
  ).toEqual([])
})

test('a step that changes nothing is none', () => {
  expect(told({ near: { ...near, km: 0 } })).toEqual(['distance: 0 km -> no matter'])
  expect(told({ near: { ...near, km: 9000 } })).toEqual([
    'distance: 9000 km -> 18000 km',
    'distance: 18000 km -> no matter',
  ])
})
