import { expect, test } from 'vitest'
import { ageOf } from './profile.ts'

const on = (day: string) => new Date(`${day}T12:00:00Z`)

test.each([
  ['1996-04-12', '2026-04-11', 29],
  ['1996-04-12', '2026-04-12', 30],
  ['1996-12-31', '2026-01-01', 29],
  ['2000-02-29', '2026-02-28', 25],
  ['2000-02-29', '2026-03-01', 26],
  ['2026-01-01', '2026-01-01', 0],
])('whoever was born on %s is on %s %d years old', (dateOfBirth, day, years) => {
  expect(ageOf({ age: null, dateOfBirth }, on(day))).toBe(years)
})

test('without a date of birth the age is as it was said, or not known', () => {
  expect(ageOf({ age: 40, dateOfBirth: null }, on('2026-01-01'))).toBe(40)
  expect(ageOf({ age: null, dateOfBirth: null }, on('2026-01-01'))).toBeNull()
})
