import { describe, expect, test } from 'vitest'
import { ageNearness, closeness, nearness, recency } from './measures.ts'

describe('distance', () => {
  test('counts fully next door, half at a quarter of the radius, and something at its edge', () => {
    expect(nearness(0, 50)).toBe(1)
    expect(nearness(12.5, 50)).toBe(0.5)
    expect(nearness(50, 50)).toBe(1 / 16)
  })

  test('has no cliff: beyond the radius it goes on falling', () => {
    expect(nearness(50.1, 50)).toBeLessThan(nearness(50, 50))
    expect(nearness(20_000, 50)).toBeGreaterThanOrEqual(0)
  })

  test('a radius of nothing still tells near from far', () => {
    expect(nearness(0, 0)).toBe(1)
    expect(nearness(5, 0)).toBeLessThan(0.1)
  })
})

test('ages are near by years, the same both ways', () => {
  expect(ageNearness(30, 30)).toBe(1)
  expect(ageNearness(30, 37)).toBe(0.5)
  expect(ageNearness(37, 30)).toBe(0.5)
})

describe('activity', () => {
  test('halves in two weeks and counts whole days', () => {
    expect(recency(new Date('2026-01-31T08:00:00Z'), '2026-01-31')).toBe(1)
    expect(recency(new Date('2026-01-17T08:00:00Z'), '2026-01-31')).toBe(0.5)
  })

  test('whoever was active "tomorrow", by a clock that goes wrong, is active today', () => {
    expect(recency(new Date('2026-02-03T08:00:00Z'), '2026-01-31')).toBe(1)
  })
})

test('a cosine counts between chance and sameness', () => {
  expect(closeness(-1)).toBe(0)
  expect(closeness(0.15)).toBe(0)
  expect(closeness(0.425)).toBeCloseTo(0.5, 9)
  expect(closeness(0.7)).toBe(1)
  expect(closeness(1)).toBe(1)
})
