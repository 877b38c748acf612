import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { unlimitedEffort } from './effort.ts'
import { rowOf, sparseMatrix } from './matrix.ts'
import type { SparseMatrix, SparseRow } from './matrix.ts'
import { seededRandom } from './random.ts'
import { spectralFactors } from './spectral-factors.ts'
import { spectralModel } from './spectral-model.ts'
import { spectralScorer } from './spectral-scorer.ts'
import { openWalk } from './spectral-walk.ts'

const effort = unlimitedEffort(1)
const [ROWS, COLUMNS] = [60, 40]

/** Column 39 and row 59 are empty. */
function randomMatrix(seed: number, isWeighted: boolean): SparseMatrix {
  const random = seededRandom(seed)
  const triples = Array.from({ length: 500 }, () => [
    Math.floor(random() * (ROWS - 1)),
    Math.floor(random() ** 2 * (COLUMNS - 1)),
    1 + Math.floor(3 * random()),
  ])
  const entries = {
    rows: Uint32Array.from(triples, ([row]) => row as number),
    columns: Uint32Array.from(triples, ([, column]) => column as number),
  }
  const values = Float32Array.from(triples, ([, , value]) => value as number)
  return sparseMatrix({ rows: ROWS, columns: COLUMNS }, isWeighted ? { ...entries, values } : entries)
}

const denseRow = ({ indices, values }: SparseRow, columns: number): Float64Array => {
  const dense = new Float64Array(columns)
  for (const [at, column] of indices.entries()) dense[column] = values?.[at] ?? 1
  return dense
}
const root = (degree: number): number => (degree > 0 ? 1 / Math.sqrt(degree) : 0)

/** R̃ as the formula says, cell by cell. */
function naiveNormalised(matrix: SparseMatrix): { readonly cells: Float64Array[]; readonly degrees: Float64Array } {
  const cells = Array.from({ length: matrix.rows }, (_, row) => denseRow(rowOf(matrix, row), matrix.columns))
  const degrees = new Float64Array(matrix.columns)
  for (const row of cells) for (const [column, value] of row.entries()) degrees[column] = degrees[column]! + value
  return {
    cells: cells.map((row) => {
      const own = root(row.reduce((sum, value) => sum + value, 0))
      return row.map((value, column) => value * own * root(degrees[column] as number))
    }),
    degrees,
  }
}

/** r R̃ᵀ R̃. */
function naiveWalk(matrix: SparseMatrix, row: Float64Array): Float64Array {
  const { cells } = naiveNormalised(matrix)
  const scores = new Float64Array(matrix.columns)
  for (const other of cells) {
    const shared = other.reduce((sum, value, column) => sum + value * (row[column] as number), 0)
    for (const [column, value] of other.entries()) scores[column] = scores[column]! + shared * value
  }
  return scores
}

test.each([false, true])('a walk goes to all rows that share a column, and on; weighted: %s', (isWeighted) => {
  const matrix = randomMatrix(3, isWeighted)
  const addWalk = openWalk(matrix)
  for (let row = 0; row < ROWS; row += 7) {
    const scores = new Float32Array(COLUMNS).fill(2)
    addWalk(rowOf(matrix, row), scores)
    const expected = naiveWalk(matrix, denseRow(rowOf(matrix, row), COLUMNS))
    for (const [column, score] of scores.entries()) expect(score - 2).toBeCloseTo(expected[column] as number, 4)
  }
})

test('a walk from what nobody has, and from unknown columns, leads nowhere', () => {
  const addWalk = openWalk(randomMatrix(3, false))
  const scores = new Float32Array(COLUMNS)
  addWalk({ indices: Uint32Array.of(39, 1000), values: null }, scores)
  addWalk({ indices: Uint32Array.of(0, 1), values: Float32Array.of(0, 0) }, scores)
  expect(scores.every((score) => score === 0)).toBe(true)
})

test('a walk whose strengths cancel out leaves nothing for the next one', () => {
  const matrix = randomMatrix(3, false)
  const addWalk = openWalk(matrix)
  const scores = new Float32Array(COLUMNS)
  const values = Float32Array.of(1, -1, 1)
  addWalk({ indices: Uint32Array.of(0, 1, 2), values }, scores)
  const [again, fresh] = [new Float32Array(COLUMNS), new Float32Array(COLUMNS)]
  addWalk(rowOf(matrix, 0), again)
  openWalk(matrix)(rowOf(matrix, 0), fresh)
  expect(again).toEqual(fresh)
})

/** The whole formula, from the factors in single precision. */
function naiveScores(
  matrix: SparseMatrix,
  row: Float64Array,
  { beta, gamma, rank }: Record<'beta' | 'gamma' | 'rank', number>,
): Float64Array {
  const { singularValues, vectors } = spectralFactors(matrix, { rank: 30 }, effort)
  const { degrees } = naiveNormalised(matrix)
  const scores = naiveWalk(matrix, row)
  for (let component = 0; component < rank; component += 1) {
    const at = (column: number): number => vectors[column * singularValues.length + component] as number
    const share = row.reduce((sum, value, column) => sum + value * root(degrees[column] as number) * at(column), 0)
    const power = (singularValues[component] as number) ** gamma
    for (let column = 0; column < COLUMNS; column += 1) {
      scores[column] = scores[column]! + beta * share * power * at(column) * Math.sqrt(degrees[column] as number)
    }
  }
  return scores
}

test('scores are those of the formula, but for a byte per component', () => {
  const weights = fc.record({ beta: fc.constantFrom(0, 0.3, 1, 4), gamma: fc.constantFrom(0, 0.7, 2) })
  fc.assert(
    fc.property(weights, fc.boolean(), fc.nat({ max: 50 }), fc.constantFrom(5, 30), (given, isWeighted, row, rank) => {
      const matrix = randomMatrix(5, isWeighted)
      const model = spectralModel(matrix, spectralFactors(matrix, { rank: 30 }, effort), effort)
      const scores = new Float32Array(COLUMNS)
      spectralScorer(model, matrix, { ...given, rank }).score(rowOf(matrix, row), scores)
      const dense = denseRow(rowOf(matrix, row), COLUMNS)
      const expected = naiveScores(matrix, dense, { ...given, rank })
      const largest = Math.max(...expected.map(Math.abs))
      for (const [column, score] of scores.entries()) {
        expect(Math.abs(score - (expected[column] as number))).toBeLessThan(0.02 * largest + 1e-4)
      }
    }),
    { numRuns: 20 },
  )
})

const matrix = randomMatrix(7, false)
const model = spectralModel(matrix, spectralFactors(matrix, { rank: 20 }, effort), effort)

test('many rows together get exactly what each would alone', () => {
  const scorer = spectralScorer(model, matrix)
  const rows = Array.from({ length: 7 }, (_, row) => rowOf(matrix, row))
  const all = new Float32Array(7 * COLUMNS).fill(9)
  scorer.scoreAll(rows, all)
  for (const [at, row] of rows.entries()) {
    const scores = new Float32Array(COLUMNS).fill(9)
    scorer.score(row, scores)
    expect(all.subarray(at * COLUMNS, (at + 1) * COLUMNS)).toEqual(scores)
  }
})

test('scores are linear in the row, whoever it is of', () => {
  const scorer = spectralScorer(model, matrix)
  const of = (indices: readonly number[], factor: number): Float32Array => {
    const scores = new Float32Array(COLUMNS)
    scorer.score({ indices: Uint32Array.from(indices), values: new Float32Array(indices.length).fill(factor) }, scores)
    return scores
  }
  const [one, other, both, double] = [of([1], 1), of([5], 1), of([1, 5], 1), of([1, 5], 2)]
  const largest = Math.max(...both)
  for (const column of both.keys()) {
    expect(Math.abs(both[column]! - one[column]! - other[column]!)).toBeLessThan(1e-3 * largest)
    expect(double[column]).toBeCloseTo(2 * both[column]!, 3)
  }
})

test('a row of nothing, and one of unknown columns, scores 0 everywhere', () => {
  const scorer = spectralScorer(model, matrix)
  for (const indices of [Uint32Array.of(), Uint32Array.of(39), Uint32Array.of(40, 5000)]) {
    const scores = new Float32Array(COLUMNS).fill(3)
    scorer.score({ indices, values: null }, scores)
    expect(scores.every((score) => score === 0)).toBe(true)
  }
})

test('what is not known of a row takes nothing away from what is', () => {
  const scorer = spectralScorer(model, matrix)
  const [known, both] = [new Float32Array(COLUMNS), new Float32Array(COLUMNS)]
  scorer.score({ indices: Uint32Array.of(3), values: null }, known)
  scorer.score({ indices: Uint32Array.of(3, 4000), values: null }, both)
  expect(both).toEqual(known)
})

test('columns that the model does not know are reached by the walk alone', () => {
  const wider = sparseMatrix(
    { rows: ROWS, columns: COLUMNS + 1 },
    { rows: Uint32Array.of(0, 0), columns: Uint32Array.of(0, COLUMNS) },
  )
  const scorer = spectralScorer(model, wider)
  expect(scorer.columns).toBe(COLUMNS + 1)
  const scores = new Float32Array(COLUMNS + 1)
  scorer.score({ indices: Uint32Array.of(0), values: null }, scores)
  expect(scores[COLUMNS]).toBeCloseTo(0.5, 5)
  const all = new Float32Array(10 * (COLUMNS + 1))
  const rows = Array.from({ length: 10 }, () => ({ indices: Uint32Array.of(0), values: null }))
  scorer.scoreAll(rows, all)
  expect(all.subarray(9 * (COLUMNS + 1))).toEqual(scores)
})

test('a matrix with fewer columns than the model is refused', () => {
  const none = sparseMatrix({ rows: 1, columns: 3 }, { rows: new Uint32Array(), columns: new Uint32Array() })
  expect(() => spectralScorer(model, none)).toThrow(RangeError)
})

test('two worlds that know nothing of each other are recommended nothing of each other', () => {
  const cells = Array.from({ length: 2500 }, (_, at) => at).filter((at) => Math.floor(at / 50) % 2 === at % 2)
  const liked = cells.filter((at) => Math.floor(at / 50) !== at % 50)
  const board = sparseMatrix(
    { rows: 50, columns: 50 },
    { rows: Uint32Array.from(liked, (at) => Math.floor(at / 50)), columns: Uint32Array.from(liked, (at) => at % 50) },
  )
  const boardModel = spectralModel(board, spectralFactors(board, { rank: 4 }, effort), effort)
  const scorer = spectralScorer(boardModel, board)
  for (let row = 0; row < 50; row += 1) {
    const scores = new Float32Array(50)
    scorer.score(rowOf(board, row), scores)
    const [own, other] = [scores.filter((_, at) => at % 2 === row % 2), scores.filter((_, at) => at % 2 !== row % 2)]
    expect(Math.min(...own)).toBeGreaterThan(10 * Math.max(...other.map(Math.abs)))
  }
})
