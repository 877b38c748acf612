/** The two parts of what a spectral model says, apart: then many weights of them cost little more than one. */
import { finish, openingProducts, openProducts, openWalk } from '../../engine/index.ts'
import type { Folded } from './folded.ts'
import type { AddWalk, QuantisedProducts, SparseMatrix, SparseRow, SpectralModel, Steps } from '../../engine/index.ts'

/** How smooth the second part is: the power of the singular values, and how many of them count. */
export interface Shape {
  readonly gamma: number
  readonly rank: number
}

export interface SpectralParts {
  /** r R̃ᵀ R̃: what people who like the same like. */
  walk(row: SparseRow, scores: Float32Array): void
  /** r D^-½ V diag(σ^gamma) Vᵀ D^½ for each shape, beside its scores. */
  smooth(row: SparseRow, shapes: readonly Shape[], scores: readonly Float32Array[]): void
}

/** `matrix` may be newer than the model, and have columns behind those of the model: they have no second part. */
export const openSpectralParts = (model: SpectralModel, matrix: SparseMatrix): SpectralParts =>
  joinParts(model, openWalk(matrix), {
    products: finish(openingSmooth(model, model.singularValues.length)),
    rank: model.singularValues.length,
    folded: null,
  })

/** The slow half of opening a model: its vectors are copied to where they are multiplied, as many components as are given. */
export const openingSmooth = ({ vectors, degrees }: SpectralModel, rank: number): Steps<QuantisedProducts> =>
  openingProducts(vectors, rank, degrees.map(Math.sqrt))

/** What the smooth part is made of: the vectors of the model, and those of columns behind it, where they were folded in. */
export interface SmoothVectors {
  readonly products: QuantisedProducts
  /** Components that these have: no shape may have more. */
  readonly rank: number
  readonly folded: Folded | null
}

export function joinParts(model: SpectralModel, addWalk: AddWalk, smooth: SmoothVectors): SpectralParts {
  const { columns, singularValues } = model
  const { products } = smooth
  const singular = singularValues.subarray(0, smooth.rank)
  const more = smooth.folded && openFolded(smooth.folded, smooth.rank)
  const degrees = joined(model.degrees, smooth.folded?.degrees ?? new Float32Array())
  const scales = degrees.map((degree) => (degree > 0 ? 1 / Math.sqrt(degree) : 0))
  const powers = keptPowers(singular)
  return {
    walk(row, scores) {
      scores.fill(0)
      addWalk(row, scores)
    },
    smooth({ indices, values }, shapes, scores) {
      const question = new Float32Array(singular.length)
      for (const [at, column] of indices.entries()) {
        const share = (values?.[at] ?? 1) * (scales[column] ?? 0)
        if (column < columns) products.addVector(column, share, question)
        else if (column < scales.length) more?.addVector(column - columns, share, question)
      }
      for (const list of scores) list.fill(0)
      const questions = shapes.map((shape) => timesEach(question, powers(shape)))
      products.addAllProducts(questions, scores)
      more?.addAllProducts(
        questions,
        scores.map((list) => list.subarray(columns)),
      )
    },
  }
}

const openFolded = ({ vectors, degrees }: Folded, rank: number): QuantisedProducts =>
  openProducts(vectors, rank, degrees.map(Math.sqrt))

/** What each component of a question is multiplied with; the same few shapes are asked for again and again. */
function keptPowers(singularValues: Float32Array): (shape: Shape) => Float32Array {
  const kept = new Map<string, Float32Array>()
  return (shape) => {
    const key = `${shape.gamma} ${shape.rank}`
    const powers = kept.get(key) ?? singularValues.map((value, at) => (at < shape.rank ? value ** shape.gamma : 0))
    kept.set(key, powers)
    return powers
  }
}

const timesEach = (one: Float32Array, other: Float32Array): Float32Array =>
  one.map((value, at) => value * (other[at] as number))

function joined(one: Float32Array, other: Float32Array): Float32Array {
  const both = new Float32Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}
