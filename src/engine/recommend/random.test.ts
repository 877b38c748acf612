import { expect, test } from 'vitest'
import { gaussian, seededRandom } from './random.ts'
import type { Random } from './random.ts'

const drawn = (random: Random, count: number): number[] => Array.from({ length: count }, random)
const meanOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / numbers.length

test('a seed gives the same numbers in every process, and for ever', () => {
  expect(drawn(seededRandom(1), 3)).toEqual(drawn(seededRandom(1), 3))
  expect(drawn(seededRandom(1), 3).map((number) => number * 2 ** 32)).toEqual([2442144158, 3238099751, 3819917871])
})

test('other seeds give other numbers, also neighbours and zero', () => {
  const firsts = Array.from({ length: 1000 }, (_, seed) => seededRandom(seed)())
  expect(new Set(firsts).size).toBe(1000)
  expect(Math.abs(meanOf(firsts) - 0.5)).toBeLessThan(0.03)
})

test('numbers lie evenly in 0..1 and know nothing of the one before', () => {
  const numbers = drawn(seededRandom(3), 100_000)
  const counts = Array.from({ length: 10 }, () => 0)
  for (const number of numbers) {
    expect(number >= 0 && number < 1).toBe(true)
    counts[Math.floor(number * 10)]! += 1
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400)
  const products = numbers.slice(1).map((number, at) => (number - 0.5) * ((numbers[at] as number) - 0.5))
  expect(Math.abs(meanOf(products))).toBeLessThan(0.001)
})

test('normal numbers have mean 0, variance 1 and the tails of the bell', () => {
  const numbers = drawn(gaussian(seededRandom(4)), 100_000)
  expect(numbers.every(Number.isFinite)).toBe(true)
  expect(Math.abs(meanOf(numbers))).toBeLessThan(0.01)
  expect(Math.abs(meanOf(numbers.map((number) => number ** 2)) - 1)).toBeLessThan(0.02)
  expect(Math.abs(meanOf(numbers.map((number) => number ** 4)) - 3)).toBeLessThan(0.15)
  expect(Math.abs(meanOf(numbers.map((number) => (Math.abs(number) > 2 ? 1 : 0))) - 0.0455)).toBeLessThan(0.003)
})

test('the two normal numbers of a pair are independent', () => {
  const normal = gaussian(seededRandom(5))
  const products = Array.from({ length: 50_000 }, () => normal() * normal())
  expect(Math.abs(meanOf(products))).toBeLessThan(0.02)
})
