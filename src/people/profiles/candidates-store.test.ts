import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dimension, profilesCorner } from '../../../test/support/profiles-corner.ts'
import type { MadeProfile, ProfilesCorner } from '../../../test/support/profiles-corner.ts'
import { silentPersona } from '../../../test/support/silent-persona.ts'
import { findFacts, listFitting, loadCandidates } from './candidates-store.ts'
import type { Moment } from './candidates-store.ts'
import { noConditions } from './conditions.ts'
import type { ConditionName, Conditions, Unknown } from './conditions.ts'
import { countKeptOut, listKeptOut } from './loosened-store.ts'

let corner: ProfilesCorner
let moment: Moment
const today = '2026-03-01'
beforeAll(async () => {
  corner = await profilesCorner()
  moment = { generation: corner.generation, dimension, today }
})
afterAll(() => corner.close())

const fitting = (conditions: Partial<Conditions> = {}) => ({ conditions: { ...noConditions, ...conditions }, today })
const vector = (...figures: number[]): Float32Array => Float32Array.from(figures)
const nothing = { topic: null, side: null, asker: null }

describe('lists of people who fit', () => {
  beforeAll(async () => {
    await corner.put([
      { personId: 'a', lastActive: new Date('2026-01-01T00:00:00Z'), interests: ['Chess', 'Go'] },
      { personId: 'b', interests: ['Chess'], isVisible: false },
      { personId: 'c', lastActive: new Date('2026-02-01T00:00:00Z'), about: 'Go is what I play, not chess.' },
      { personId: 'd', interests: ['Chess'] },
      { personId: 'e', lastActive: new Date('2026-01-01T00:00:00Z') },
      { personId: 'f', interests: ['Sailing'], about: 'On my boat.' },
    ])
    await corner.embed({
      a: { gives: vector(1, 0, 0) },
      b: { gives: vector(1, 0, 0) },
      c: { about: vector(1, 0, 0) },
      d: { gives: vector(0.6, 0.8, 0), needs: vector(0, 1, 0) },
      f: { gives: vector(0, 0, 1), about: vector(0.6, 0, 0.8), offers: vector(0, 1, 0) },
    })
  })

  test('are no more than asked, and listed by id, one stretch after the other', async () => {
    const { query } = corner.db
    expect(
      [await listFitting(query, fitting(), 100), await listFitting(query, fitting(), 3)].map(({ length }) => length),
    ).toEqual([5, 3])
    expect(await listFitting(query, fitting(), 2)).toEqual(['a', 'c'])
    expect(await listFitting(query, { ...fitting(), after: 'c' }, 2)).toEqual(['d', 'e'])
    expect(await listFitting(query, { ...fitting(), after: 'f' }, 2)).toEqual([])
  })

  test('are loaded with their cosines: the better of both for a topic, what is offered beside what is needed', async () => {
    const compared = { topic: vector(1, 0, 0), side: null, asker: 'e' }
    await corner.embed({ e: { about: vector(0, 0, 1), needs: vector(0, 1, 0), offers: vector(0, 1, 0) } })
    const ids = ['b', 'd', 'e', 'f', 'nobody']
    const found = await loadCandidates(corner.db.query, moment, { ids, conditions: noConditions, compared })
    const byId = Object.fromEntries(found.map(({ personId, cosines }) => [personId, cosines]))
    const about = (value: number) => expect.closeTo(value, 3) as number
    expect(byId).toEqual({
      d: { topic: about(0.6), about: null, met: null, meets: about(1) },
      e: { topic: about(0), about: about(1), met: about(1), meets: about(1) },
      f: { topic: about(0.6), about: about(0.8), met: about(1), meets: null },
    })
    const needy = { ...compared, topic: vector(0, 1, 0), side: 'needs' as const }
    const inNeed = await loadCandidates(corner.db.query, moment, { ids, conditions: noConditions, compared: needy })
    expect(inNeed.find(({ personId }) => personId === 'd')?.cosines.topic).toBeCloseTo(1, 3)
    const bare = await loadCandidates(corner.db.query, moment, { ids, conditions: noConditions, compared: nothing })
    expect(new Set(bare.flatMap(({ cosines }) => Object.values(cosines)))).toEqual(new Set([null]))
  })
})

test('facts join what the host said with what the persona adds, and age is counted on the day', async () => {
  const persona = { ...silentPersona, name: 'Persona' }
  await corner.put([
    { personId: 'joined', needs: ['A boat'], persona, personaNeeds: ['A crew'], personaOffers: ['Sails'] },
    { personId: 'named', name: 'Nan', dateOfBirth: '1996-03-02', age: null, gender: 'trans woman', persona },
  ])
  const facts = (personId: string, day = today) => findFacts(corner.db.query, personId, day)
  expect(await facts('joined')).toMatchObject({
    name: 'Persona',
    needs: ['A boat', 'A crew'],
    offers: ['Sails'],
    place: null,
  })
  expect(await facts('named')).toMatchObject({
    name: 'Nan',
    age: 29,
    gender: 'trans woman',
    genders: ['female', 'trans', 'trans female'],
  })
  expect((await facts('named', '2026-03-02'))?.age).toBe(30)
  expect(await facts('nobody')).toBe(null)
})

/** Few values, so that many people fail just one condition. */
interface Someone {
  readonly age: number | null
  readonly gender: 'female' | 'male' | null
  readonly languages: readonly string[]
  readonly wantsAge: number | null
  readonly isVisible: boolean
}
const someone: fc.Arbitrary<Someone> = fc.record({
  age: fc.constantFrom(null, 20, 30, 40),
  gender: fc.constantFrom('female' as const, 'male' as const, null),
  languages: fc.subarray(['de', 'en']),
  wantsAge: fc.constantFrom(null, 25, 35),
  isVisible: fc.boolean(),
})
interface Asked {
  readonly excluded: readonly number[]
  readonly ages: { readonly min: number; readonly unknown: Unknown } | null
  readonly gender: { readonly value: string; readonly unknown: Unknown } | null
  readonly language: string | null
  readonly askerAge: number | null
}
const unknown = fc.constantFrom('passes' as const, 'fails' as const)
const asked: fc.Arbitrary<Asked> = fc.record({
  excluded: fc.subarray([0, 1, 2, 3]),
  ages: fc.option(fc.record({ min: fc.constantFrom(25, 35), unknown })),
  gender: fc.option(fc.record({ value: fc.constantFrom('female', 'male'), unknown })),
  language: fc.constantFrom(null, 'de', 'en'),
  askerAge: fc.constantFrom(null, 30),
})

const idOf = (index: number): string => `world-${String(index).padStart(2, '0')}`
const profileOf = ({ wantsAge, ...facts }: Someone, index: number): MadeProfile => ({
  personId: idOf(index),
  ...facts,
  wants: { km: null, ageMin: wantsAge, ageMax: null, genders: [], needs: [] },
})
const conditionsOf = ({ excluded, ages, gender, language, askerAge }: Asked): Conditions => ({
  ...noConditions,
  excludedIds: excluded.map(idOf),
  ages: ages && { ...ages, max: null },
  genders: gender && { groups: [[gender.value]], unknown: gender.unknown },
  languages: language === null ? null : { groups: [[language]], unknown: 'fails' },
  accepted: askerAge === null ? null : { age: askerAge, genders: [], place: null, isBlurred: false },
})

function naivelyFailed(person: Someone, index: number, asking: Asked): readonly ConditionName[] {
  const { excluded, ages, gender, language, askerAge } = asking
  const passes = (value: unknown, holds: boolean, whenUnknown: Unknown) =>
    value === null ? whenUnknown === 'passes' : holds
  const judged: readonly (readonly [ConditionName, boolean])[] = [
    ['exclude_user_ids', !excluded.includes(index)],
    ['visible', person.isVisible],
    ['age', ages === null || passes(person.age, (person.age ?? 0) >= ages.min, ages.unknown)],
    ['gender', gender === null || passes(person.gender, person.gender === gender.value, gender.unknown)],
    ['language', language === null || person.languages.includes(language)],
    ['their_age', askerAge === null || person.wantsAge === null || askerAge >= person.wantsAge],
  ]
  return judged.flatMap(([name, holds]) => (holds ? [] : [name]))
}

test('whom one condition keeps out, and whom two, is what counting by hand gives, in any world', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(someone, { maxLength: 25 }),
      fc.array(asked, { minLength: 1, maxLength: 5 }),
      async (world, questions) => {
        await corner.clear()
        await corner.put(world.map(profileOf))
        for (const asking of questions) {
          const question = { conditions: conditionsOf(asking), today, fixed: new Set<ConditionName>() }
          const keptOut = world.map((person, index) => ({
            personId: idOf(index),
            by: naivelyFailed(person, index, asking),
          }))
          for (const failing of [1, 2]) {
            const groups = Map.groupBy(
              keptOut.filter(({ by }) => by.length === failing),
              ({ by }) => by.join(),
            )
            const counted = (await countKeptOut(corner.db.query, question)).filter(({ by }) => by.length === failing)
            expect(new Map(counted.map(({ by, count }) => [by.join(), count]))).toEqual(
              new Map([...groups].map(([by, group]) => [by, group.length])),
            )
            const listed = await listKeptOut(corner.db.query, question, { failing, limit: 1000 })
            expect(listed.toSorted(byId)).toEqual(keptOut.filter(({ by }) => by.length === failing).toSorted(byId))
          }
        }
      },
    ),
    { numRuns: 25 },
  )
})

const byId = (one: { readonly personId: string }, other: { readonly personId: string }): number =>
  one.personId < other.personId ? -1 : 1
