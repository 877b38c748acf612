import { expect, test } from 'vitest'
import { profileOf } from './likes-profile.ts'

const liked = (categories: Record<string, string>, platform: string | null = null, price: number | null = null) => ({
  categories,
  platform,
  price,
})

test('each thing that likes say is a share of those that say it, the largest first', () => {
  const profile = profileOf([
    liked({ category: 'tea', age: '25-34', gender: 'f', suitable_for: 'friend' }, 'ozon'),
    liked({ category: 'tea', age: 'unknown', gender: 'any' }, 'amazon'),
    liked({ category: 'art' }, 'ozon'),
    liked({ category: 'tea' }),
  ])
  expect(profile).toMatchObject({
    categories: { tea: 0.75, art: 0.25 },
    ages: { '25-34': 1 },
    genders: { any: 0.5, f: 0.5 },
    relationships: { friend: 1 },
  })
  expect(Object.entries(profile.platforms)).toEqual([
    ['ozon', 2 / 3],
    ['amazon', 1 / 3],
  ])
})

test('prices are those above 0, and of none all figures are 0', () => {
  expect(profileOf([liked({}, null, 10), liked({}, null, 0), liked({}, null, 30), liked({})]).prices).toEqual({
    mean: 20,
    min: 10,
    max: 30,
  })
  expect(profileOf([liked({}), liked({}, null, 0)]).prices).toEqual({ mean: 0, min: 0, max: 0 })
  expect(profileOf([])).toMatchObject({ categories: {}, genders: {}, prices: { mean: 0, min: 0, max: 0 } })
})
