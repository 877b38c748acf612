import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { easeScorer } from './ease-scorer.ts'
import { fitEase } from './ease.ts'
import { Stopped, unlimitedEffort } from './effort.ts'
import { rowOf, sparseMatrix } from './matrix.ts'
import type { SparseMatrix } from './matrix.ts'
import { seededRandom } from './random.ts'

const effort = unlimitedEffort(1)

function randomMatrix(rows: number, columns: number, isWeighted = false): SparseMatrix {
  const random = seededRandom(rows + columns)
  const triples = Array.from({ length: rows * 8 }, () => [random() * rows, random() ** 2 * columns, 1 + random()])
  return sparseMatrix(
    { rows, columns },
    {
      rows: Uint32Array.from(triples, ([row]) => row as number),
      columns: Uint32Array.from(triples, ([, column]) => column as number),
      ...(isWeighted ? { values: Float32Array.from(triples, ([, , value]) => value as number) } : {}),
    },
  )
}

/** G + Λ in double precision. */
function regularisedGram(matrix: SparseMatrix, lambda: number, dropout: number): Float64Array[] {
  const gram = Array.from({ length: matrix.columns }, () => new Float64Array(matrix.columns))
  for (let row = 0; row < matrix.rows; row += 1) {
    const { indices, values } = rowOf(matrix, row)
    for (const [at, one] of indices.entries()) {
      for (const [to, other] of indices.entries()) gram[one]![other]! += (values?.[at] ?? 1) * (values?.[to] ?? 1)
    }
  }
  for (const [item, line] of gram.entries()) line[item] = lambda + (line[item] as number) / (1 - dropout)
  return gram
}

/** By Gauss and Jordan. */
function inverted(matrix: readonly Float64Array[]): Float64Array[] {
  const size = matrix.length
  const wide = matrix.map((line, row) =>
    Float64Array.from({ length: 2 * size }, (_, at) => line[at] ?? (at - size === row ? 1 : 0)),
  )
  for (let pivot = 0; pivot < size; pivot += 1) {
    const own = wide[pivot]!.map((value) => value / wide[pivot]![pivot]!)
    wide[pivot] = own
    for (const [row, line] of wide.entries()) {
      if (row === pivot) continue
      const factor = line[pivot] as number
      for (const [at, value] of own.entries()) line[at]! -= factor * value
    }
  }
  return wide.map((line) => line.subarray(size))
}

test('weights are those of the closed form', () => {
  const settings = fc.record({
    lambda: fc.double({ min: 0.5, max: 200, noNaN: true }),
    dropout: fc.constantFrom(0, 0.3, 0.8),
  })
  fc.assert(
    fc.property(settings, fc.integer({ min: 1, max: 30 }), fc.boolean(), (given, columns, isWeighted) => {
      const matrix = randomMatrix(40, columns, isWeighted)
      const { items, weights } = fitEase(matrix, given, effort)
      expect([...items]).toEqual([...Array(columns).keys()])
      const inverse = inverted(regularisedGram(matrix, given.lambda, given.dropout))
      for (const [at, weight] of weights.entries()) {
        const [row, column] = [Math.floor(at / columns), at % columns]
        const expected = row === column ? 0 : -inverse[row]![column]! / inverse[column]![column]!
        expect(Math.abs(weight - expected)).toBeLessThan(1e-4)
      }
    }),
    { numRuns: 40 },
  )
})

test('more items than a block has rows: each predicts itself from the others with the least squared error', () => {
  const [matrix, lambda] = [randomMatrix(700, 300), 20]
  const { weights } = fitEase(matrix, { lambda }, effort)
  const gram = regularisedGram(matrix, lambda, 0)
  for (let column = 0; column < 300; column += 23) {
    for (let row = 0; row < 300; row += 1) {
      if (row === column) continue
      let slope = -gram[row]![column]!
      for (let other = 0; other < 300; other += 1) slope += gram[row]![other]! * weights[other * 300 + column]!
      expect(Math.abs(slope)).toBeLessThan(0.02)
    }
  }
})

test('nothing is said by an item of itself, and by one that nobody has of any other', () => {
  const matrix = sparseMatrix({ rows: 2, columns: 3 }, { rows: Uint32Array.of(0, 0), columns: Uint32Array.of(0, 1) })
  const { weights } = fitEase(matrix, { lambda: 1 }, effort)
  expect([0, 2, 4, 5, 6, 7, 8].map((at) => Math.abs(weights[at] as number))).toEqual([0, 0, 0, 0, 0, 0, 0])
  expect(weights[1]).toBeCloseTo(0.5, 6)
})

test('of many items those with the most entries are known, the others score 0', () => {
  const matrix = randomMatrix(60, 40)
  const model = fitEase(matrix, { lambda: 5, itemsMax: 10 }, effort)
  expect(model.items.length).toBe(10)
  const scores = new Float32Array(40).fill(5)
  easeScorer(model).score(rowOf(matrix, 0), scores)
  for (const [column, score] of scores.entries()) if (!model.items.includes(column)) expect(score).toBe(0)
  expect(scores.some((score) => score !== 0)).toBe(true)
})

test.each([
  ['no columns', { rows: 3, columns: 0 }, 0],
  ['one column', { rows: 3, columns: 1 }, 1],
])('a matrix of %s has a model', (_what, shape, items) => {
  const model = fitEase(
    sparseMatrix(shape, { rows: new Uint32Array(), columns: new Uint32Array() }),
    { lambda: 1 },
    effort,
  )
  expect(model.items.length).toBe(items)
  expect(model.weights.every((weight) => weight === 0)).toBe(true)
})

test.each([
  { lambda: 0 },
  { lambda: -1 },
  { lambda: Number.NaN },
  { lambda: Infinity },
  { lambda: 1, dropout: 1 },
  { lambda: 1, dropout: -0.1 },
])('settings that leave no model are refused: %j', (settings) => {
  expect(() => fitEase(randomMatrix(5, 5), settings, effort)).toThrow(RangeError)
})

test('it can be stopped wherever it asks', () => {
  const matrix = randomMatrix(300, 520)
  let questions = 0
  fitEase(matrix, { lambda: 5 }, { ...effort, shouldStop: () => (questions++, false) })
  expect(questions).toBeGreaterThan(20)
  for (let last = 1; last <= questions; last += 8) {
    let left = last
    expect(() => fitEase(matrix, { lambda: 5 }, { ...effort, shouldStop: () => --left === 0 })).toThrow(Stopped)
  }
})
