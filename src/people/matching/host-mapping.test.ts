import { expect, test } from 'vitest'
import { hostMappingShape, wantedRights } from './host-mapping.ts'

const spell = (mapping: unknown): string[] =>
  wantedRights(hostMappingShape.parse(mapping)).map(
    ({ table, rights, columns }) => `${rights.join('+')} ${table}(${columns.join()})`,
  )

test('of the users the id and the status are read, and the status alone is written', () => {
  expect(spell({}).slice(0, 2)).toEqual(['SELECT users(id,onboarding_status)', 'UPDATE users(onboarding_status)'])
})

test('of a summary only the columns that the mapping names are written', () => {
  const summaries = { table: 'app.cards', user_id: 'owner', persona: 'body', requirements: null }
  expect(spell({ user_summaries: summaries }).slice(2)).toEqual([
    'SELECT app.cards(owner)',
    'INSERT+DELETE app.cards(owner,body)',
    'UPDATE app.cards(body)',
  ])
})

test('pairs without a score are written and removed, never changed', () => {
  const matches = { table: 'matches', user_a_id: 'a', user_b_id: 'b' }
  expect(spell({ matches }).filter((line) => line.includes('matches'))).toEqual([
    'SELECT matches(a,b)',
    'INSERT+DELETE matches(a,b)',
  ])
})

test('a mapping without pairs asks for no right on their table', () => {
  expect(spell({}).join()).not.toContain('matches')
})
