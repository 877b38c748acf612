import { expect, test } from 'vitest'
import { profilesMappingShape } from './profiles-mapping.ts'

test('without a mapping the names are those of Circle', () => {
  const { profiles, blocks } = profilesMappingShape.parse({})
  expect(profiles).toMatchObject({
    table: 'profiles',
    id: 'id',
    first_name: 'first_name',
    about: 'about',
    deleted_at: 'deleted_at',
    date_of_birth: null,
    offers: null,
  })
  expect(blocks).toEqual({ table: 'blocks', blocker_id: 'blocker_id', blocked_id: 'blocked_id' })
})

test('only what differs is named, and null says that a host has no such column, or no blocks', () => {
  const { profiles, blocks } = profilesMappingShape.parse({
    profiles: { table: 'app.members', first_name: 'display_name', last_name: null, offers: 'gives' },
    blocks: null,
  })
  expect(profiles).toMatchObject({
    table: 'app.members',
    id: 'id',
    first_name: 'display_name',
    last_name: null,
    offers: 'gives',
  })
  expect(blocks).toBeNull()
})

test.each([
  { profiles: { table: 'profiles; drop table x' } },
  { profiles: { id: 'a b' } },
  { profiles: { id: null } },
  { profiles: { surname: 'x' } },
  { friends: {} },
])('%j is no mapping', (mapping) => {
  expect(profilesMappingShape.safeParse(mapping).success).toBe(false)
})
