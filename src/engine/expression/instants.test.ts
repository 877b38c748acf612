import fc from 'fast-check'
import { expect, test } from 'vitest'
import { someInstant } from '../../../test/support/expressions.ts'
import { describeInstant, readMoment } from './instants.ts'

const at = (text: string): number => Date.parse(text)

test('a day is all of its instants', () => {
  expect(readMoment('2026-01-31')).toEqual({ first: at('2026-01-31T00:00:00Z'), last: at('2026-01-31T23:59:59.999Z') })
})

test.each([
  ['2026-01-31T18:30Z', '2026-01-31T18:30:00Z'],
  ['2026-01-31t18:30:59z', '2026-01-31T18:30:59Z'],
  ['2026-01-31T18:30:00.5Z', '2026-01-31T18:30:00.500Z'],
  ['2026-01-31T18:30:00.123999Z', '2026-01-31T18:30:00.123Z'],
  ['2026-01-31T00:30+01:00', '2026-01-30T23:30:00Z'],
  ['2026-12-31T23:30-05:45', '2027-01-01T05:15:00Z'],
  ['2024-02-29T00:00Z', '2024-02-29T00:00:00Z'],
])('%s is an instant', (text, iso) => {
  expect(readMoment(text)).toEqual({ first: at(iso), last: at(iso) })
})

test.each([
  '2026-02-29',
  '2100-02-29',
  '2026-04-31',
  '2026-00-10',
  '2026-13-01',
  '2026-01-00',
  '2026-01-32',
  '2026-1-31',
  '26-01-31',
  '2026-01-31T18:30',
  '2026-01-31T24:00Z',
  '2026-01-31T18:60Z',
  '2026-01-31T18:30:60Z',
  '2026-01-31T18:30+24:00',
  '2026-01-31T18:30+01:60',
  '2026-01-31T18:30+0100',
  '2026-01-31T18Z',
  '2026-01-31 18:30Z',
  '0000-01-01T00:00+00:01',
  '9999-12-31T23:59-00:01',
  '',
])('"%s" is none', (text) => {
  expect(readMoment(text)).toBeNull()
})

test('a date is what the calendar of JavaScript says, in every year of four digits', () => {
  fc.assert(
    fc.property(someInstant, (instant) => {
      const iso = new Date(instant).toISOString()
      expect(readMoment(iso)).toEqual({ first: instant, last: instant })
      expect(readMoment(iso.slice(0, 10))?.first).toBe(at(`${iso.slice(0, 10)}T00:00:00Z`))
    }),
  )
})

test('an instant is written as JavaScript writes it, and as a day alone at the edge that is meant', () => {
  fc.assert(
    fc.property(someInstant, fc.constantFrom('first' as const, 'last' as const), (instant, edge) => {
      const iso = new Date(instant).toISOString()
      const isEdge = iso.endsWith(edge === 'first' ? 'T00:00:00.000Z' : 'T23:59:59.999Z')
      expect(describeInstant(instant, edge)).toBe(isEdge ? iso.slice(0, 10) : iso)
      expect(readMoment(describeInstant(instant, edge))?.[edge]).toBe(instant)
    }),
  )
})
