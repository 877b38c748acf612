import { expect, test } from 'vitest'
import {
  finish,
  extendSpectral,
  fitSpectral,
  openWalk,
  rowOf,
  sparseMatrix,
  spectralScorer,
  unlimitedEffort,
} from '../../engine/index.ts'
import { plantedLikes, tiny } from '../../../test/support/planted-likes.ts'
import { joinParts, openingSmooth, openSpectralParts } from './spectral-parts.ts'

const { matrix } = plantedLikes()
const model = fitSpectral(matrix, { rank: 32 }, unlimitedEffort(1))
const shape = { gamma: 0.7, rank: 16 }

const sumOf = (one: Float32Array, other: Float32Array, factor: number): Float32Array =>
  one.map((value, at) => value + factor * (other[at] as number))

test('the two parts together are what the engine scores', () => {
  const parts = openSpectralParts(model, matrix)
  const scorer = spectralScorer(model, matrix, { ...shape, beta: 3 })
  for (const row of [0, 5, 77]) {
    const [walked, smooth, whole] = [1, 2, 3].map(() => new Float32Array(tiny.columns)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ]
    parts.walk(rowOf(matrix, row), walked)
    parts.smooth(rowOf(matrix, row), [shape], [smooth])
    scorer.score(rowOf(matrix, row), whole)
    const sum = sumOf(walked, smooth, 3)
    for (const [at, score] of whole.entries()) expect(sum[at]).toBeCloseTo(score, 3)
  }
})

test('many shapes at once say what each says alone', () => {
  const parts = openSpectralParts(model, matrix)
  const shapes = [
    shape,
    { gamma: 0, rank: 32 },
    { gamma: 1, rank: 8 },
    { gamma: 0.35, rank: 32 },
    { gamma: 2, rank: 1 },
  ]
  const together = shapes.map(() => new Float32Array(tiny.columns).fill(9))
  parts.smooth(rowOf(matrix, 3), shapes, together)
  for (const [at, each] of shapes.entries()) {
    const alone = new Float32Array(tiny.columns)
    parts.smooth(rowOf(matrix, 3), [each], [alone])
    expect(together[at]).toEqual(alone)
  }
})

/** Everybody of the first hundred also has two columns more. */
function withNews() {
  const pairs = Array.from({ length: matrix.rows }, (_, row) => [
    ...Array.from(rowOf(matrix, row).indices, (column) => ({ row, column })),
    ...(row < 100 ? [tiny.columns, tiny.columns + 1].map((column) => ({ row, column })) : []),
  ]).flat()
  return sparseMatrix(
    { rows: matrix.rows, columns: tiny.columns + 2 },
    { rows: Uint32Array.from(pairs, ({ row }) => row), columns: Uint32Array.from(pairs, ({ column }) => column) },
  )
}

test('columns that were folded in are scored, and count in the rows that have them, as in the extended model', () => {
  const wide = withNews()
  const extended = extendSpectral(model, wide, unlimitedEffort(1))
  const folded = {
    degrees: extended.degrees.slice(tiny.columns),
    vectors: {
      length: 32,
      scales: extended.vectors.scales.slice(tiny.columns),
      vectors: extended.vectors.vectors.slice(32 * tiny.columns),
    },
  }
  const apart = joinParts(model, openWalk(wide), { products: finish(openingSmooth(model, 32)), rank: 32, folded })
  const whole = openSpectralParts(extended, wide)
  for (const row of [3, 300]) {
    const [one, other] = [new Float32Array(wide.columns), new Float32Array(wide.columns)]
    apart.smooth(rowOf(wide, row), [shape], [one])
    whole.smooth(rowOf(wide, row), [shape], [other])
    for (const [at, score] of other.entries()) expect(one[at]).toBeCloseTo(score, 4)
    expect(one[tiny.columns]).not.toBe(0)
  }
})

test('of a model that is opened with fewer components no more are asked, and the score is the same', () => {
  const few = joinParts(model, openWalk(matrix), { products: finish(openingSmooth(model, 16)), rank: 16, folded: null })
  const [one, other] = [new Float32Array(tiny.columns), new Float32Array(tiny.columns)]
  few.smooth(rowOf(matrix, 3), [shape], [one])
  openSpectralParts(model, matrix).smooth(rowOf(matrix, 3), [shape], [other])
  for (const [at, score] of other.entries()) expect(one[at]).toBeCloseTo(score, 3)
})

test('without folding in, columns behind the model have no smooth part', () => {
  const parts = openSpectralParts(model, withNews())
  const scores = new Float32Array(tiny.columns + 2).fill(9)
  parts.smooth(rowOf(withNews(), 3), [shape], [scores])
  expect([...scores.subarray(tiny.columns)]).toEqual([0, 0])
})
