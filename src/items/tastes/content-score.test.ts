import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentParts, contentScore } from './content-score.ts'
import type { ScoredItem } from './content-score.ts'
import { profileOf } from './likes-profile.ts'
import type { LikesProfile } from './likes-profile.ts'

const now = new Date('2026-03-15T00:00:00Z')
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000)

const item: ScoredItem = {
  categories: { category: 'beauty', age: '25-34', suitable_for: 'friend', gender: 'f' },
  platform: 'ozon',
  price: 1200,
  createdAt: daysAgo(73),
}
const profile: LikesProfile = {
  categories: { beauty: 0.6 },
  ages: { '25-34': 0.7 },
  relationships: { friend: 0.6 },
  genders: { f: 0.8 },
  platforms: { ozon: 0.7 },
  prices: { mean: 1500, min: 1000, max: 2000 },
}
const nobody = profileOf([])
const scoreOf = (changes: Partial<ScoredItem>, of = profile) => contentScore({ ...item, ...changes }, of, now)

test('the example of the service before us scores 0.68, with what was dead there', () => {
  const { score, parts } = scoreOf({})
  expect(score).toBeCloseTo(0.68, 10)
  const expected = {
    category: 0.18,
    age: 0.105,
    relationship: 0.09,
    gender: 0.08,
    platform: 0.105,
    price: 0.08,
    recency: 0.04,
  }
  for (const part of contentParts) expect(parts[part], part).toBeCloseTo(expected[part], 10)
})

test('the profile of an item alone, which came today, gives it everything', () => {
  const alone = { ...item, createdAt: now }
  expect(contentScore(alone, profileOf([alone]), now).score).toBeCloseTo(1, 10)
})

test('what is for a gender that she never buys for gets half of what she buys for anybody', () => {
  const of = { ...profile, genders: { f: 0.5, any: 0.4 } }
  const genderPart = (gender: string) => scoreOf({ categories: { gender } }, of).parts.gender
  expect([genderPart('f'), genderPart('m'), genderPart('any')].map((part) => Number(part.toFixed(6)))).toEqual([
    0.05, 0.02, 0.04,
  ])
})

test.each([
  [73, 0.8],
  [0, 1],
  [365, 0],
  [4000, 0],
  [-3, 1],
])('what came %d days ago is recent by %d', (days, share) => {
  expect(scoreOf({ createdAt: daysAgo(days) }).parts.recency).toBeCloseTo(0.05 * share, 10)
})

test.each([
  [1500, 1],
  [3000, 0],
  [9000, 0],
  [750, 0.5],
  [0, 0],
  [null, 0],
])('a price of %s is near 1,500 by %d', (price, share) => {
  expect(scoreOf({ price }).parts.price).toBeCloseTo(0.1 * share, 10)
})

test('what nobody knows scores nothing, and nobody’s profile scores the new alone', () => {
  expect(
    scoreOf({ categories: { category: 'unknown' }, platform: null, price: null, createdAt: daysAgo(999) }).score,
  ).toBe(0)
  expect(contentScore({ ...item, createdAt: now }, nobody, now).score).toBeCloseTo(0.05, 10)
  expect(scoreOf({ categories: { category: 'constructor' } }).parts.category, 'no word of ours is a category').toBe(0)
})

test('whatever was liked, shares add up to 1 or are none, and a score is the sum of its parts and between 0 and 1', () => {
  const words = fc.option(fc.constantFrom('a', 'b', 'any', 'unknown', '__proto__'), { nil: undefined })
  const things = fc.array(
    fc
      .record({
        category: words,
        age: words,
        suitable_for: words,
        gender: words,
        platform: words,
        price: fc.integer({ min: -1, max: 9 }),
      })
      .map(({ platform, price, ...said }): ScoredItem => {
        const known = Object.entries(said).flatMap(([name, word]) => (word === undefined ? [] : [[name, word]]))
        return { categories: Object.fromEntries(known), platform: platform ?? null, price, createdAt: now }
      }),
    { minLength: 1, maxLength: 6 },
  )
  fc.assert(
    fc.property(things, ([scored, ...likes]) => {
      const of = profileOf(likes)
      for (const shares of [of.categories, of.platforms, of.ages, of.relationships, of.genders]) {
        const sum = Object.values(shares).reduce((total, share) => total + share, 0)
        expect(Object.keys(shares).length === 0 ? 1 : sum).toBeCloseTo(1, 10)
        expect(Object.hasOwn(shares, 'unknown')).toBe(false)
      }
      const { score, parts } = contentScore(scored as ScoredItem, of, now)
      expect(score).toBeCloseTo(
        contentParts.reduce((sum, part) => sum + parts[part], 0),
        10,
      )
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(1 + 1e-9)
    }),
  )
})
