import { expect, test } from 'vitest'
import { instantOf, likedFrom, TAKEN_BACK, typeWeight } from './event-meaning.ts'

test.each([
  ['like', 1],
  ['Purchase', 1],
  ['add_to_cart', 1],
  ['click', 1 / 3],
  ['pv', 0],
  ['view', 0],
  ['unlike', TAKEN_BACK],
  ['DISLIKE', TAKEN_BACK],
  ['hide', TAKEN_BACK],
  ['juggle', null],
  ['', null],
])('%j weighs %j', (word, weight) => {
  expect(typeWeight(word)).toBe(weight)
})

test.each([
  [5, 4],
  [10, 8],
  [1, 0.8],
  [100, 80],
])('of a scale up to %d an item is liked from %d on', (max, from) => {
  expect(likedFrom(max)).toBeCloseTo(from)
})

test('what goes beyond any scale counts how often, and once is enough', () => {
  expect(likedFrom(4096)).toBeGreaterThan(0)
  expect(likedFrom(4096)).toBeLessThan(1e-9)
})

const noon = Date.UTC(2024, 0, 31, 12)

test.each([
  [String(noon / 1000)],
  [String(noon)],
  [String(noon * 1000)],
  [String(noon * 1e6)],
  ['2024-01-31T12:00:00Z'],
  ['2024-01-31 12:00:00'],
  ['2024-01-31T12:00:00.000'],
  ['2024-01-31 13:00:00+01:00'],
  ['2024-01-31 12:00:00 +0000'],
  ['2024-01-31 12:00:00 UTC'],
  ['Wed Jan 31 12:00:00 +0000 2024'],
])('%s is one and the same noon, wherever this runs', (text) => {
  expect(instantOf(text)).toBe(noon)
})

test('a day begins at midnight in UTC', () => {
  expect(instantOf('2024-01-31')).toBe(Date.UTC(2024, 0, 31))
})

test.each(['yesterday', '2024-13-45', 'NaN'])('%s is no time', (text) => {
  expect(instantOf(text)).toBeNull()
})
