import { describe, expect, test } from 'vitest'
import { Problem } from '../../base/index.ts'
import type { Caller } from '../../base/index.ts'
import { nothingUnderstood, questionOf as expected } from '../../../test/support/candidates.ts'
import { understood } from '../asking/index.ts'
import { askerOf, questionOf } from './read-question.ts'

const mira = { askerId: 'mira', isMember: false, mayWiden: false }
type Asked = Parameters<typeof questionOf>[0]
const read = (body: Partial<Asked>, who: Partial<typeof mira> = {}) =>
  questionOf({ single_best_match: false, ...body }, { ...mira, ...who })

describe('a question', () => {
  test('that says nothing asks for ten people who accept the asker, from anywhere', () => {
    expect(read({})).toEqual(expected())
    const nothing = { prompt: null, preferences: null, latitude: null, longitude: null, limit: null, weights: null }
    expect(read({ ...nothing, where: null, two_way: null, widen: null, exclude_seen: null, filters: null })).toEqual(
      expected(),
    )
  })

  test('holds all that was said', () => {
    const question = read({
      prompt: '  climbing ',
      filters: understood.parse({}),
      latitude: -0,
      longitude: 0,
      limit: 5,
      candidate_ids: [],
      exclude_user_ids: ['bo'],
      weights: { age: 2 },
      two_way: false,
      widen: true,
      exclude_seen: 7,
    })
    expect(question).toEqual(
      expected({
        prompt: 'climbing',
        understood: nothingUnderstood,
        place: { latitude: 0, longitude: 0 },
        limit: 5,
        candidateIds: [],
        excludedIds: ['bo'],
        weights: { age: 2 },
        isTwoWay: false,
        mayWiden: true,
        seenDays: 7,
      }),
    )
    expect(Object.is(question.place?.latitude, 0)).toBe(true)
  })

  test('for a single best match asks for one, and the custom of the route widens unless it is said', () => {
    expect(read({ single_best_match: true, limit: 50 }).limit).toBe(1)
    expect(read({}, { mayWiden: true }).mayWiden).toBe(true)
    expect(read({ widen: false }, { mayWiden: true }).mayWiden).toBe(false)
    expect(read({}, { isMember: true }).isBlurred).toBe(true)
  })

  test('holds one expression as one clause that must be, and several as they are weighed', () => {
    expect(read({ where: 'age = 30' }).where).toMatchObject([{ weight: null }])
    expect(read({ where: [{ is: 'age = 30', weight: 2 }, { is: 'age is known' }] }).where).toMatchObject([
      { weight: 2 },
      { weight: null },
    ])
    expect(() => read({ where: 'age' })).toThrow(Problem)
  })
})

describe('preferences', () => {
  const preferencesIn = (preferences: Asked['preferences']) => read({ preferences }).preferences

  test('that are absent leave it to the profile, and null is no wish at all', () => {
    expect(preferencesIn({})).toEqual({ interests: [], needs: [] })
    expect(preferencesIn({ max_distance: null, age_range: null, genders: null })).toEqual({
      radiusKm: null,
      ages: null,
      genders: null,
      interests: [],
      needs: [],
    })
  })

  test('put ages in order', () => {
    expect(preferencesIn({ age_range: [40, 30] })).toMatchObject({ ages: { min: 30, max: 40 } })
  })

  test.each([
    [{ gender_preference: 'Women' }, ['female']],
    [{ genders: ['men', 'enby'] }, ['male', 'non-binary']],
    [{ genders: ['she', 'w'] }, ['female']],
    [{ gender_preference: 'they/them' }, ['non-binary']],
    [{ gender_preference: 'any' }, null],
    [{ gender_preference: null }, null],
    [{ genders: ['any'] }, null],
  ])('name genders in whatever words: %j', (said, genders) => {
    expect(preferencesIn(said)).toMatchObject({ genders })
  })

  test('that name no gender leave it to the profile', () => {
    for (const said of [{ genders: [] }, { gender_preference: '' }, {}])
      expect(preferencesIn(said)).not.toHaveProperty('genders')
  })
})

describe('the asker', () => {
  const member = { kind: 'member', memberId: 'mira' } as Caller
  const service = { kind: 'service' } as Caller
  const code = (act: () => unknown): string | null => {
    try {
      act()
      return null
    } catch (error) {
      return (error as Problem).code
    }
  }

  test('is the member herself, and whomever a service names', () => {
    expect([askerOf(member, undefined), askerOf(member, 'mira'), askerOf(service, 'otto')]).toEqual([
      'mira',
      'mira',
      'otto',
    ])
    expect(code(() => askerOf(member, 'otto'))).toBe('auth.not_yours')
    expect(code(() => askerOf(service, undefined))).toBe('request.invalid')
  })
})
