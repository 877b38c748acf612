import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextDelaySeconds, parseRetryAfter, scheduleSeconds } from './schedule.ts'

const delay = (step: number, chance = 0.5, retryAfterSeconds: number | null = null) =>
  nextDelaySeconds({ schedule: scheduleSeconds, step, chance, retryAfterSeconds })

test('attempts come now, after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, then no more', () => {
  const delays = Array.from({ length: 9 }, (_, step) => delay(step))
  expect(delays).toEqual([0, 5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 10 * 3600, null])
})

test('a delay is within a tenth of the plan', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7 }), fc.double({ min: 0, max: 1, noNaN: true }), (step, chance) => {
      const planned = scheduleSeconds[step] ?? 0
      expect(delay(step, chance)).toBeGreaterThanOrEqual(planned * 0.9)
      expect(delay(step, chance)).toBeLessThanOrEqual(planned * 1.1 + 1e-9)
    }),
  )
  expect([delay(2, 0), delay(2, 1)]).toEqual([270, 330])
})

test('the host can make a delay longer, up to a day, and never shorter', () => {
  expect(delay(1, 0.5, 60)).toBe(60)
  expect(delay(2, 0.5, 60)).toBe(300)
  expect(delay(1, 0.5, 1e9)).toBe(86_400)
})

test('no answer of the host makes the schedule longer', () => {
  expect(delay(8, 0.5, 60)).toBeNull()
})

test('Retry-After is read as seconds or as a date', () => {
  const now = new Date('2026-03-01T12:00:00Z')
  expect(parseRetryAfter('120', now)).toBe(120)
  expect(parseRetryAfter(' 0 ', now)).toBe(0)
  expect(parseRetryAfter('Sun, 01 Mar 2026 12:01:30 GMT', now)).toBe(90)
  expect(parseRetryAfter('Sun, 01 Mar 2026 11:00:00 GMT', now)).toBe(0)
})

test('anything else in Retry-After is nothing', () => {
  const now = new Date()
  for (const header of [undefined, '', 'soon', '-5', '1.5', '1e9', '99999999999', 'Sun, never']) {
    expect(parseRetryAfter(header, now)).toBeNull()
  }
  fc.assert(
    fc.property(fc.string(), (header) => {
      const seconds = parseRetryAfter(header, now)
      expect(seconds === null || seconds >= 0).toBe(true)
    }),
  )
})
