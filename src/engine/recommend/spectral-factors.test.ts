import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Stopped, unlimitedEffort } from './effort.ts'
import { sparseMatrix, transposed } from './matrix.ts'
import type { SparseMatrix } from './matrix.ts'
import { seededRandom } from './random.ts'
import { spectralFactors } from './spectral-factors.ts'
import type { SpectralFactors } from './spectral-factors.ts'
import { normalised } from './spectral-normalised.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

const effort = unlimitedEffort(1)

/** Each row likes about `each` columns of its own group, and now and then another. */
function grouped({
  rows,
  columns,
  groups,
  each,
}: Record<'rows' | 'columns' | 'groups' | 'each', number>): SparseMatrix {
  const random = seededRandom(rows)
  const [all, liked]: [number[], number[]] = [[], []]
  for (let row = 0; row < rows; row += 1) {
    for (let time = 0; time < each; time += 1) {
      const any = Math.floor(random() ** 2 * columns)
      all.push(row)
      liked.push(random() < 0.8 ? (any - (any % groups) + (row % groups)) % columns : any)
    }
  }
  return sparseMatrix({ rows, columns }, { rows: Uint32Array.from(all), columns: Uint32Array.from(liked) })
}

/** The same in double precision, by all products of all columns. */
function naive(matrix: SparseMatrix): { readonly values: Float64Array; readonly vectors: Float64Array } {
  const { straight } = normalised(matrix)
  const size = matrix.columns
  const entries = new Float64Array(size * size)
  for (let row = 0; row < matrix.rows; row += 1) {
    for (let one = straight.starts[row] as number; one < (straight.starts[row + 1] as number); one += 1) {
      for (let other = straight.starts[row] as number; other < (straight.starts[row + 1] as number); other += 1) {
        const at = (straight.indices[one] as number) * size + (straight.indices[other] as number)
        entries[at] =
          (entries[at] as number) + (straight.values?.[one] as number) * (straight.values?.[other] as number)
      }
    }
  }
  const { values, vectors } = symmetricEigen({ size, entries }, effort)
  return { values: values.map((value) => Math.sqrt(Math.max(0, value))), vectors }
}

/** How much of each true vector lies in what was found: 1 is all. */
function captured(factors: SpectralFactors, vectors: Float64Array, columns: number): number[] {
  const rank = factors.singularValues.length
  return Array.from({ length: rank }, (_, place) => {
    let sum = 0
    for (let component = 0; component < rank; component += 1) {
      let product = 0
      for (let column = 0; column < columns; column += 1) {
        product +=
          (factors.vectors[column * rank + component] as number) * (vectors[place * columns + column] as number)
      }
      sum += product ** 2
    }
    return sum
  })
}

const sample = grouped({ rows: 500, columns: 300, groups: 7, each: 12 })

test.each([
  ['more rows than columns', sample],
  ['more columns than rows', transposed(sample)],
])('the largest singular values and their vectors are found: %s', (_what, matrix) => {
  const known = naive(matrix)
  const factors = spectralFactors(matrix, { rank: 20, oversampling: 44 }, effort)
  expect(factors.singularValues.length).toBe(20)
  for (const [at, value] of factors.singularValues.entries()) {
    expect(Math.abs(value - (known.values[at] as number))).toBeLessThan(2e-3)
  }
  for (const share of captured(factors, known.vectors, matrix.columns).slice(0, 7))
    expect(share).toBeGreaterThan(0.9999)
})

test('vectors are orthonormal', () => {
  const { vectors, singularValues } = spectralFactors(sample, { rank: 30 }, effort)
  const rank = singularValues.length
  for (let one = 0; one < rank; one += 1) {
    for (let other = 0; other <= one; other += 1) {
      let product = 0
      for (let start = 0; start < vectors.length; start += rank) {
        product += (vectors[start + one] as number) * (vectors[start + other] as number)
      }
      expect(Math.abs(product - (one === other ? 1 : 0))).toBeLessThan(1e-4)
    }
  }
})

test('any small matrix is taken apart, with rows and columns of nothing and more rank than there is', () => {
  const shape = { rows: 9, columns: 7 }
  const entry = fc.record({
    row: fc.nat({ max: 8 }),
    column: fc.nat({ max: 6 }),
    value: fc.integer({ min: 1, max: 5 }),
  })
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 30 }), fc.integer({ min: 1, max: 12 }), (entries, rank) => {
      const matrix = sparseMatrix(shape, {
        rows: Uint32Array.from(entries, ({ row }) => row),
        columns: Uint32Array.from(entries, ({ column }) => column),
        values: Float32Array.from(entries, ({ value }) => value),
      })
      const known = naive(matrix).values.subarray(0, rank)
      const { singularValues, vectors } = spectralFactors(matrix, { rank }, effort)
      for (const [at, value] of known.entries()) {
        const found = singularValues[at] ?? 0
        if (value > 0.01) expect(Math.abs(found - value)).toBeLessThan(1e-4)
        else expect(found).toBeLessThan(0.02)
      }
      expect(vectors.length).toBe(7 * singularValues.length)
      expect(vectors.every(Number.isFinite)).toBe(true)
    }),
    { numRuns: 60 },
  )
})

/** Even rows like even columns, odd rows odd ones: two worlds that know nothing of each other. */
function checkerboard(size: number): SparseMatrix {
  const cells = Array.from({ length: size * size }, (_, at) => [Math.floor(at / size), at % size] as const)
  const liked = cells.filter(([row, column]) => row % 2 === column % 2)
  const [rows, columns] = [liked.map(([row]) => row), liked.map(([, column]) => column)]
  return sparseMatrix(
    { rows: size, columns: size },
    { rows: Uint32Array.from(rows), columns: Uint32Array.from(columns) },
  )
}

test('a checkerboard has two singular values of 1 and no others', () => {
  const { singularValues, vectors } = spectralFactors(checkerboard(50), { rank: 10 }, effort)
  expect(singularValues.length).toBe(2)
  for (const value of singularValues) expect(value).toBeCloseTo(1, 5)
  for (let column = 2; column < 50; column += 1) {
    for (let component = 0; component < 2; component += 1) {
      expect(vectors[2 * column + component]).toBeCloseTo(vectors[2 * (column % 2) + component] as number, 5)
    }
  }
})

test('the largest singular value of a connected matrix is 1, its vector the roots of the degrees', () => {
  const { singularValues, vectors } = spectralFactors(sample, { rank: 5 }, effort)
  expect(singularValues[0]).toBeCloseTo(1, 4)
  const degrees = new Float64Array(300)
  for (const column of sample.indices) degrees[column] = (degrees[column] as number) + 1
  for (const [column, degree] of degrees.entries()) {
    expect(vectors[5 * column]).toBeCloseTo(Math.sqrt(degree / sample.indices.length), 3)
  }
})

test('the same seed gives the same factors, another seed nearly the same', () => {
  const shape = { rank: 6, oversampling: 26 }
  const first = spectralFactors(sample, shape, effort)
  expect(spectralFactors(sample, shape, effort)).toEqual(first)
  const other = spectralFactors(sample, shape, unlimitedEffort(2))
  expect(other.vectors).not.toEqual(first.vectors)
  for (const [at, value] of other.vectors.entries()) expect(value).toBeCloseTo(first.vectors[at] as number, 2)
})

test('the sum of the components of a vector is not negative', () => {
  const { singularValues, vectors } = spectralFactors(sample, { rank: 40 }, effort)
  const sums = new Float64Array(singularValues.length)
  for (const [at, value] of vectors.entries()) sums[at % sums.length] = (sums[at % sums.length] as number) + value
  for (const sum of sums) expect(sum).toBeGreaterThan(-1e-3)
})

test.each([
  ['no rows', { rows: 0, columns: 3 }],
  ['no columns', { rows: 3, columns: 0 }],
  ['no entries', { rows: 3, columns: 3 }],
])('a matrix of %s has no factors', (_what, shape) => {
  const matrix = sparseMatrix(shape, { rows: new Uint32Array(), columns: new Uint32Array() })
  const { singularValues, vectors } = spectralFactors(matrix, { rank: 4 }, effort)
  expect([singularValues.length, vectors.length]).toEqual([0, 0])
})

test('one item that one row has is a matrix as well', () => {
  const matrix = sparseMatrix({ rows: 1, columns: 1 }, { rows: Uint32Array.of(0), columns: Uint32Array.of(0) })
  const { singularValues, vectors } = spectralFactors(matrix, { rank: 4 }, effort)
  expect(singularValues.length).toBe(1)
  expect(singularValues[0]).toBeCloseTo(1, 6)
  expect(vectors[0]).toBeCloseTo(1, 6)
})

test('negative values are refused', () => {
  const entries = { rows: Uint32Array.of(0), columns: Uint32Array.of(0), values: Float32Array.of(-1) }
  expect(() => spectralFactors(sparseMatrix({ rows: 1, columns: 1 }, entries), { rank: 1 }, effort)).toThrow(RangeError)
})

test('it can be stopped wherever it asks', () => {
  let questions = 0
  const counting = { ...effort, shouldStop: () => (questions++, false) }
  spectralFactors(sample, { rank: 20 }, counting)
  expect(questions).toBeGreaterThan(30)
  for (let last = 1; last <= questions; last += 9) {
    let left = last
    const stopping = { ...effort, shouldStop: () => --left === 0 }
    expect(() => spectralFactors(sample, { rank: 20 }, stopping)).toThrow(Stopped)
  }
})
