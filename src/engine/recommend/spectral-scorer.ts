/** Scores by the spectral model: what similar rows have, and what the shape of the whole says. */
import type { SparseMatrix, SparseRow } from './matrix.ts'
import { openProducts } from './quantised.ts'
import type { BatchScorer } from './scorer.ts'
import type { SpectralModel } from './spectral-model.ts'
import { inverseRoot } from './spectral-normalised.ts'
import { openWalk } from './spectral-walk.ts'

export interface SpectralWeights {
  /** Of the smooth part, 0 or more. */
  readonly beta?: number
  /** The power of the singular values: 0 takes all components alike, 1 the strong ones more. */
  readonly gamma?: number
  /** Components that count, the strongest first; all when not given. */
  readonly rank?: number
}

const BETA = 1
const GAMMA = 0.7

/**
 * score(r) = r R̃ᵀ R̃ + beta · r D^-½ V diag(σ^gamma) Vᵀ D^½, with r as it is, R̃ the matrix over the roots of the degrees
 * of its rows and columns, D those of the columns, V and σ its right singular vectors and values. With gamma 0 this is
 * GF-CF as its authors compute it (Y. Shen et al., "How Powerful is Graph Convolution for Recommendation?", 2021,
 * arXiv 2108.07567). Both parts grow alike with r, so a row needs no degree and may be one that the fit never saw.
 *
 * The first part is of `matrix` as it is now, whose columns are those of the model; more than those have no second part.
 * Throws a RangeError for fewer.
 */
export function spectralScorer(
  model: SpectralModel,
  matrix: SparseMatrix,
  { beta = BETA, gamma = GAMMA, rank = Infinity }: SpectralWeights = {},
): BatchScorer {
  if (matrix.columns < model.columns) throw new RangeError('Spectral model: the matrix has fewer columns')
  const length = Math.min(rank, model.singularValues.length)
  const powers = model.singularValues.subarray(0, length).map((value) => value ** gamma)
  const weights = model.degrees.map((degree) => beta * Math.sqrt(degree))
  const products = openProducts(model.vectors, length, weights)
  const scales = model.degrees.map(inverseRoot)
  const addWalk = openWalk(matrix)
  return {
    columns: matrix.columns,
    score(row, scores) {
      scores.fill(0)
      addWalk(row, scores)
      products.addProducts(questionOf(row), scores)
    },
    scoreAll(rows, scores) {
      scores.fill(0)
      const parts = rows.map((_, at) => scores.subarray(at * matrix.columns, (at + 1) * matrix.columns))
      for (const [at, row] of rows.entries()) addWalk(row, parts[at] as Float32Array)
      products.addAllProducts(rows.map(questionOf), parts)
    },
  }

  /** The row in the space of the components. */
  function questionOf({ indices, values }: SparseRow): Float32Array {
    const question = new Float32Array(length)
    for (const [at, column] of indices.entries()) {
      if (column < model.columns) products.addVector(column, (values?.[at] ?? 1) * (scales[column] as number), question)
    }
    return question.map((component, at) => component * (powers[at] as number))
  }
}
