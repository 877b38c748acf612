/** What our own API would have taken is taken; what it would refuse is not known, and no row stops for it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { profilesMappingShape } from './profiles-mapping.ts'
import { readHostRow } from './read-host-row.ts'
import type { HostProfile } from './read-host-row.ts'
import type { HostRow } from './host-profiles-store.ts'

const now = new Date('2026-06-01T12:00:00Z')
const circle = profilesMappingShape.parse({})
const everything = profilesMappingShape.parse({
  profiles: { date_of_birth: 'born', offers: 'gives', languages: 'speaks' },
})

const read = (facts: HostRow['facts'], mapping = everything) => readHostRow({ id: 'ann', facts }, mapping, now)
const said = (facts: HostRow['facts'], mapping = everything) => (read(facts, mapping) as HostProfile).said

const ann: HostRow['facts'] = {
  first_name: ' Ann ',
  last_name: 'Other',
  age: 30,
  gender: 'Woman',
  about: '  I climb.  ',
  interests: ['Climbing', ' climbing ', '', 'Hiking '],
  needs: [''],
  latitude: 28.6139,
  longitude: 77.209,
  last_active: '2026-05-01T10:00:00.123456',
  invisible_mode: false,
  is_suspended: null,
  is_deleted: false,
  deleted_at: null,
}

test('a row of Circle is read as our own API would have taken it', () => {
  expect(said(ann, circle)).toEqual({
    name: 'Ann Other',
    age: 30,
    dateOfBirth: null,
    gender: 'female',
    about: 'I climb.',
    interests: ['Climbing', 'Hiking'],
    needs: [],
    latitude: 28.6139,
    longitude: 77.209,
    lastActive: new Date('2026-05-01T10:00:00.123Z'),
    isVisible: true,
    isSuspended: false,
  })
})

test('a field for which the host has no column is not there, and stays what our own API was told', () => {
  expect(Object.keys(said(ann, circle))).not.toContain('offers')
  expect(Object.keys(said(ann, circle))).not.toContain('languages')
  expect(Object.keys(said(ann, circle))).not.toContain('wants')
  const sparse = profilesMappingShape.parse({ profiles: { age: null, latitude: null, longitude: null, about: null } })
  expect(Object.keys(said(ann, sparse))).toEqual([
    'name',
    'gender',
    'interests',
    'needs',
    'lastActive',
    'isVisible',
    'isSuspended',
  ])
})

test.each<[what: string, facts: HostRow['facts'], expected: Partial<HostProfile['said']>]>([
  ['an age that nobody has', { age: 121 }, { age: null }],
  ['an age below none', { age: -1 }, { age: null }],
  ['half an age', { age: 20.5 }, { age: null }],
  ['an age in a column of text', { age: '44' }, { age: 44 }],
  ['an age that is a word', { age: 'old' }, { age: null }],
  ['a day to come', { date_of_birth: '2999-01-01', age: 20 }, { dateOfBirth: null, age: 20 }],
  ['a day of birth', { date_of_birth: '1990-02-03T00:00:00', age: 36 }, { dateOfBirth: '1990-02-03', age: null }],
  ['a day of birth that its age contradicts', { date_of_birth: '1990-02-03', age: 20 }, { dateOfBirth: '1990-02-03' }],
  ['no day at all', { date_of_birth: '2001-02-30' }, { dateOfBirth: null }],
  ['a latitude beyond the pole', { latitude: 91, longitude: 1 }, { latitude: null, longitude: null }],
  ['a longitude beyond the line', { latitude: 1, longitude: 181 }, { latitude: null, longitude: null }],
  ['one coordinate alone', { latitude: 1, longitude: null }, { latitude: null, longitude: null }],
  ['a coordinate that is no number', { latitude: 'NaN', longitude: 1 }, { latitude: null, longitude: null }],
  ['a place in a column of text', { latitude: '1.5', longitude: '-2' }, { latitude: 1.5, longitude: -2 }],
  ['nought degrees', { latitude: 0, longitude: 0 }, { latitude: 0, longitude: 0 }],
  ['no list', { interests: 'chess' }, { interests: [] }],
  ['a list of what is no text', { interests: [1, null, 'chess', {}] }, { interests: ['chess'] }],
  ['a language that there is not', { languages: ['Klingon', 'French'] }, { languages: ['fr'] }],
  ['a blank text', { about: '  ', gender: ' ' }, { about: null, gender: null }],
  ['a time without an offset', { last_active: '2026-05-01 10:00:00' }, { lastActive: new Date('2026-05-01T10:00Z') }],
  ['an offset in hours', { last_active: '2026-05-01 10:00:00+02' }, { lastActive: new Date('2026-05-01T08:00Z') }],
  ['a time that is none', { last_active: 'infinity' }, { lastActive: null }],
  ['a hidden control', { about: 'a\0b\u202ec' }, { about: 'abc' }],
  ['half a character', { about: 'a\ud800' }, { about: 'a\ufffd' }],
  ['who is invisible', { invisible_mode: true }, { isVisible: false }],
  ['who is invisible in text', { invisible_mode: 'TRUE ' }, { isVisible: false }],
  ['who is suspended in text', { is_suspended: 'true' }, { isSuspended: true }],
  ['who is not', { invisible_mode: 'false', is_suspended: 0 }, { isVisible: true, isSuspended: false }],
])('%s is read as it should be', (_what, facts, expected) => {
  expect(said(facts)).toMatchObject(expected)
})

test('what is too long is cut to what our own API takes, and never in the midst of a character', () => {
  const whole = said({
    first_name: 'n'.repeat(300),
    about: `${'a'.repeat(19_999)}🙂`,
    interests: Array.from({ length: 120 }, (_, index) => `${index}`.padEnd(300, 'x')),
  })
  expect([whole.name?.length, whole.about?.length, whole.interests?.length]).toEqual([200, 19_999, 100])
  expect(whole.interests?.every((entry) => entry.length === 200)).toBe(true)
})

describe('a row that is not taken', () => {
  test.each([{ is_deleted: true }, { is_deleted: 't' }, { deleted_at: '2026-01-01T00:00:00' }])(
    '%j is deleted',
    (mark) => {
      expect(read({ ...ann, ...mark })).toBe('deleted')
    },
  )

  test.each(['', 'a/b', '..', 'x'.repeat(129), 'a\nb', 'register'])('nobody can be called %j', (id) => {
    expect(readHostRow({ id, facts: ann }, circle, now)).toBe('unusable')
  })
})

describe('the digest', () => {
  const digest = (facts: HostRow['facts'], mapping = everything) => (read(facts, mapping) as HostProfile).digest

  test('is the same for what is read alike, and another for anything else', () => {
    expect(digest({ ...ann, about: 'I climb.' })).toBe(digest(ann))
    for (const change of [
      { age: 31 },
      { invisible_mode: true },
      { last_active: '2026-05-01T10:00:01' },
      { needs: ['x'] },
    ])
      expect(digest({ ...ann, ...change })).not.toBe(digest(ann))
  })

  test('is another when the mapping has another column', () => {
    expect(digest(ann, circle)).not.toBe(digest(ann))
  })
})

test('whatever a host holds, its row is read', () => {
  const names = [
    'first_name',
    'age',
    'date_of_birth',
    'about',
    'interests',
    'latitude',
    'longitude',
    'last_active',
  ] as const
  const facts = fc.record(Object.fromEntries(names.map((name) => [name, fc.jsonValue()])))
  fc.assert(
    fc.property(facts, (garbage) => {
      const { personId, said: whole } = read(garbage) as HostProfile
      expect(personId).toBe('ann')
      expect((whole.latitude === null) === (whole.longitude === null)).toBe(true)
    }),
  )
})
