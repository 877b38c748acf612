import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Profile } from './profile.ts'
import { noPersona, nothingSaid } from './profile.ts'
import { importedProfile, profileBody } from './schema.ts'
import { bodyOf, faultsOf, patched, saidIn } from './wire.ts'

const now = new Date('2026-05-01T12:00:00Z')
const saying = (body: unknown) => saidIn(profileBody.parse(body))
const stored = (said: Partial<Profile>): Profile => ({
  ...nothingSaid,
  ...noPersona,
  personId: 'ana',
  isGiven: true,
  source: 'api',
  hostDigest: null,
  isListed: true,
  words: [],
  version: 1,
  needsVectors: false,
  createdAt: now,
  updatedAt: now,
  ...said,
})

test('nothing said is nothing known', () => {
  expect(saying({})).toEqual(nothingSaid)
  const nulls = Object.fromEntries(Object.keys(profileBody.shape).map((name) => [name, null]))
  expect(saying(nulls)).toEqual(nothingSaid)
})

test('hidden characters, blanks and repeats are left out of what is kept', () => {
  const said = saying({ name: ' A\u202Ena ', about: ' \n ', interests: ['{', '', 'chess', 'CHESS', ' chess '] })
  expect(said).toMatchObject({ name: 'Ana', about: null, interests: ['{', 'chess'] })
})

test('an instant without an offset is one of UTC', () => {
  expect(saying({ last_active: '2026-05-01T12:00:00' }).lastActive).toEqual(now)
  expect(saying({ last_active: '2026-05-01T14:00:00+02:00' }).lastActive).toEqual(now)
})

test('a date of birth is kept instead of the age that it tells', () => {
  expect(saying({ age: 30, date_of_birth: '1996-01-01' })).toMatchObject({ age: null, dateOfBirth: '1996-01-01' })
})

test.each([
  [{ age: 29, date_of_birth: '1996-01-01' }, []],
  [{ age: 31, date_of_birth: '1996-01-01' }, []],
  [{ age: 32, date_of_birth: '1996-01-01' }, ['age']],
  [{ date_of_birth: '2026-05-01' }, []],
  [{ date_of_birth: '2026-05-02' }, ['date_of_birth']],
  [{ date_of_birth: '1905-05-02' }, []],
  [{ date_of_birth: '1905-05-01' }, ['date_of_birth']],
  [{ latitude: 0, longitude: 0 }, []],
  [{ latitude: 0 }, ['longitude']],
])('%j is whole but for %j', (body, paths) => {
  expect(faultsOf(profileBody.parse(body), now).map(({ path }) => path)).toEqual(paths)
})

test('what is given back can be said again, and says the same', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 50 })
  const list = fc.array(text, { maxLength: 5 })
  const body = fc.record(
    {
      name: text,
      age: fc.integer({ min: 0, max: 120 }),
      gender: text,
      about: text,
      interests: list,
      needs: list,
      offers: list,
      visible: fc.boolean(),
      preferences: fc.record({ genders: list, age_range: fc.tuple(fc.nat(99), fc.nat(99)) }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(body, (given) => {
      const said = saying(given)
      expect(saying(bodyOf(stored(said)))).toEqual(said)
    }),
  )
})

test('a patch is merged as RFC 7396 has it: null takes away, lists are replaced, objects are merged', () => {
  const before = stored({ name: 'Ana', interests: ['a', 'b'], wants: { ...nothingSaid.wants, km: 5, needs: ['x'] } })
  const after = patched(before, {
    name: null,
    interests: ['c'],
    preferences: { max_distance: null, genders: ['male'] },
  })
  expect(after).toMatchObject({ interests: ['c'], preferences: { genders: ['male'], needs: ['x'] } })
  expect(after).not.toHaveProperty('name')
  expect(after).not.toHaveProperty('preferences.max_distance')
  expect(patched(before, { preferences: null })).not.toHaveProperty('preferences')
  expect(patched(before, { preferences: { age_range: { a: null } } })).toMatchObject({ preferences: { age_range: {} } })
  expect(saying(patched(before, {}))).toMatchObject({ name: 'Ana', interests: ['a', 'b'] })
})

test('a line of an import is a profile with an id', () => {
  expect(importedProfile.parse({ user_id: 'ana', about: 'x' })).toMatchObject({ user_id: 'ana', about: 'x' })
  expect(importedProfile.safeParse({ about: 'x' }).success).toBe(false)
})
