import { expect, test } from 'vitest'
import { unlimitedEffort } from './effort.ts'
import { rowOf, sparseMatrix, transposed } from './matrix.ts'
import type { SparseMatrix } from './matrix.ts'
import { withColumns } from './matrix-columns.ts'
import { planted } from './planted.ts'
import { small } from './planted-shape.ts'
import { extendSpectral, foldInItem } from './spectral-fold-in.ts'
import type { Holder } from './spectral-fold-in.ts'
import { fitSpectral } from './spectral-model.ts'
import type { SpectralModel } from './spectral-model.ts'
import { spectralScorer } from './spectral-scorer.ts'
import { topK } from './top-k.ts'

const effort = unlimitedEffort(1)
const data = planted({ ...small, rows: 1500, columns: 400, events: 40_000, clusters: 10 })
/** Planted columns are in order of their clusters: here they are mixed. */
const place = (column: number): number => (column * 171) % 400
const clusters = new Uint16Array(400)
for (const [column, cluster] of data.clusters.entries()) clusters[place(column)] = cluster
const matrix = sparseMatrix(
  { rows: 1500, columns: 400 },
  { rows: data.events.rows, columns: data.events.columns.map(place) },
)
const turned = transposed(matrix)
const model = fitSpectral(matrix, { rank: 12 }, effort)

const holdersOf = (column: number): Holder[] =>
  Array.from(rowOf(turned, column).indices, (row) => ({ row: rowOf(matrix, row), value: 1 }))

const vectorOf = ({ vectors }: SpectralModel, column: number): number[] =>
  Array.from(
    vectors.vectors.subarray(column * vectors.length, (column + 1) * vectors.length),
    (value) => value * (vectors.scales[column] as number),
  )

function cosine(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let [product, first, second] = [0, 0, 0]
  for (let at = 0; at < one.length; at += 1) {
    product += (one[at] as number) * (other[at] as number)
    first += (one[at] as number) ** 2
    second += (other[at] as number) ** 2
  }
  return product / Math.sqrt(first * second)
}

test('a column that the model knows is folded in to where it is', () => {
  for (const column of [0, 17, 200]) {
    const [found, known] = [foldInItem(model, holdersOf(column)), vectorOf(model, column)]
    expect(cosine(found, known)).toBeGreaterThan(0.99)
    expect(Math.hypot(...found) / Math.hypot(...known)).toBeCloseTo(1, 1)
  }
})

test('what nobody known has becomes a vector of zeros', () => {
  const nobody = [[], [{ row: { indices: new Uint32Array(), values: null }, value: 1 }]]
  for (const holders of nobody) expect(foldInItem(model, holders).every((component) => component === 0)).toBe(true)
  const unknown = [{ row: { indices: Uint32Array.of(4000), values: null }, value: 1 }]
  expect(foldInItem(model, unknown).every((component) => component === 0)).toBe(true)
})

test('how strongly a row has the column counts', () => {
  const [first, second] = [holdersOf(3)[0], holdersOf(9)[0]] as [Holder, Holder]
  const leaning = foldInItem(model, [{ ...first, value: 9 }, second])
  const alone = foldInItem(model, [first])
  expect(cosine(leaning, alone)).toBeGreaterThan(cosine(foldInItem(model, [first, second]), alone))
})

/** The same matrix, fitted when the last fifty columns were not there. */
const before: SparseMatrix = withColumns(
  matrix,
  Uint32Array.from({ length: 350 }, (_, column) => column),
)
const extended = extendSpectral(fitSpectral(before, { rank: 12 }, effort), matrix, effort)

test('new columns join the model behind the old ones', () => {
  expect(extended.columns).toBe(400)
  expect([extended.degrees.length, extended.vectors.scales.length, extended.vectors.vectors.length]).toEqual([
    400,
    400,
    400 * 12,
  ])
  expect(extended.degrees[399]).toBe(rowOf(turned, 399).indices.length)
  expect(extendSpectral(extended, matrix, effort)).toEqual(extended)
})

test('a new column lies among those of its cluster', () => {
  let right = 0
  for (let column = 350; column < 400; column += 1) {
    const own = vectorOf(extended, column)
    const near = Float32Array.from({ length: 350 }, (_, other) => cosine(own, vectorOf(extended, other)))
    const [nearest] = topK(near, 1)
    if (clusters[nearest as number] === clusters[column]) right += 1
  }
  expect(right).toBeGreaterThan(40)
})

test('who likes others of its cluster is recommended a new column', () => {
  const scorer = spectralScorer(extended, matrix, { beta: 100 })
  let hits = 0
  for (let column = 350; column < 400; column += 1) {
    const alike = Uint32Array.from(clusters.keys()).filter(
      (other) => other < 350 && clusters[other] === clusters[column],
    )
    const scores = new Float32Array(400)
    scorer.score({ indices: alike.subarray(0, 8), values: null }, scores)
    const inside = scores.filter((_, other) => clusters[other] !== clusters[column])
    if ((scores[column] as number) > inside.toSorted()[Math.floor(inside.length * 0.9)]!) hits += 1
  }
  expect(hits).toBeGreaterThan(40)
})

test('a matrix with fewer columns than the model is refused', () => {
  expect(() => extendSpectral(model, before, effort)).toThrow(RangeError)
})
