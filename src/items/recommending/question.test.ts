import { expect, test } from 'vitest'
import { personalQuestion, popularQuestion } from './question.ts'
import { personalisedBody, popularBody } from './schema.ts'

const sizes = { standard: 20, max: 100 }
const standards = { diversity: 0, exploration: 0 }
const asked = (body: unknown): string =>
  JSON.stringify(personalQuestion(personalisedBody(sizes).parse(body), standards))

test('the order in which a question was written makes no difference, every value does', () => {
  const question = {
    user_id: 'ann',
    geo_id: 1,
    filters: { platform: 'ozon', category: 'tea', price_to: 9 },
    boost: [{ weight: 1, is: 'price < 5' }],
    pagination: { limit: 5, page: 2 },
  }
  const turned = {
    pagination: { page: 2, limit: 5 },
    boost: [{ is: 'price < 5', weight: 1 }],
    filters: { price_to: 9, category: 'tea', platform: 'ozon' },
    geo_id: 1,
    user_id: 'ann',
  }
  expect(asked(turned)).toBe(asked(question))
  const others = [
    { ...question, filters: { ...question.filters, price_to: 9.5 } },
    { ...question, filters: { ...question.filters, price_from: 0 } },
    { ...question, pagination: { page: 3, limit: 5 } },
    { ...question, diversity: 0.5 },
    { ...question, repeat: true },
  ]
  expect(new Set([question, ...others].map(asked)).size).toBe(6)
})

test('words that mean the same gender ask for the same people, and for items that say either', () => {
  const of = (gender: string) =>
    popularQuestion(popularBody(sizes).parse({ user_params: { gender, age: 'any', geo_id: 1 } }))
  expect(of('Female').segment).toEqual({ gender: 'f', age: null })
  expect(of('f').wanted.suiting).toEqual({ gender: ['f', 'female'] })
  expect(of(' ').wanted.suiting).toEqual({})
})
