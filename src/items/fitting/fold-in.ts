/** Vectors for items that came after a fit, out of those of the items that people like beside them. */
import { openProducts, quantised, rowOf, transposed } from '../../engine/index.ts'
import type { QuantisedVectors, SparseMatrix, SpectralModel } from '../../engine/index.ts'

/** What a model would know of columns behind its own. */
export interface Folded {
  /** Of each of them the sum of its values. */
  readonly degrees: Float32Array
  readonly vectors: QuantisedVectors
}

/**
 * With R̃ = U diag(σ) Vᵀ a row of V is R̃ᵀ U / σ, and U is R̃ V / σ: so the vector of a new column c is Σ_u R̃(u, c) (R̃ V)(u) / σ²,
 * over the rows that have it, as far as their other columns are known ("folding in": S. Deerwester et al., 1990). Null where
 * `matrix` has no new columns.
 */
export function foldIn(model: SpectralModel, matrix: SparseMatrix): Folded | null {
  const { columns, singularValues } = model
  const count = matrix.columns - columns
  if (count <= 0) return null
  const rank = singularValues.length
  const turned = transposed(matrix)
  const degrees = Float32Array.from({ length: matrix.columns }, (_, column) => sumOf(rowOf(turned, column)))
  const placeRow = placer(model, { matrix, degrees })
  const vectors = new Float32Array(count * rank)
  for (let at = 0; at < count; at += 1) {
    const vector = vectors.subarray(at * rank, (at + 1) * rank)
    const { indices, values } = rowOf(turned, columns + at)
    for (const [entry, row] of indices.entries()) {
      const share = (values?.[entry] ?? 1) * inverseRoot(degrees[columns + at] as number)
      placeRow(row, share, vector)
    }
    for (let component = 0; component < rank; component += 1) {
      vector[component] = (vector[component] as number) / (singularValues[component] as number) ** 2
    }
  }
  return { degrees: degrees.slice(columns), vectors: quantised(vectors, rank) }
}

interface Known {
  readonly matrix: SparseMatrix
  readonly degrees: Float32Array
}

/** Adds to the target what a row's known columns say, normalised, times its share. */
function placer({ columns, vectors, singularValues }: SpectralModel, { matrix, degrees }: Known) {
  const ones = new Float32Array(vectors.scales.length).fill(1)
  const products = openProducts(vectors, singularValues.length, ones)
  return (row: number, share: number, target: Float32Array): void => {
    const { indices, values } = rowOf(matrix, row)
    const ofRow = share / sumOf({ indices, values })
    for (const [at, column] of indices.entries()) {
      if (column >= columns) break
      const ofColumn = (values?.[at] ?? 1) * inverseRoot(degrees[column] as number)
      products.addVector(column, ofRow * ofColumn, target)
    }
  }
}

const inverseRoot = (degree: number): number => (degree > 0 ? 1 / Math.sqrt(degree) : 0)

const sumOf = ({ indices, values }: { readonly indices: Uint32Array; readonly values: Float32Array | null }): number =>
  values ? values.reduce((sum, value) => sum + value, 0) : indices.length
