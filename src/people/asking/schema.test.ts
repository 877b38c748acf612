import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { understood } from './schema.ts'
import type { Understood } from './wish.ts'

const whole: Understood = {
  filters: [
    { kind: 'age', min: 25, max: 35, from: 'between 25 and 35' },
    { kind: 'gender', values: ['female', 'non-binary'], from: 'women or non-binary people' },
    { kind: 'distance', km: null, from: 'near me' },
    { kind: 'distance', km: 12.5, from: '12.5 km' },
    { kind: 'language', values: ['fr', 'de'], from: 'speaks French or German' },
  ],
  preferences: [
    { kind: 'purpose', values: ['education'], from: 'teach' },
    { kind: 'words', text: 'children', terms: ['children'], from: 'without children', not: true },
  ],
  excluded: [
    { kind: 'age', min: null, max: 29, genders: ['male'], from: 'no men under 30' },
    { kind: 'relationship', values: ['serious'], from: 'not looking for anything serious' },
  ],
  topic: { text: 'climbing', terms: ['climbing'], side: 'offers' },
  ignored: [{ from: 'my age', because: 'Whoever is nearer to your own age comes first as it is.' }],
  lifted: [],
}

const isRefused = (value: unknown): boolean => !understood.safeParse(value).success
const isWishRefused = (wish: object): boolean => isRefused({ filters: [wish] })

describe('what is sent back', () => {
  test('whole, it comes out as it went in', () => {
    expect(understood.parse(whole)).toEqual(whole)
  })

  test('what is left out is empty, and a wish that somebody added has no piece', () => {
    expect(understood.parse({ filters: [{ kind: 'age', min: 30 }] })).toEqual({
      filters: [{ kind: 'age', min: 30, max: null, from: '' }],
      preferences: [],
      excluded: [],
      topic: null,
      ignored: [],
      lifted: [],
    })
  })

  test('reversed ages are put in order', () => {
    const read = understood.parse({
      filters: [{ kind: 'age', min: 40, max: 30 }],
      preferences: [{ kind: 'age', min: 9, max: 8 }],
    })
    expect([read.filters[0], read.preferences[0]]).toMatchObject([
      { min: 30, max: 40 },
      { min: 8, max: 9 },
    ])
  })

  test.each([
    ['an age below 0', { kind: 'age', min: -1 }],
    ['an age of some alone', { kind: 'age', min: 18, genders: ['male'] }],
    ['an age above 120', { kind: 'age', max: 121 }],
    ['half a year', { kind: 'age', min: 20.5 }],
    ['an age that says nothing', { kind: 'age', min: null, max: null }],
    ['no distance at all', { kind: 'distance', km: 0 }],
    ['a distance beyond the earth', { kind: 'distance', km: 20_041 }],
    ['a distance that is not given', { kind: 'distance' }],
    ['a gender that is not known', { kind: 'gender', values: ['romantic'] }],
    ['no gender', { kind: 'gender', values: [] }],
    ['a language by its name', { kind: 'language', values: ['French'] }],
    ['a relationship that is not known', { kind: 'relationship', values: ['enemies'] }],
    ['a purpose that is not known', { kind: 'purpose', values: ['creative'] }],
    ['words without a word', { kind: 'words', text: 'dogs', terms: [] }],
    ['blank words', { kind: 'words', text: ' ', terms: ['dogs'] }],
    ['half a character', { kind: 'words', text: '\ud800', terms: ['dogs'] }],
    ['NUL', { kind: 'words', text: 'dogs', terms: ['\0'] }],
    ['an endless word', { kind: 'words', text: 'dogs', terms: ['x'.repeat(65)] }],
    ['an endless piece', { kind: 'age', min: 20, from: 'x'.repeat(201) }],
    ['a kind that is not known', { kind: 'height', min: 180 }],
    ['a key that is not known', { kind: 'age', min: 20, minimum: 20 }],
    ['a filter to be without', { kind: 'age', min: 20, not: true }],
  ])('%s is refused', (_what, wish) => {
    expect(isWishRefused(wish)).toBe(true)
  })

  test('a key that is not known is refused, whatever the wish', () => {
    const wishes = [...whole.filters, ...whole.preferences, ...whole.excluded].map(({ not: _not, ...wish }) => wish)
    for (const wish of wishes) {
      expect(isRefused({ excluded: [wish] })).toBe(false)
      expect(isRefused({ excluded: [{ ...wish, urgency: 'must' }] })).toBe(true)
      expect(isWishRefused({ ...wish, urgency: 'must' })).toBe(true)
      expect(isRefused({ preferences: [{ ...wish, urgency: 'must' }] })).toBe(true)
    }
  })

  test('a preference to be with is said by leaving "not" out', () => {
    expect(isRefused({ preferences: [{ kind: 'age', min: 20, not: false }] })).toBe(true)
  })

  test('lists are bounded', () => {
    const many = Array.from({ length: 33 }, () => ({ kind: 'age', min: 20 }))
    expect(isRefused({ excluded: many })).toBe(true)
    expect(isRefused({ excluded: many.slice(1) })).toBe(false)
    expect(isRefused({ topic: { text: 'x'.repeat(10_001) } })).toBe(true)
    expect(isRefused({ topic: { text: 'a', terms: Array.from({ length: 65 }, () => 'a') } })).toBe(true)
  })

  test.each([
    null,
    [],
    'age',
    { filter: [] },
    { topic: {} },
    { topic: { text: 'a', side: 'both' } },
    { lifted: 'yes' },
  ])('%j is refused', (value) => {
    expect(isRefused(value)).toBe(true)
  })

  test('what passes once passes again, unchanged', () => {
    const age = fc.option(fc.integer({ min: 0, max: 120 }))
    fc.assert(
      fc.property(age, age, fc.boolean(), (min, max, isSoft) => {
        const sent = { [isSoft ? 'preferences' : 'filters']: [{ kind: 'age', min, max, from: 'x' }] }
        const once = understood.safeParse(sent)
        expect(once.success).toBe(min !== null || max !== null)
        if (once.success) expect(understood.parse(once.data)).toEqual(once.data)
      }),
    )
  })

  test('it can be written down as JSON schema, for OpenAPI and for models', () => {
    expect(JSON.stringify(z.toJSONSchema(understood, { io: 'input' }))).toContain('"non-binary"')
  })
})
