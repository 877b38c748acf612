/** Profiles as rows: what is written is what is read, and a version changes with what is embedded alone. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { silentPersona } from '../../../test/support/silent-persona.ts'
import { holdPeople } from '../registry/index.ts'
import { noPersona, nothingSaid } from './profile.ts'
import { findProfile, listProfiles, saveProfiles } from './store.ts'
import type { WrittenProfile } from './store.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

const profileOf = (personId: string, said: Partial<WrittenProfile> = {}): WrittenProfile => ({
  ...nothingSaid,
  ...noPersona,
  personId,
  isGiven: true,
  source: 'api',
  hostDigest: null,
  isListed: true,
  words: [],
  ...said,
})
const save = (...profiles: WrittenProfile[]) =>
  corner.db.transaction(async (tx) => {
    await holdPeople(
      tx,
      profiles.map(({ personId }) => personId),
    )
    await saveProfiles(tx, profiles)
  })
const find = async (id: string) => {
  const found = await findProfile(corner.db.query, id)
  if (!found) throw new Error('Nobody.')
  return found
}

const full: Partial<WrittenProfile> = {
  name: 'Ana "A\\na" {x}',
  dateOfBirth: '2000-02-29',
  gender: 'female',
  about: 'Lines\nand, "quotes" \\ and 🙂',
  interests: ['{a,b}', 'NULL', '"', '\\'],
  languages: ['fr'],
  latitude: -33.5,
  longitude: 180,
  lastActive: new Date('2026-05-01T10:00:00.123Z'),
  isVisible: false,
  isSuspended: true,
  wants: { km: 12.5, ageMin: 18, ageMax: 999, genders: ['male'], needs: ['x'] },
  persona: silentPersona,
  personaNeeds: ['a cook'],
  personaOffers: [],
  source: 'host',
  isListed: false,
}

test('what is written is what is read, whatever the characters', async () => {
  await save(profileOf('ana', full), profileOf('bo'))
  const { version, needsVectors, createdAt, updatedAt, ...kept } = await find('ana')
  expect(kept).toEqual(profileOf('ana', full))
  expect([version > 0, needsVectors, createdAt.getTime()]).toEqual([true, true, updatedAt.getTime()])
  expect((await find('bo')).persona).toBeNull()
  expect((await listProfiles(corner.db.query, ['ana', 'nobody', 'bo'])).length).toBe(2)
  expect(await findProfile(corner.db.query, 'nobody')).toBeNull()
})

test.each([
  ['about', { about: 'new' }],
  ['interests', { interests: ['new'] }],
  ['needs', { needs: ['new'] }],
  ['offers', { offers: ['new'] }],
  ['needs of the persona', { personaNeeds: ['new'] }],
  ['offers of the persona', { personaOffers: ['new'] }],
])('other %s make another version, which needs vectors', async (_what, change) => {
  await save(profileOf('cleo', full))
  await corner.db.statements(`update profiles set needs_vectors = false where person_id = 'cleo'`)
  const before = await find('cleo')
  await save(profileOf('cleo', { ...full, name: 'C', age: null, isVisible: true, words: ['c'] }))
  expect(await find('cleo')).toMatchObject({ version: before.version, needsVectors: false, name: 'C' })
  await save(profileOf('cleo', { ...full, ...change }))
  const after = await find('cleo')
  expect([after.version > before.version, after.needsVectors]).toEqual([true, true])
})

test('somebody who can be found says something or has a persona', async () => {
  await expect(save(profileOf('dora', { isGiven: false }))).rejects.toThrow(/check/u)
  await save(profileOf('dora', { isGiven: false, persona: silentPersona }))
})

test('holding people makes those whom nobody knows, and changes nothing of the others', async () => {
  await corner.db.statements(`insert into people (id, stage, status) values ('eve', 'matched', 'paused')`)
  const held = await corner.db.transaction((tx) => holdPeople(tx, ['eve', 'fay', 'eve']))
  expect(Object.fromEntries(held)).toEqual({
    eve: { id: 'eve', stage: 'matched', status: 'paused' },
    fay: { id: 'fay', stage: 'unregistered', status: 'active' },
  })
})

test('places and words are found by their indexes', async () => {
  await corner.db.statements('set enable_seqscan = off')
  const planOf = async (where: string): Promise<string> =>
    JSON.stringify((await corner.db.statements(`explain select 1 from profiles where ${where}`)).rows)
  expect(await planOf(`point(longitude, latitude) <@ box(point(0, 0), point(1, 1))`)).toContain('profiles_by_place')
  expect(await planOf(`words @@ 'a'::tsquery`)).toContain('profiles_by_word')
})

test('what is written as it was is no news, nor that she was there, unless she comes back after a month', async () => {
  const newsOf = async (said: Partial<WrittenProfile>): Promise<boolean> => {
    await corner.db.statements(`update profiles set updated_at = '2026-01-01T00:00:00Z' where person_id = 'news'`)
    await save(profileOf('news', said))
    return (await find('news')).updatedAt.getUTCFullYear() !== 2026 || (await find('news')).updatedAt.getUTCMonth() > 0
  }
  const said = { about: 'I sail.', lastActive: new Date('2026-03-01T00:00:00Z') }
  await save(profileOf('news', said))
  expect(await newsOf(said)).toBe(false)
  expect(await newsOf({ ...said, lastActive: new Date('2026-03-20T00:00:00Z'), hostDigest: 'x', source: 'host' })).toBe(
    false,
  )
  expect(await newsOf({ ...said, lastActive: new Date('2026-05-01T00:00:00Z') })).toBe(true)
  expect(await newsOf({ ...said, about: 'I row.', lastActive: new Date('2026-05-01T00:00:00Z') })).toBe(true)
  expect(await newsOf({ about: 'I row.' })).toBe(false)
  expect(await newsOf({ about: 'I row.', isVisible: false })).toBe(true)
})
