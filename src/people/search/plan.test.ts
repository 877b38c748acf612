import { describe, expect, test } from 'vitest'
import { candidateOf, nobodyWanted, nothingUnderstood, questionOf } from '../../../test/support/candidates.ts'
import type { Understood, Wish } from '../asking/index.ts'
import type { Facts, Wants } from '../profiles/index.ts'
import { planSearch } from './plan.ts'
import type { SearchPlan } from './plan.ts'
import type { SearchQuestion } from './question.ts'

const home = { latitude: 52.52, longitude: 13.4 }
const mira = candidateOf({ personId: 'mira', age: 30, gender: 'female', genders: ['female'], place: home })

interface Case {
  readonly question?: Partial<SearchQuestion> | undefined
  readonly read?: Partial<Understood>
  readonly wants?: Partial<Wants>
}

const plan = ({ question = {}, read = {}, wants = {} }: Case): SearchPlan =>
  planSearch(questionOf(question), {
    asker: { ...mira, wants: { ...nobodyWanted, ...wants } },
    blockedIds: ['enemy'],
    seenIds: [],
    understood: { ...nothingUnderstood, ...read },
    now: new Date('2026-03-01T12:00:00Z'),
    inactiveDays: 45,
  })
const within = (km: number | null): Wish => ({ kind: 'distance', km, from: 'near' })
const aged = (min: number | null, max: number | null): Wish => ({ kind: 'age', min, max, from: 'age' })
const preferring = (some: Partial<SearchQuestion['preferences']>): Case['question'] => ({
  preferences: { interests: [], needs: [], ...some },
})

test('nobody finds herself, nor whom she has blocked, nor who has long been away', () => {
  const { conditions } = plan({ question: { excludedIds: ['other'] } })
  expect(conditions.excludedIds).toEqual(['mira', 'other'])
  expect(conditions.blockedIds).toEqual(['enemy'])
  expect(conditions.activeSince).toEqual(new Date('2026-01-15T00:00:00Z'))
})

describe('how far', () => {
  test('no radius holds where none was set, said or meant', () => {
    expect(plan({}).conditions.near).toBe(null)
  })

  test('asking from a place means around it, and whoever tells no place is not kept out', () => {
    const here = { latitude: 0, longitude: 0 }
    expect(plan({ question: { place: here } }).conditions.near).toEqual({
      place: here,
      km: 50,
      unknown: 'passes',
      isBlurred: false,
    })
  })

  test('a radius in the sentence must hold, measured from where one asks', () => {
    expect(plan({ read: { filters: [within(10)] } }).conditions.near).toMatchObject({
      place: home,
      km: 10,
      unknown: 'fails',
    })
  })

  test('“near me” is as near as the asker has said elsewhere', () => {
    expect(plan({ read: { filters: [within(null)] }, wants: { km: 7 } }).conditions.near?.km).toBe(7)
    expect(plan({ read: { filters: [within(null)] } }).conditions.near?.km).toBe(50)
  })

  test('a radius of nothing is a radius, and null is none', () => {
    expect(plan({ question: preferring({ radiusKm: 0 }) }).conditions.near?.km).toBe(0)
    expect(plan({ question: preferring({ radiusKm: null }), wants: { km: 7 } }).conditions.near).toBe(null)
  })

  test('“anywhere” lifts what was saved', () => {
    expect(plan({ read: { lifted: ['distance'] }, wants: { km: 7 } }).conditions.near).toBe(null)
  })
})

describe('how old', () => {
  test('“any age” lifts what was set and saved, and shows nobody below 18 to whoever asked for grown-ups', () => {
    const read = { lifted: ['age' as const] }
    expect(plan({ read, wants: { ageMin: 16, ageMax: 40 } }).conditions.ages).toBe(null)
    expect(plan({ read, question: preferring({ ages: { min: null, max: 30 } }) }).conditions.ages).toBe(null)
    const grownUps = { min: 18, max: null, unknown: 'passes' }
    expect(plan({ read, wants: { ageMin: 25, ageMax: 40 } }).conditions.ages).toEqual(grownUps)
    expect(plan({ read, question: preferring({ ages: { min: 20, max: 30 } }) }).conditions.ages).toEqual(grownUps)
    expect(plan({ read, question: { ...preferring({ ages: null }), ageFloor: 18 } }).conditions.ages?.min).toBe(18)
  })

  test('what was saved lets whoever tells no age pass; what is said must hold', () => {
    expect(plan({ wants: { ageMin: 25, ageMax: 40 } }).conditions.ages).toEqual({
      min: 25,
      max: 40,
      unknown: 'passes',
    })
    expect(plan({ read: { filters: [aged(30, null)] } }).conditions.ages).toEqual({
      min: 30,
      max: null,
      unknown: 'fails',
    })
  })

  test('the sentence narrows what was saved', () => {
    const { conditions, setAside } = plan({ read: { filters: [aged(20, 30)] }, wants: { ageMin: 25, ageMax: 40 } })
    expect(conditions.ages).toMatchObject({ min: 25, max: 30 })
    expect(setAside).toEqual([])
  })

  test('where both cannot hold the sentence is followed, and the answer says so', () => {
    const { conditions, setAside } = plan({ read: { filters: [aged(50, 60)] }, wants: { ageMin: 25, ageMax: 40 } })
    expect(conditions.ages).toMatchObject({ min: 50, max: 60 })
    expect(setAside).toEqual([{ from: 'age_range', because: expect.stringContaining('followed') }])
  })

  test('an explicit "no matter" outweighs the profile', () => {
    expect(plan({ question: preferring({ ages: null }), wants: { ageMin: 25 } }).conditions.ages).toBe(null)
  })
})

describe('which gender', () => {
  test('“any gender” lifts what was set and saved', () => {
    const read = { lifted: ['gender' as const] }
    expect(plan({ read, wants: { genders: ['female'] } }).conditions.genders).toBe(null)
    expect(plan({ read, question: preferring({ genders: ['male'] }) }).conditions.genders).toBe(null)
  })

  const said: Wish = { kind: 'gender', values: ['female', 'non-binary'], from: 'women or enbies' }

  test('the sentence narrows what was saved, and is followed against it', () => {
    const narrowed = plan({ read: { filters: [said] }, wants: { genders: ['non-binary', 'male'] } })
    expect(narrowed.conditions.genders).toEqual({
      groups: [
        ['female', 'non-binary'],
        ['non-binary', 'male'],
      ],
      unknown: 'fails',
    })
    const against = plan({ read: { filters: [said] }, wants: { genders: ['male'] } })
    expect(against.conditions.genders).toEqual({ groups: [['female', 'non-binary']], unknown: 'fails' })
    expect(against.setAside).toHaveLength(1)
  })

  test('an exclusion names whom it keeps out', () => {
    const men: Wish = { kind: 'gender', values: ['male'], from: 'anyone but men' }
    expect(plan({ read: { excluded: [men] } }).conditions.notGenders).toEqual(['male'])
  })

  test('an age that is left out is left out for everybody, or for those of a gender alone', () => {
    const old: Wish = { kind: 'age', min: 41, max: null, from: 'nobody over 40' }
    const boys: Wish = { kind: 'age', min: null, max: 29, genders: ['male'], from: 'no men under 30' }
    const { notAges, notGenders, ages } = plan({ read: { excluded: [old, boys] } }).conditions
    expect(notAges).toEqual([
      { min: 41, max: null, genders: [] },
      { min: null, max: 29, genders: ['male'] },
    ])
    expect([notGenders, ages]).toEqual([[], null])
  })
})

test('who speaks English and Spanish speaks both, and a trans woman is both', () => {
  const wishes: Wish[] = [
    { kind: 'language', values: ['en'], from: 'English' },
    { kind: 'language', values: ['es', 'pt'], from: 'Spanish or Portuguese' },
    { kind: 'gender', values: ['trans'], from: 'trans' },
    { kind: 'gender', values: ['female'], from: 'woman' },
  ]
  const { conditions } = plan({ read: { filters: wishes } })
  expect(conditions.languages).toEqual({ groups: [['en'], ['es', 'pt']], unknown: 'fails' })
  expect(conditions.genders).toEqual({ groups: [['trans'], ['female']], unknown: 'fails' })
})

test('a radius around an unknown place keeps nobody out, and the answer says so', () => {
  const nowhere = { ...mira, place: null }
  const { conditions, setAside } = planSearch(questionOf(), {
    asker: nowhere,
    blockedIds: [],
    seenIds: [],
    now: new Date('2026-03-01T12:00:00Z'),
    inactiveDays: 45,
    understood: { ...nothingUnderstood, filters: [within(10)] },
  })
  expect(conditions.near).toBe(null)
  expect(setAside).toEqual([{ from: 'near', because: expect.stringContaining('from where') as string }])
})

test('nobody is left out for being near, and the answer says so', () => {
  const { conditions, setAside } = plan({ read: { excluded: [within(5)] } })
  expect(conditions.near).toBe(null)
  expect(setAside).toEqual([{ from: 'near', because: expect.stringContaining('near') as string }])
})

test('kinds and words that must be, or must not be, become sayings to look for', () => {
  const serious: Wish = { kind: 'relationship', values: ['serious'], from: 'anything serious' }
  const smokers: Wish = { kind: 'words', text: 'smokers', terms: ['smokers'], from: 'no smokers' }
  const { conditions } = plan({ read: { filters: [serious], excluded: [smokers] } })
  expect(conditions.said[0]?.anyOf).toContainEqual([['seriou', 'commit', 'longterm'], ['relationship']])
  expect(conditions.unsaid).toMatchObject([{ text: 'no smokers', kind: 'words' }])
  expect(conditions.unsaid[0]?.anyOf).toEqual([[expect.arrayContaining(['smoker'])]])
})

test('a word that no profile is searched for keeps nobody out, and the answer says so', () => {
  const helpful: Wish = { kind: 'words', text: 'of help', terms: ['of', 'help'], from: 'must be of help' }
  const { conditions, setAside } = plan({ read: { filters: [helpful], excluded: [helpful] } })
  expect([conditions.said, conditions.unsaid]).toEqual([[], []])
  const because = expect.stringContaining('not searched') as string
  expect(setAside).toEqual([helpful, helpful].map(({ from }) => ({ from, because })))
})

test('candidates must accept the asker, unless she asks one way', () => {
  expect(plan({}).conditions.accepted).toEqual({ age: 30, genders: ['female'], place: home, isBlurred: false })
  expect(plan({ question: { isTwoWay: false } }).conditions.accepted).toBe(null)
})

describe('where nothing is said of ages', () => {
  const agesOf = (one: Case, age = 30) =>
    planSearch(questionOf({ ageFloor: 18, ...one.question }), {
      asker: { ...mira, age, wants: { ...nobodyWanted, ...one.wants } },
      blockedIds: [],
      seenIds: [],
      understood: { ...nothingUnderstood, ...one.read },
      now: new Date('2026-03-01T12:00:00Z'),
      inactiveDays: 45,
    }).conditions.ages

  test('grown-ups are found on routes that promise so, but by whoever is known to be younger herself', () => {
    expect(agesOf({})).toEqual({ min: 18, max: null, unknown: 'passes' })
    expect(agesOf({}, 16)).toBe(null)
    expect(plan({}).conditions.ages).toBe(null)
  })

  test('what is set, saved or said counts instead', () => {
    expect(agesOf({ question: preferring({ ages: null }) })).toBe(null)
    expect(agesOf({ wants: { ageMax: 40 } })).toEqual({ min: null, max: 40, unknown: 'passes' })
    expect(agesOf({ read: { filters: [aged(16, 20)] } })).toMatchObject({ min: 18, max: 20 })
  })
})

describe('for love', () => {
  const love: Wish = { kind: 'relationship', values: ['serious'], from: 'a girlfriend' }
  const ages = (read: Partial<Understood>, question: Case['question'] = {}, asker: Partial<Facts> = {}) =>
    planSearch(questionOf(question), {
      asker: { ...mira, ...asker },
      blockedIds: [],
      seenIds: [],
      understood: { ...nothingUnderstood, preferences: [love], ...read },
      now: new Date('2026-03-01T12:00:00Z'),
      inactiveDays: 45,
    }).conditions.ages

  test('nobody below eighteen is found, whatever is set or said', () => {
    expect(ages({})).toMatchObject({ min: 18, max: null })
    expect(ages({ lifted: ['age'] })).toMatchObject({ min: 18, max: null })
    expect(ages({ filters: [aged(null, 17)] })).toMatchObject({ min: 18, max: 17 })
    expect(ages({}, preferring({ ages: { min: 15, max: 40 } }))).toMatchObject({ min: 18, max: 40 })
    expect(ages({}, preferring({ ages: null }))).toMatchObject({ min: 18, max: null })
  })

  test('whoever is younger herself finds whom she would', () => {
    expect(ages({}, {}, { age: 16 })).toBe(null)
    expect(ages({ preferences: [{ ...love, not: true }] })).toBe(null)
  })
})
