import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { inverseFactor } from './dense-factor.ts'
import { Stopped, unlimitedEffort } from './effort.ts'
import { gaussian, seededRandom } from './random.ts'

const effort = unlimitedEffort(1)

/** YᵀY of random rows, and of fewer rows than columns when there are few of them. */
function randomGram(size: number, rows: number, seed: number): Float64Array {
  const random = gaussian(seededRandom(seed))
  const tall = Float64Array.from({ length: rows * size }, random)
  const entries = new Float64Array(size * size)
  for (let row = 0; row < rows; row += 1) {
    for (let at = 0; at < size * size; at += 1) {
      const [one, other] = [
        tall[row * size + Math.floor(at / size)] as number,
        tall[row * size + (at % size)] as number,
      ]
      entries[at] = (entries[at] as number) + one * other
    }
  }
  return entries
}

/** X G Xᵀ. */
function conjugated(inverse: Float64Array, entries: Float64Array, size: number): Float64Array {
  const times = (left: Float64Array, right: (row: number, column: number) => number): Float64Array =>
    Float64Array.from({ length: size * size }, (_, at) => {
      let sum = 0
      for (let step = 0; step < size; step += 1) {
        sum += (left[Math.floor(at / size) * size + step] as number) * right(step, at % size)
      }
      return sum
    })
  const half = times(inverse, (row, column) => entries[row * size + column] as number)
  return times(half, (row, column) => inverse[column * size + row] as number)
}

test('the inverse of the factor turns a Gram matrix into the identity', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 24 }), fc.nat(), (size, seed) => {
      const entries = randomGram(size, size + 5, seed)
      const { data } = inverseFactor({ size, entries }, 1e-12, effort)
      for (const [at, value] of conjugated(data, entries, size).entries()) {
        expect(Math.abs(value - (at % (size + 1) === 0 ? 1 : 0))).toBeLessThan(1e-8)
      }
      expect(data.every((value, at) => at % size <= Math.floor(at / size) || value === 0)).toBe(true)
    }),
  )
})

test('columns that say nothing new get a row of zeros, and the others stay orthonormal', () => {
  const size = 90
  const entries = randomGram(size, 70, 2)
  const { data } = inverseFactor({ size, entries }, 1e-10, effort)
  const result = conjugated(data, entries, size)
  const kept = Array.from({ length: size }, (_, row) => data.subarray(row * size, (row + 1) * size).some(Boolean))
  expect(kept).toEqual(Array.from({ length: size }, (_, row) => row < 70))
  for (const [at, value] of result.entries()) {
    const [row, column] = [Math.floor(at / size), at % size]
    expect(Math.abs(value - (row === column && row < 70 ? 1 : 0))).toBeLessThan(1e-6)
  }
})

test('only the lower triangle is read', () => {
  const entries = randomGram(7, 9, 3)
  const lower = entries.map((value, at) => (at % 7 > Math.floor(at / 7) ? Number.NaN : value))
  expect(inverseFactor({ size: 7, entries: lower }, 0, effort)).toEqual(inverseFactor({ size: 7, entries }, 0, effort))
})

test('it can be stopped between rows', () => {
  const entries = randomGram(130, 140, 4)
  for (const last of [1, 2, 4, 6]) {
    let left = last
    const stopping = { ...effort, shouldStop: () => --left === 0 }
    expect(() => inverseFactor({ size: 130, entries }, 0, stopping)).toThrow(Stopped)
  }
})
