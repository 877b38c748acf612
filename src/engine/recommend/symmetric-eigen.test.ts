import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Stopped, unlimitedEffort } from './effort.ts'
import type { Effort } from './effort.ts'
import { gaussian, seededRandom } from './random.ts'
import { symmetricEigen } from './symmetric-eigen.ts'
import type { Eigen } from './symmetric-eigen.ts'

const effort = unlimitedEffort(1)

function randomMatrix(size: number, seed: number): Float64Array {
  const random = gaussian(seededRandom(seed))
  const entries = new Float64Array(size * size)
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      entries[row * size + column] = random()
      entries[column * size + row] = entries[row * size + column] as number
    }
  }
  return entries
}

const vectorOf = ({ vectors, values }: Eigen, place: number): Float64Array =>
  vectors.subarray(place * values.length, (place + 1) * values.length)
const product = (one: Float64Array, other: Float64Array): number =>
  one.reduce((sum, value, at) => sum + value * (other[at] as number), 0)

/** A v = λ v, vᵀ v = 1, and vᵀ w = 0. */
function expectEigen(entries: Float64Array, size: number): Eigen {
  const eigen = symmetricEigen({ size, entries }, effort)
  const tolerance = 1e-13 * size * Math.max(...eigen.values.map(Math.abs), 1e-300) + 1e-300
  for (let place = 0; place < size; place += 1) {
    const vector = vectorOf(eigen, place)
    for (let row = 0; row < size; row += 1) {
      const image = product(entries.subarray(row * size, (row + 1) * size), vector)
      expect(Math.abs(image - (eigen.values[place] as number) * (vector[row] as number))).toBeLessThan(tolerance)
    }
    for (let other = 0; other <= place; other += 1) {
      expect(Math.abs(product(vector, vectorOf(eigen, other)) - (other === place ? 1 : 0))).toBeLessThan(1e-12)
    }
  }
  return eigen
}

test('random matrices of any size are taken apart to the last digits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), (size, seed) => {
      expectEigen(randomMatrix(size, seed), size)
    }),
    { numRuns: 40 },
  )
})

test('more rotations than are collected at once change nothing', () => {
  expectEigen(randomMatrix(130, 3), 130)
})

test('the second difference has the eigenvalues that are known for it', () => {
  const size = 50
  const entries = new Float64Array(size * size)
  for (let row = 0; row < size; row += 1) {
    entries[row * size + row] = 2
    if (row > 0) entries[row * size + row - 1] = -1
    if (row > 0) entries[(row - 1) * size + row] = -1
  }
  const { values } = expectEigen(entries, size)
  const known = Array.from({ length: size }, (_, at) => 2 - 2 * Math.cos((Math.PI * (size - at)) / (size + 1)))
  for (const [at, value] of values.entries()) expect(value).toBeCloseTo(known[at] as number, 12)
})

test('values come in descending order, negative ones too', () => {
  const { values } = symmetricEigen({ size: 30, entries: randomMatrix(30, 9) }, effort)
  expect([...values]).toEqual([...values].toSorted((one, other) => other - one))
  expect(values.at(-1)).toBeLessThan(0)
})

test.each([
  ['zeros', new Float64Array(25), [0, 0, 0, 0, 0]],
  ['equal ones', Float64Array.from({ length: 25 }, (_, at) => (at % 6 === 0 ? 3 : 0)), [3, 3, 3, 3, 3]],
  ['one of rank one', new Float64Array(25).fill(1), [5, 0, 0, 0, 0]],
])('repeated values do no harm: %s', (_what, entries, values) => {
  const eigen = expectEigen(entries, 5)
  for (const [at, value] of eigen.values.entries()) expect(value).toBeCloseTo(values[at] as number, 12)
})

test('only the lower triangle is read', () => {
  const entries = randomMatrix(6, 2)
  const lower = entries.map((entry, at) => (at % 6 > Math.floor(at / 6) ? Number.NaN : entry))
  expect(symmetricEigen({ size: 6, entries: lower }, effort)).toEqual(symmetricEigen({ size: 6, entries }, effort))
})

test('tiny and huge entries keep their digits', () => {
  for (const scale of [1e-120, 1e120]) {
    expectEigen(
      randomMatrix(12, 4).map((entry) => entry * scale),
      12,
    )
  }
})

test('a matrix of nothing has no values', () => {
  expect(symmetricEigen({ size: 0, entries: new Float64Array() }, effort).values.length).toBe(0)
})

test('entries that are no numbers are refused, not searched for ever', () => {
  expect(() => symmetricEigen({ size: 3, entries: new Float64Array(9).fill(Number.NaN) }, effort)).toThrow(RangeError)
})

test('it can be stopped at every question', () => {
  const entries = randomMatrix(40, 5)
  let questions = 0
  symmetricEigen({ size: 40, entries }, { ...effort, shouldStop: () => (questions++, false) })
  expect(questions).toBeGreaterThan(5)
  for (let last = 1; last <= questions; last += 1) {
    let left = last
    const stopping: Effort = { ...effort, shouldStop: () => --left === 0 }
    expect(() => symmetricEigen({ size: 40, entries }, stopping)).toThrow(Stopped)
  }
})
