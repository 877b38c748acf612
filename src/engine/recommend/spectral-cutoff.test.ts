import { expect, test } from 'vitest'
import { Stopped, unlimitedEffort } from './effort.ts'
import { sparseMatrix } from './matrix.ts'
import { cutoffAbove } from './spectral-cutoff.ts'
import { filterBlock } from './spectral-filter.ts'
import { emptyPanels } from './dense-panels.ts'
import { openOperator } from './spectral-operator.ts'
import type { SpectralOperator } from './spectral-operator.ts'

const effort = unlimitedEffort(1)

/** A diagonal of these singular values. */
function diagonal(values: readonly number[]): SpectralOperator {
  const places = Uint32Array.from(values.keys())
  const shape = { rows: values.length, columns: values.length }
  const matrix = sparseMatrix(shape, { rows: places, columns: places, values: Float32Array.from(values) })
  return openOperator(matrix, matrix)
}

/** Squared singular values evenly from 0 to 1. */
const even = diagonal(Array.from({ length: 2000 }, (_, at) => Math.sqrt((at + 0.5) / 2000)))

test.each([100, 500, 1000, 1700])('the cutoff above which %d of 2,000 even values lie is found', (count) => {
  expect(Math.abs(cutoffAbove(even, count, effort) - (1 - count / 2000))).toBeLessThan(0.03)
})

test('many small values do not hide the few large ones', () => {
  const operator = diagonal(Array.from({ length: 5000 }, (_, at) => (at < 100 ? 0.9 : 0.2)))
  const cutoff = cutoffAbove(operator, 50, effort)
  expect(cutoff).toBeGreaterThan(0.6)
  expect(cutoff).toBeLessThan(0.9)
  expect(cutoffAbove(operator, 2000, effort)).toBeLessThan(0.15)
})

test('a cutoff is never so low that dividing by it would drown everything', () => {
  expect(cutoffAbove(diagonal(Array.from({ length: 100 }, () => 0)), 50, effort)).toBe(1e-3)
})

test.each([1, 2, 3, 5])('a filter of degree %d is the polynomial of Chebyshev', (degree) => {
  const squares = [0, 0.1, 0.2, 0.4, 0.9]
  const operator = diagonal(squares.map(Math.sqrt))
  const block = emptyPanels(5, 40)
  block.data.fill(1)
  filterBlock(block, { operator, filter: { cutoff: 0.4, degree } }, effort)
  for (const [row, square] of squares.entries()) {
    const x = (2 * square) / 0.4 - 1
    const expected = x > 1 ? Math.cosh(degree * Math.acosh(x)) : Math.cos(degree * Math.acos(x))
    for (const panel of [0, 1]) {
      const value = block.data[panel * 160 + row * 32 + 3] as number
      expect(Math.abs(value - expected)).toBeLessThan(1e-4 * Math.max(1, expected))
    }
  }
})

test('both can be stopped', () => {
  const stopping = { ...effort, shouldStop: () => true }
  expect(() => cutoffAbove(even, 3, stopping)).toThrow(Stopped)
  const filter = { cutoff: 0.5, degree: 1 }
  expect(() => filterBlock(emptyPanels(2000, 3), { operator: even, filter }, stopping)).toThrow(Stopped)
})
