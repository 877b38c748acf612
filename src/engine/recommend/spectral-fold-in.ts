/** Columns that came after the fit. */
import { rowOf, transposed } from './matrix.ts'
import type { SparseMatrix, SparseRow } from './matrix.ts'
import type { Effort } from './effort.ts'
import { quantised } from './quantised.ts'
import type { SpectralModel } from './spectral-model.ts'
import { inverseRoot } from './spectral-normalised.ts'

/** A row that has the new column, with the value that it has there. */
export interface Holder {
  readonly row: SparseRow
  readonly value: number
}

/**
 * The components of a column that the fit did not know, from the rows that have it: v = r̃ᵀ U / σ, as for any column of
 * the matrix, with u = r̃ V / σ of what the model knows of each row. All zeros when it knows nothing.
 */
export function foldInItem(model: SpectralModel, holders: readonly Holder[]): Float32Array<ArrayBuffer> {
  const components = new Float32Array(model.vectors.length)
  const columnScale = inverseRoot(holders.reduce((sum, { value }) => sum + value, 0))
  for (const { row, value } of holders) {
    const degree = row.values ? row.values.reduce((sum, each) => sum + each, 0) : row.indices.length
    if (degree > 0) addRow(model, row, { target: components, share: (value * columnScale) / degree })
  }
  return components.map((component, at) => component / (model.singularValues[at] as number) ** 2)
}

interface Share {
  readonly target: Float32Array
  readonly share: number
}

/** The vectors of the row's columns over the roots of their degrees. */
function addRow({ columns, degrees, vectors }: SpectralModel, row: SparseRow, { target, share }: Share): void {
  for (const [at, column] of row.indices.entries()) {
    if (column >= columns) continue
    const weight = share * (row.values?.[at] ?? 1) * inverseRoot(degrees[column] as number)
    const factor = weight * (vectors.scales[column] as number)
    const start = column * vectors.length
    for (let place = 0; place < vectors.length; place += 1) {
      target[place] = (target[place] as number) + factor * (vectors.vectors[start + place] as number)
    }
  }
}

/**
 * The model with all columns of `matrix`, of which the first are its own: the others are folded in, so that they can be
 * recommended before the next fit. Throws a RangeError when the matrix has fewer columns than the model, and `Stopped`.
 */
export function extendSpectral(model: SpectralModel, matrix: SparseMatrix, effort: Effort): SpectralModel {
  if (matrix.columns < model.columns) throw new RangeError('Spectral model: the matrix has fewer columns')
  const added = matrix.columns - model.columns
  const { length } = model.vectors
  const turned = transposed(matrix)
  const components = new Float32Array(added * length)
  const degrees = new Float32Array(added)
  for (let at = 0; at < added; at += 1) {
    const { indices, values } = rowOf(turned, model.columns + at)
    const holders = Array.from(indices, (row, place) => ({ row: rowOf(matrix, row), value: values?.[place] ?? 1 }))
    components.set(foldInItem(model, holders), at * length)
    degrees[at] = holders.reduce((sum, { value }) => sum + value, 0)
  }
  const more = quantised(components, length, effort)
  return {
    columns: matrix.columns,
    singularValues: model.singularValues,
    degrees: Float32Array.from([...model.degrees, ...degrees]),
    vectors: {
      length,
      scales: Float32Array.from([...model.vectors.scales, ...more.scales]),
      vectors: joined(model.vectors.vectors, more.vectors),
    },
  }
}

function joined(first: Int8Array, second: Int8Array): Int8Array {
  const both = new Int8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
