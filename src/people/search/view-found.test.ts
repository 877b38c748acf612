import { describe, expect, test } from 'vitest'
import { judgedOf, measureOf, nothingUnderstood } from '../../../test/support/candidates.ts'
import type { Candidate, Conditions } from '../profiles/index.ts'
import { noConditions } from '../profiles/index.ts'
import type { Found } from './search.ts'
import { viewFound } from './view-found.ts'

const here = { latitude: 0, longitude: 0 }
const found = (some: Partial<Found> = {}): Found => ({
  people: [],
  measure: measureOf({ standpoint: { place: here, radiusKm: 50 } }),
  isMember: false,
  understood: nothingUnderstood,
  fitting: 0,
  isExact: true,
  loosened: null,
  widened: [],
  asked: noConditions,
  nextCursor: null,
  ...some,
})

describe('the diagnosis', () => {
  test('names a filter, and whatever would have to go beside it', () => {
    const loosened = [
      { by: ['distance' as const], count: 5 },
      { by: ['age' as const, 'gender' as const], count: 2 },
    ]
    expect(viewFound(found({ loosened })).diagnosis).toEqual([
      { filter: 'distance', would_add: 5 },
      { filter: 'age', with: ['gender'], would_add: 2 },
    ])
  })

  test('is empty where the page is full', () => {
    expect(viewFound(found()).diagnosis).toEqual([])
  })
})

describe('a person', () => {
  const view = (some: Partial<Candidate>, asked: Partial<Conditions> = {}) => {
    const [seen] = viewFound(
      found({ people: [judgedOf('otto', 0.5, some)], asked: { ...noConditions, ...asked } }),
    ).matches
    if (!seen) throw new Error('Nobody was shown.')
    return seen
  }
  const near = { place: here, km: 10, unknown: 'passes' as const, isBlurred: false }

  test('is shown in the fields of the wire, with how far away she is to a hundred metres', () => {
    expect(view({ about: 'I sing.', age: 30, place: { latitude: 0.1, longitude: 0 } })).toMatchObject({
      id: 'otto',
      bio: 'I sing.',
      age: 30,
      name: null,
      latitude: 0.1,
      longitude: 0,
      distance_km: 11.1,
      match_score: 50,
    })
    expect(view({})).toMatchObject({ latitude: null, longitude: null, distance_km: null })
  })

  test('is marked with the filters of which nothing is known, and with those that were widened for her', () => {
    const asked: Partial<Conditions> = {
      near,
      ages: { min: 20, max: 30, unknown: 'passes' },
      genders: { groups: [['female']], unknown: 'passes' },
      said: [{ text: 'serious', kind: 'relationship', anyOf: [[['seriou'], ['relationship']]] }],
    }
    expect(view({}, asked)).toMatchObject({ unknown: ['distance', 'age', 'gender'], outside: ['kind'] })
    const far = {
      place: { latitude: 1, longitude: 0 },
      age: 31,
      genders: ['female'],
      words: ['seriou', 'relationship'],
    }
    expect(view(far, asked)).toMatchObject({ unknown: [], outside: ['distance', 'age'] })
    expect(view({ ...far, words: ['seriou'] }, asked).outside).toEqual(['distance', 'age', 'kind'])
    const inside = { place: here, age: 20, genders: ['male'], words: ['seriou', 'relationship'] }
    expect(view(inside, asked)).toMatchObject({ unknown: [], outside: [] })
    expect(view({ age: 19, place: here }, { ages: { min: 20, max: null, unknown: 'fails' } }).outside).toEqual(['age'])
  })

  test('whose score has parts is shown their shares to the hundredth of a percent, and why', () => {
    const factors = [{ name: 'age', value: 1 / 3, weight: 2 / 3, points: 22.22 }] as const
    const people = [{ ...judgedOf('otto', 0.2222, { age: 31 }), factors }]
    const [seen] = viewFound(found({ people })).matches
    expect(seen?.factors).toEqual([
      { name: 'age', value: 0.3333, weight: 0.6667, points: 22.22, because: expect.any(String) as string },
    ])
  })
})

test('steps that were taken, where it goes on and what was understood go out as they are', () => {
  const widened = [{ filter: 'age', from: '20 to 30', to: null }] as const
  expect(viewFound(found({ widened, nextCursor: 'next' }))).toMatchObject({
    success: true,
    widened,
    next_cursor: 'next',
    understood: nothingUnderstood,
  })
})
