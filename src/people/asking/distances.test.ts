import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KM_MAX, readDistances, readKilometres } from './distances.ts'
import { lineOf } from './line.ts'

const kilometresIn = (sentence: string): readonly unknown[] =>
  readDistances(lineOf(sentence)).flatMap(({ wanted }) => (wanted?.kind === 'distance' ? [wanted.km] : []))

test.each([
  ['within 10 km', 10],
  ['5 miles away', 8.047],
  ['10-20km', 20],
  ['within 500 metres', 0.5],
  ['half a mile from here', 0.805],
  ['a 25 km radius', 25],
  ['walking distance', 2],
  ['999999 km', KM_MAX],
  ['near me', null],
  ['close by', null],
  ['same city', null],
  ['local', null],
  ['a few miles away', null],
])('%s', (sentence, km) => {
  expect(kilometresIn(sentence)).toEqual([km])
})

test.each([
  'run 5 km',
  '10 km runners',
  '100m sprint',
  '5 m',
  '€5 m',
  'local history',
  'long-distance running',
  'new in town',
  'closely',
])('%s is no distance', (sentence) => {
  expect(kilometresIn(sentence)).toEqual([])
})

test.each([
  ['over 50 km away', 'at most'],
  ['at least 10 km from here', 'at most'],
  ['within 10 km of London', 'Places are not looked up'],
  ['30 minutes away', 'depends on the way'],
  ['0 km', 'Nobody is that near'],
])('%s decides nothing, and the answer says why', (sentence, because) => {
  const [reading] = readDistances(lineOf(sentence))
  expect(reading?.wanted).toBeNull()
  expect(reading?.because).toContain(because)
})

test.each(['anywhere', 'worldwide', 'no matter where', 'all over the world'])('%s lifts the radius', (sentence) => {
  expect(readDistances(lineOf(sentence))).toMatchObject([{ wanted: null, lifts: 'distance' }])
})

test('whoever travels anywhere lifts nothing', () => {
  expect(readDistances(lineOf('I travel anywhere'))).toEqual([])
})

test('any figure with a unit is within the earth, to the metre', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999 }), fc.constantFrom('km', 'miles', 'metres'), (figure, unit) => {
      const [km] = kilometresIn(`within ${figure} ${unit}`)
      expect(km).toBeGreaterThan(0)
      expect(km).toBeLessThanOrEqual(KM_MAX)
      expect(Math.round(Number(km) * 1000)).toBeCloseTo(Number(km) * 1000, 3)
    }),
  )
})

test('in any language a figure with "km" is read, and nothing else', () => {
  const read = readKilometres(lineOf('à moins de 10 km, 5 miles, près de chez moi'))
  expect(read.map(({ wanted }) => wanted)).toEqual([{ kind: 'distance', km: 10 }])
})
