import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { lifetimeMs, parseRate, take, unlimited } from './rate.ts'
import type { Level, Rate } from './rate.ts'

test.each([
  ['600/min', { count: 600, periodMs: 60_000, burst: null }],
  ['20/15min', { count: 20, periodMs: 900_000, burst: null }],
  ['10/h', { count: 10, periodMs: 3_600_000, burst: null }],
  ['1/d', { count: 1, periodMs: 86_400_000, burst: null }],
  ['5/250ms', { count: 5, periodMs: 250, burst: null }],
  ['20/s burst 10', { count: 20, periodMs: 1_000, burst: 10 }],
  ['  20/s   burst   10  ', { count: 20, periodMs: 1_000, burst: 10 }],
  ['none', unlimited],
])('%j is read as a rate', (text, rate) => {
  expect(parseRate(text)).toEqual(rate)
})

test.each([
  '',
  '600',
  '/min',
  '600/',
  '0/min',
  '600/0min',
  '600/week',
  '-1/min',
  '1.5/s',
  '20/s burst 0',
  '20/s burst',
  'None at all',
  '9'.repeat(20) + '/s',
])('%j is no rate', (text) => {
  expect(parseRate(text)).toBe(null)
})

const perMinute: Rate = { count: 3, periodMs: 60_000, burst: null }
const steady: Rate = { count: 20, periodMs: 1_000, burst: 10 }

/** What becomes of requests at these times, one after another. */
function story(rate: Rate, timesMs: readonly number[]) {
  let level: Level | null = null
  return timesMs.map((nowMs) => {
    const result = take(level, rate, nowMs)
    level = result.level
    return result.taken
  })
}

const allowed = (rate: Rate, timesMs: readonly number[]): readonly boolean[] =>
  story(rate, timesMs).map(({ isAllowed }) => isAllowed)

test('a window lets its number through and opens again when it is over, not before', () => {
  expect(allowed(perMinute, [0, 1, 2, 3, 59_999, 60_000])).toEqual([true, true, true, false, false, true])
})

test('a window counts down what is left and how long it lasts', () => {
  expect(story(perMinute, [0, 10_000, 20_000, 30_000])).toEqual([
    { isAllowed: true, limit: 3, remaining: 2, resetMs: 60_000, retryAfterMs: 0 },
    { isAllowed: true, limit: 3, remaining: 1, resetMs: 50_000, retryAfterMs: 0 },
    { isAllowed: true, limit: 3, remaining: 0, resetMs: 40_000, retryAfterMs: 0 },
    { isAllowed: false, limit: 3, remaining: 0, resetMs: 30_000, retryAfterMs: 30_000 },
  ])
})

test('a bucket lets a burst through at once and then keeps to its pace', () => {
  expect(allowed(steady, Array(12).fill(0))).toEqual([...Array(10).fill(true), false, false])
  expect(allowed(steady, [...Array(10).fill(0), 49, 50, 99, 100])).toEqual([
    ...Array(10).fill(true),
    false,
    true,
    false,
    true,
  ])
})

test('a bucket says when the next one is let through', () => {
  const last = story(steady, [...Array(10).fill(0), 20]).at(-1)
  expect(last).toEqual({ isAllowed: false, limit: 10, remaining: 0, resetMs: 480, retryAfterMs: 30 })
})

test('a bucket that is left alone is full again and no fuller', () => {
  const [, , later] = story(steady, [0, 0, 3_600_000])
  expect(later?.remaining).toBe(9)
})

test('a clock that is set back shuts nobody out', () => {
  expect(allowed(perMinute, [1_000_000, 1_000_000, 1_000_000, 0])).toEqual([true, true, true, true])
  expect(allowed(steady, [1_000_000, 0])).toEqual([true, true])
})

const rates = fc.record({
  count: fc.integer({ min: 1, max: 50 }),
  periodMs: fc.integer({ min: 1, max: 10_000 }),
  burst: fc.option(fc.integer({ min: 1, max: 50 })),
})
const steps = fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 200 })

/** The times that the steps lead to. */
const timesOf = (gaps: readonly number[]): readonly number[] => {
  let now = 0
  return gaps.map((gap) => (now += gap))
}

test('over any stretch a bucket lets through its pace and one burst at most', () => {
  fc.assert(
    fc.property(rates, steps, (rate, gaps) => {
      if (rate.burst === null) return
      const times = timesOf(gaps)
      const passed = allowed(rate, times).flatMap((isAllowed, index) => (isAllowed ? [times[index] ?? 0] : []))
      for (const [index, from] of passed.entries()) {
        const stretchMs = (passed.at(-1) ?? 0) - from
        const most = rate.burst + (stretchMs * rate.count) / rate.periodMs
        expect(passed.length - index).toBeLessThanOrEqual(most + 1e-6)
      }
    }),
  )
})

test('a window lets through its number at most, in each window', () => {
  fc.assert(
    fc.property(rates, steps, (wanted, gaps) => {
      const rate = { ...wanted, burst: null }
      const times = timesOf(gaps)
      const results = allowed(rate, times)
      let opened = -Infinity
      let inThis = 0
      for (const [index, nowMs] of times.entries()) {
        if (nowMs - opened >= rate.periodMs) [opened, inThis] = [nowMs, 0]
        if (results[index]) inThis += 1
        expect(inThis).toBeLessThanOrEqual(rate.count)
        expect(results[index] || inThis === rate.count).toBe(true)
      }
    }),
  )
})

test('whoever waits as long as they were told is let through', () => {
  fc.assert(
    fc.property(rates, steps, (rate, gaps) => {
      let level: Level | null = null
      for (const nowMs of timesOf(gaps)) {
        const { level: next, taken } = take(level, rate, nowMs)
        level = next
        if (!taken.isAllowed) {
          expect(taken.retryAfterMs).toBeGreaterThan(0)
          expect(take(level, rate, nowMs + taken.retryAfterMs + 1e-6).taken.isAllowed).toBe(true)
        }
      }
    }),
  )
})

test('a level that is forgotten after its lifetime would have said the same as none', () => {
  fc.assert(
    fc.property(rates, steps, (rate, gaps) => {
      let level: Level | null = null
      let nowMs = 0
      for (const gap of gaps) level = take(level, rate, (nowMs += gap)).level
      const later = nowMs + lifetimeMs(rate)
      expect(take(level, rate, later).taken.remaining).toBe(take(null, rate, later).taken.remaining)
    }),
  )
})
