import { describe, expect, test } from 'vitest'
import { candidateOf } from '../../../test/support/candidates.ts'
import type { Wanted, Wish } from '../asking/index.ts'
import type { Candidate } from '../profiles/index.ts'
import { fits, preferenceShare } from './wishes.ts'

const here = { place: { latitude: 0, longitude: 0 }, radiusKm: 50 }

describe('whether somebody fits', () => {
  test.each<[Wanted, Partial<Candidate>]>([
    [{ kind: 'age', min: 25, max: 35 }, { age: 35 }],
    [{ kind: 'age', min: null, max: 35 }, { age: 3 }],
    [
      { kind: 'age', min: null, max: 29, genders: ['male'] },
      { age: 20, genders: ['male'] },
    ],
    [{ kind: 'gender', values: ['female', 'non-binary'] }, { genders: ['female', 'trans'] }],
    [{ kind: 'language', values: ['es'] }, { languages: ['en', 'es'] }],
    [{ kind: 'distance', km: 120 }, { place: { latitude: 1, longitude: 0 } }],
    [{ kind: 'distance', km: null }, { place: { latitude: 0.4, longitude: 0 } }],
    [{ kind: 'relationship', values: ['friendship'] }, { words: ['friend'] }],
    [{ kind: 'words', text: 'vegan', terms: ['vegan'] }, { words: ['vegan'] }],
  ])('%j is met by %j', (wish, facts) => {
    expect(fits(wish, candidateOf(facts), here)).toBe(true)
  })

  test.each<[Wanted, Partial<Candidate>]>([
    [{ kind: 'age', min: 25, max: 35 }, { age: 36 }],
    [{ kind: 'age', min: null, max: 29, genders: ['male'] }, { age: 30 }],
    [{ kind: 'age', min: null, max: 29, genders: ['male'] }, { genders: ['female'] }],
    [{ kind: 'gender', values: ['female'] }, { genders: ['male'] }],
    [{ kind: 'language', values: ['es'] }, { languages: ['en'] }],
    [{ kind: 'distance', km: null }, { place: { latitude: 0.5, longitude: 0 } }],
  ])('%j is not met by %j', (wish, facts) => {
    expect(fits(wish, candidateOf(facts), here)).toBe(false)
  })

  test.each<Wanted>([
    { kind: 'age', min: 25, max: 35 },
    { kind: 'age', min: 25, max: 35, genders: ['male'] },
    { kind: 'gender', values: ['female'] },
    { kind: 'language', values: ['es'] },
    { kind: 'distance', km: 5 },
    { kind: 'purpose', values: ['education'] },
  ])('%j is not known of somebody who says nothing', (wish) => {
    expect(fits(wish, candidateOf(), here)).toBe(null)
  })
})

describe('what is said', () => {
  const words = (...terms: string[]): Wish => ({ kind: 'words', text: terms.join(' '), terms, from: 'some words' })
  const says = (wish: Wish, ...stems: string[]): boolean | null => fits(wish, candidateOf({ words: stems }), here)

  test('of several words is each of them, by itself or by what means the same', () => {
    const selfies = words('gym', 'selfies')
    expect([says(selfies, 'gym', 'selfi'), says(selfies, 'workout', 'selfi')]).toEqual([true, true])
    expect([says(selfies, 'gym', 'workout'), says(selfies, 'selfi')]).toEqual([null, null])
  })

  test('may be two words in one', () => {
    expect(says(words('table', 'tennis'), 'pingpong')).toBe(true)
    expect(says(words('table', 'tennis'), 'tenni')).toBe(null)
  })

  test('of words that are no subject is not known of anybody', () => {
    expect(says(words('of', 'help'), 'of', 'help')).toBe(null)
  })

  test('of a kind may be a hint where it counts for somebody, and is none where it counts against her', () => {
    const serious: Wish = { kind: 'relationship', values: ['serious'], from: 'ideally serious' }
    expect([says(serious, 'seriou'), says(serious, 'seriou', 'relationship')]).toEqual([null, true])
    expect([says(serious, 'commit'), says(serious, 'commit', 'casual', 'hookup')]).toEqual([true, null])
    expect(says(serious, 'soulmat')).toBe(true)
    const not = { ...serious, not: true as const }
    expect([says(not, 'seriou'), says(not, 'seriou', 'relationship')]).toEqual([null, true])
  })
})

describe('preferences', () => {
  const young: Wish = { kind: 'age', min: null, max: 30, from: 'ideally under 30' }
  const smokers: Wish = { kind: 'words', text: 'smokers', terms: ['smoker'], from: 'preferably no smokers', not: true }

  test('none are nothing to measure by', () => {
    expect(preferenceShare([], candidateOf(), here)).toBe(null)
  })

  test('count as a share, and what is not known counts half', () => {
    expect(preferenceShare([young], candidateOf({ age: 29 }), here)).toBe(1)
    expect(preferenceShare([young], candidateOf({ age: 31 }), here)).toBe(0)
    expect(preferenceShare([young], candidateOf(), here)).toBe(0.5)
    expect(preferenceShare([young, smokers], candidateOf({ age: 29, words: ['smoker'] }), here)).toBe(0.5)
  })
})
