import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { profilesCorner } from '../../../test/support/profiles-corner.ts'
import type { MadeProfile, ProfilesCorner } from '../../../test/support/profiles-corner.ts'
import { blurred, distanceKm, parseExpression, roundedDegrees } from '../../engine/index.ts'
import type { Expression, Place } from '../../engine/index.ts'
import { listFailed, listFitting } from './candidates-store.ts'
import { isSaid, noConditions } from './conditions.ts'
import type { Accepted, ConditionName, Conditions, Saying, Unknown } from './conditions.ts'

let corner: ProfilesCorner
const today = '2026-03-01'
const nothingWanted = { km: null, ageMin: null, ageMax: null, genders: [], needs: [] }

const profiles: readonly MadeProfile[] = [
  { personId: 'silent' },
  {
    personId: 'berlin',
    age: 30,
    gender: 'woman',
    languages: ['de', 'en'],
    latitude: 52.52,
    longitude: 13.4,
    lastActive: new Date('2026-02-20T00:00:00Z'),
    about: 'I am a vegan who likes climbing.',
  },
  {
    personId: 'potsdam',
    // Forty on the day after.
    dateOfBirth: '1986-03-02',
    gender: 'trans man',
    languages: ['de'],
    latitude: 52.39,
    longitude: 13.06,
    lastActive: new Date('2025-12-01T00:00:00Z'),
    about: 'I smoke.',
  },
  { personId: 'munich', age: 41, gender: 'agender', languages: ['en'], latitude: 48.14, longitude: 11.58 },
  { personId: 'paused', isListed: false },
  { personId: 'suspended', isSuspended: true },
  { personId: 'invisible', isVisible: false },
  {
    personId: 'choosy',
    latitude: 52.5,
    longitude: 13.4,
    wants: { ...nothingWanted, km: 10, ageMin: 25, ageMax: 35, genders: ['women'] },
  },
  { personId: 'choosy-nowhere', wants: { ...nothingWanted, km: 10, ageMin: 40 } },
]
/** Who is there for everybody. */
const open = ['berlin', 'choosy', 'choosy-nowhere', 'munich', 'potsdam', 'silent']

beforeAll(async () => {
  corner = await profilesCorner()
  await corner.put(profiles)
})
afterAll(() => corner.close())

const fitting = (conditions: Partial<Conditions>): Promise<string[]> =>
  listFitting(corner.db.query, { conditions: { ...noConditions, ...conditions }, today }, 1000)
const failed = (personId: string, conditions: Partial<Conditions> = {}): Promise<readonly ConditionName[] | null> =>
  listFailed(corner.db.query, { conditions: { ...noConditions, ...conditions }, today }, personId)

const berlin: Place = { latitude: 52.52, longitude: 13.4 }
const near = (km: number, unknown: Unknown) => ({ place: berlin, km, unknown, isBlurred: false })
const words = (...stems: string[]) => wordsOf([[stems]])
const wordsOf = (anyOf: readonly Saying[]) => [{ text: 'some', kind: 'words' as const, anyOf }]
const accepting: Accepted = { age: 30, genders: ['female'], place: berlin, isBlurred: false }

function expressionOf(text: string): Expression {
  const read = parseExpression(text, { age: 'number', about: 'text' })
  if ('fault' in read) throw new Error(read.fault.message)
  return read.expression
}

const alone: readonly (readonly [name: ConditionName, conditions: Partial<Conditions>, lets: readonly string[]])[] = [
  ['candidate_ids', { candidateIds: ['munich', 'silent', 'nobody', 'paused'] }, ['munich', 'silent']],
  ['candidate_ids', { candidateIds: [] }, []],
  ['exclude_user_ids', { excludedIds: ['munich', 'nobody'] }, open.filter((id) => id !== 'munich')],
  ['blocked', { blockedIds: ['munich', 'nobody'] }, open.filter((id) => id !== 'munich')],
  ['seen', { seenIds: ['munich', 'nobody'] }, open.filter((id) => id !== 'munich')],
  ['inactive', { activeSince: new Date('2026-01-15T00:00:00Z') }, open.filter((id) => id !== 'potsdam')],
  ['inactive', { activeSince: new Date('2026-02-20T00:00:00Z') }, open.filter((id) => id !== 'potsdam')],
  ['unchanged', { changedSince: new Date('2000-01-01T00:00:00Z') }, open],
  ['unchanged', { changedSince: new Date('2200-01-01T00:00:00Z') }, []],
  ['distance', { near: near(40, 'fails') }, ['berlin', 'choosy', 'potsdam']],
  ['distance', { near: near(40, 'passes') }, ['berlin', 'choosy', 'choosy-nowhere', 'potsdam', 'silent']],
  ['distance', { near: near(0, 'fails') }, ['berlin']],
  ['age', { ages: { min: 30, max: 39, unknown: 'fails' } }, ['berlin', 'potsdam']],
  ['age', { ages: { min: 40, max: null, unknown: 'fails' } }, ['munich']],
  ['age', { ages: { min: null, max: 30, unknown: 'passes' } }, ['berlin', 'choosy', 'choosy-nowhere', 'silent']],
  ['gender', { genders: { groups: [['female', 'non-binary']], unknown: 'fails' } }, ['berlin', 'munich']],
  ['gender', { genders: { groups: [['male'], ['trans']], unknown: 'fails' } }, ['potsdam']],
  ['gender', { genders: { groups: [['male']], unknown: 'passes' } }, ['choosy', 'choosy-nowhere', 'potsdam', 'silent']],
  ['gender', { notGenders: ['male'] }, ['berlin', 'munich']],
  ['age', { notAges: [{ min: 30, max: 39, genders: [] }] }, ['munich']],
  ['age', { notAges: [{ min: null, max: 39, genders: ['male'] }] }, ['berlin', 'munich']],
  ['age', { notAges: [{ min: null, max: 35, genders: ['male'] }] }, ['berlin', 'munich', 'potsdam']],
  [
    'age',
    {
      ages: { min: 30, max: 41, unknown: 'fails' },
      notAges: [
        { min: 31, max: 39, genders: [] },
        { min: 41, max: null, genders: ['female'] },
      ],
    },
    ['berlin', 'munich'],
  ],
  ['language', { languages: { groups: [['de']], unknown: 'fails' } }, ['berlin', 'potsdam']],
  ['language', { languages: { groups: [['de'], ['en']], unknown: 'fails' } }, ['berlin']],
  ['language', { languages: { groups: [['de', 'en']], unknown: 'fails' } }, ['berlin', 'munich', 'potsdam']],
  ['language', { notLanguages: ['en'] }, ['potsdam']],
  ['must', { said: [...words('vegan', 'vegetarian'), ...words('climb')] }, ['berlin']],
  ['must_not', { unsaid: words('smoke') }, open.filter((id) => id !== 'potsdam')],
  ['where', { where: [expressionOf('age in 39..41')] }, ['munich', 'potsdam']],
  [
    'where',
    { where: [expressionOf('age is unknown'), expressionOf('about is unknown')] },
    ['choosy', 'choosy-nowhere', 'silent'],
  ],
]

describe('each condition by itself', () => {
  test.each(alone)(
    '%s (%j) lets through whom it should, and keeps out the others under its name',
    async (name, conditions, lets) => {
      expect(await fitting(conditions)).toEqual(lets)
      for (const id of open) expect(await failed(id, conditions), id).toEqual(lets.includes(id) ? [] : [name])
    },
  )

  test('paused, suspended and invisible people are kept out of every search', async () => {
    expect(await fitting({})).toEqual(open)
    expect(await failed('paused')).toEqual(['paused'])
    expect(await failed('suspended')).toEqual(['suspended'])
    expect(await failed('invisible')).toEqual(['visible'])
    expect(await failed('nobody')).toBe(null)
  })

  test.each<[ConditionName[], Partial<Accepted>]>([
    [[], {}],
    [['their_age'], { age: 36 }],
    [['their_age'], { age: null }],
    [['their_gender'], { genders: ['male'] }],
    [['their_gender'], { genders: [] }],
    [['their_distance'], { place: { latitude: 52.6, longitude: 13.4 } }],
    [['their_distance'], { place: null }],
    [['their_distance', 'their_age', 'their_gender'], { age: 24, genders: ['male'], place: null }],
  ])('whoever has wishes is kept out by %j when the asker is %j', async (names, some) => {
    const accepted = { ...accepting, ...some }
    expect(await failed('choosy', { accepted })).toEqual(names)
    // Without wishes everybody is accepted, and without a place of hers nobody is too far away.
    expect(await failed('silent', { accepted })).toEqual([])
    expect(await failed('choosy-nowhere', { accepted: { ...accepted, age: 99 } })).toEqual([])
  })
})

test('the database finds said what the words say, whatever stands in them', async () => {
  const stems = ['vegan', 'climb', "o'hara", '\\', '|', "'&'"]
  const some = fc.subarray(stems, { minLength: 1 })
  const said = fc.sample(fc.subarray(stems), { numRuns: 30, seed: 7 })
  await corner.put(said.map((own, index) => ({ personId: `says-${index}`, words: own })))
  const ids = said.map((_, index) => `says-${index}`)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(some, { minLength: 1, maxLength: 3 }), { maxLength: 3 }), async (anyOf) => {
      const lets = ids.filter((_, index) => isSaid(anyOf, said[index] ?? [])).toSorted()
      expect(await fitting({ candidateIds: ids, said: wordsOf(anyOf) })).toEqual(lets)
      const others = ids.filter((id) => !lets.includes(id)).toSorted()
      expect(await fitting({ candidateIds: ids, unsaid: wordsOf(anyOf) })).toEqual(others)
    }),
    { numRuns: 60 },
  )
})

test('all that somebody fails is told, in the order in which it is told to people', async () => {
  const conditions: Partial<Conditions> = {
    candidateIds: [],
    blockedIds: ['potsdam'],
    ages: { min: 50, max: 60, unknown: 'passes' },
    unsaid: words('smoke'),
    seenIds: ['potsdam'],
  }
  expect(await failed('potsdam', conditions)).toEqual(['candidate_ids', 'blocked', 'age', 'must_not', 'seen'])
})

describe('distances', () => {
  const degrees = (max: number): fc.Arbitrary<number> =>
    fc
      .oneof(fc.double({ min: -max, max, noNaN: true }), fc.constantFrom(-max, 0, max, max - 0.01, 0.01 - max))
      .map(roundedDegrees)
  const somePlace: fc.Arbitrary<Place> = fc.record({ latitude: degrees(90), longitude: degrees(180) })
  const someKm = fc.oneof(
    fc.double({ min: 0, max: 20_037, noNaN: true }),
    fc.constantFrom(0, 1, 50, 10_007.5, 20_015.1),
  )

  test.each([false, true])(
    'the database draws the circle that the engine measures, around any place (blurred: %s)',
    async (isBlurred) => {
      const places = fc.sample(somePlace, { numRuns: 150, seed: 7 })
      await corner.put(places.map((place, index) => ({ personId: `place-${index}`, ...place })))
      const ids = places.map((_, index) => `place-${index}`)
      await fc.assert(
        fc.asyncProperty(somePlace, someKm, async (place, km) => {
          const conditions = { candidateIds: ids, near: { place, km, unknown: 'fails' as const, isBlurred } }
          const inside = new Set(await fitting(conditions))
          for (const [index, exact] of places.entries()) {
            const away = distanceKm(place, isBlurred ? blurred(exact) : exact)
            // A relative millionth, and a millimetre where there is hardly a way.
            const slack = away * 1e-6 + 2e-6
            if (Math.abs(away - km) > slack)
              expect([index, away, inside.has(`place-${index}`)]).toEqual([index, away, away < km])
          }
        }),
        { numRuns: 60 },
      )
    },
  )

  test('for members also the radius of the candidate is measured from where she is shown, not from where she is', async () => {
    // Shown at 52.5 and 13.4.
    const shy = { latitude: 52.5049, longitude: 13.4049, wants: { ...nothingWanted, km: 0.1 } }
    await corner.put([{ personId: 'shy', ...shy }])
    const from = (place: Place, isBlurred: boolean) => failed('shy', { accepted: { ...accepting, place, isBlurred } })
    const [exact, shown] = [
      { latitude: 52.5049, longitude: 13.4049 },
      { latitude: 52.5, longitude: 13.4 },
    ]
    expect([await from(exact, false), await from(shown, false)]).toEqual([[], ['their_distance']])
    expect([await from(exact, true), await from(shown, true)]).toEqual([['their_distance'], []])
  })
})
