import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EARTH_RADIUS_KM, blurred, boxesAround, distanceKm, roundedDegrees } from './great-circle.ts'
import type { Place } from './great-circle.ts'

const at = (latitude: number, longitude: number): Place => ({ latitude, longitude })
const place = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
})

test('two places in one city are as far apart as the replaced service said', () => {
  expect(distanceKm(at(28.6139, 77.209), at(28.7041, 77.1025))).toBeCloseTo(14.4423, 4)
})

test('the way across the date line is the short one', () => {
  expect(distanceKm(at(0, 179.95), at(0, -179.95))).toBeCloseTo(11.12, 2)
  expect(distanceKm(at(10, 180), at(10, -180))).toBeCloseTo(0, 9)
})

test('at a pole every longitude is the same place', () => {
  expect(distanceKm(at(90, 0), at(90, 137))).toBeCloseTo(0, 9)
  expect(distanceKm(at(90, 0), at(-90, 12))).toBeCloseTo(Math.PI * EARTH_RADIUS_KM, 6)
})

test('a distance is the same both ways, never negative and never beyond half the globe', () => {
  fc.assert(
    fc.property(place, place, (one, other) => {
      const km = distanceKm(one, other)
      expect(km).toBeGreaterThanOrEqual(0)
      expect(km).toBeLessThanOrEqual(Math.PI * EARTH_RADIUS_KM + 1e-9)
      expect(distanceKm(other, one)).toBeCloseTo(km, 9)
    }),
  )
})

test('whoever is within the radius is in one of the boxes', () => {
  fc.assert(
    fc.property(place, place, fc.double({ min: 0, max: 21_000, noNaN: true }), (centre, other, km) => {
      fc.pre(distanceKm(centre, other) <= km)
      const holds = boxesAround(centre, km).some(
        ({ south, north, west, east }) =>
          other.latitude >= south && other.latitude <= north && other.longitude >= west && other.longitude <= east,
      )
      expect(holds).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('a small circle has a small box, in two parts at the date line', () => {
  expect(boxesAround(at(0, 0), 111.19)).toHaveLength(1)
  const [box] = boxesAround(at(0, 0), 111.19)
  expect(box?.north).toBeCloseTo(1, 2)
  expect(box?.east).toBeCloseTo(1, 2)
  expect(boxesAround(at(0, 179.99), 10)).toHaveLength(2)
  expect(boxesAround(at(0, -179.99), 10)).toHaveLength(2)
})

test('a circle around a pole takes all longitudes', () => {
  expect(boxesAround(at(89.99, 20), 10)).toEqual([{ south: expect.any(Number), north: 90, west: -180, east: 180 }])
})

test('a blurred place is about a kilometre off at most, and is never written as minus nothing', () => {
  fc.assert(
    fc.property(place, (exact) => {
      expect(distanceKm(exact, blurred(exact))).toBeLessThan(0.8)
    }),
  )
  expect(Object.is(blurred(at(-0.001, 0)).latitude, 0)).toBe(true)
})

test('degrees are kept as exactly as anybody can know them, and what is next to nothing is nothing', () => {
  expect([90, -180, 38.72345678, -9.123456789].map(roundedDegrees)).toEqual([90, -180, 38.72345678, -9.123456789])
  for (const tiny of [1e-200, -5e-324, -0]) expect(Object.is(roundedDegrees(tiny), 0)).toBe(true)
})
