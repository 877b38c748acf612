/** The largest singular values of the normalised matrix and their vectors on the side of the columns. */
import { inverseFactor } from './dense-factor.ts'
import type { RowMajor } from './dense-pack.ts'
import { emptyPanels, PANEL } from './dense-panels.ts'
import type { Panels } from './dense-panels.ts'
import { gram, timesTransposed } from './dense-products.ts'
import type { TakeRows } from './dense-products.ts'
import type { Effort } from './effort.ts'
import type { SparseMatrix } from './matrix.ts'
import { cutoffAbove } from './spectral-cutoff.ts'
import { filterBlock, multiplyBlock } from './spectral-filter.ts'
import type { SpectralFilter } from './spectral-filter.ts'
import { normalised } from './spectral-normalised.ts'
import { openOperator } from './spectral-operator.ts'
import type { SpectralOperator } from './spectral-operator.ts'
import { fillWithSigns } from './spectral-signs.ts'
import { symmetricEigen } from './symmetric-eigen.ts'
import type { Eigen } from './symmetric-eigen.ts'

export interface SpectralShape {
  /** Singular values that are wanted, 1 or more. */
  readonly rank: number
  /** Columns of the random block beyond the rank; more of them make the last values more exact. */
  readonly oversampling?: number
}

export interface SpectralFactors {
  /** Descending, none near 0; as many as asked for, or as the matrix has. */
  readonly singularValues: Float32Array<ArrayBuffer>
  /** One row of them for each column of the matrix: the components of its right singular vectors. */
  readonly vectors: Float32Array<ArrayBuffer>
}

const OVERSAMPLING = 96
/** Filters, with a basis after each. After two, Recall@20 on `sparse` is that of exact vectors, 0.243; powers gave 0.240. */
const FILTERS = 2
/** So many times the block are thought to be worth keeping: a cutoff that is too high would lose some that are wanted. */
const KEPT = 2
const DEGREE_MAX = 3
/** By how much a filter may stretch the largest value: more, and the rounding of single precision drowns the smallest. */
const STRETCH_MAX = 3e5
/** What a column may have left of its squared length and still be a direction of its own. */
const TOLERANCE = 1e-11
/** Below this share of the largest squared singular value single precision tells nothing. */
const VALUE_MIN = 1e-6

/**
 * Randomised subspace iteration (N. Halko, P. Martinsson and J. Tropp, "Finding structure with randomness", 2011) with
 * Chebyshev's polynomials instead of powers, on the smaller side of the matrix; bases by Cholesky's factor of the Gram
 * matrix, then Rayleigh and Ritz. The components of each vector sum up to no less than 0. The same seed gives the same
 * factors on the same kind of processor. Throws `Stopped`, and a RangeError for negative values.
 */
export function spectralFactors(matrix: SparseMatrix, shape: SpectralShape, effort: Effort): SpectralFactors {
  const { straight, turned } = normalised(matrix)
  const isTall = matrix.rows > matrix.columns
  const operator = isTall ? openOperator(straight, turned) : openOperator(turned, straight)
  const near = basis(operator, shape.rank + (shape.oversampling ?? OVERSAMPLING), effort)
  const far = emptyPanels(operator.far, near.columns)
  multiplyBlock(operator, { near, far }, effort)
  const eigen = symmetricEigen(gram(far, effort), effort)
  const singularValues = largestRoots(eigen.values, shape.rank)
  const small = combinations(eigen, singularValues, !isTall)
  const vectors = new Float32Array(matrix.columns * small.rows)
  timesTransposed(isTall ? near : far, { small, isLower: false, take: rowsInto(vectors, small.rows) }, effort)
  fixSigns(vectors, small.rows)
  return { singularValues, vectors }
}

/** Orthonormal columns that span what belongs to the largest singular values. */
function basis(operator: SpectralOperator, width: number, effort: Effort): Panels {
  const near = emptyPanels(operator.near, width)
  fillWithSigns(near.data, effort.seed)
  const isAll = near.columns >= operator.near
  const filter = isAll ? null : filterFor(cutoffAbove(operator, KEPT * near.columns, effort))
  for (let round = 0; round < FILTERS; round += 1) {
    if (filter) filterBlock(near, { operator, filter }, effort)
    orthonormalise(near, effort)
  }
  return near
}

/** The highest degree that is safe: Chebyshev's polynomial of degree d at x > 1 is cosh(d arcosh x). */
function filterFor(cutoff: number): SpectralFilter {
  const degree = Math.floor(Math.acosh(STRETCH_MAX) / Math.acosh(2 / cutoff - 1))
  return { cutoff, degree: Math.max(1, Math.min(DEGREE_MAX, degree)) }
}

/** In place. */
function orthonormalise(panels: Panels, effort: Effort): void {
  const small = inverseFactor(gram(panels, effort), TOLERANCE, effort)
  timesTransposed(panels, { small, isLower: true, take: rowsIntoPanels(panels) }, effort)
}

function rowsIntoPanels({ rows, columns, data }: Panels): TakeRows {
  return ({ from, count }, block, line) => {
    for (let row = 0; row < count; row += 1) {
      for (let column = 0; column < columns; column += PANEL) {
        const start = row * line + column
        data.set(block.subarray(start, start + PANEL), column * rows + (from + row) * PANEL)
      }
    }
  }
}

function rowsInto(vectors: Float32Array, length: number): TakeRows {
  return ({ from, count }, block, line) => {
    for (let row = 0; row < count; row += 1) {
      vectors.set(block.subarray(row * line, row * line + length), (from + row) * length)
    }
  }
}

function largestRoots(values: Float64Array, rank: number): Float32Array<ArrayBuffer> {
  const smallest = VALUE_MIN * Math.max(0, values[0] ?? 0)
  return Float32Array.from(
    values.subarray(0, rank).filter((value) => value > smallest),
    Math.sqrt,
  )
}

/** The eigenvectors that are kept, over the singular values where the basis lies on the other side of the matrix. */
function combinations({ vectors, values }: Eigen, singularValues: Float32Array, isDivided: boolean): RowMajor {
  const [rows, columns] = [singularValues.length, values.length]
  const data = Float32Array.from(vectors.subarray(0, rows * columns))
  if (!isDivided) return { rows, columns, data }
  for (let at = 0; at < data.length; at += 1) {
    data[at] = (data[at] as number) / (singularValues[Math.floor(at / columns)] as number)
  }
  return { rows, columns, data }
}

/** A singular vector and its opposite are equally good: the one with the positive sum is taken. */
function fixSigns(vectors: Float32Array, length: number): void {
  const sums = new Float64Array(length)
  for (let start = 0; start < vectors.length; start += length) {
    for (let at = 0; at < length; at += 1) sums[at] = (sums[at] as number) + (vectors[start + at] as number)
  }
  for (let start = 0; start < vectors.length; start += length) {
    for (let at = 0; at < length; at += 1) {
      if ((sums[at] as number) < 0) vectors[start + at] = -(vectors[start + at] as number)
    }
  }
}
