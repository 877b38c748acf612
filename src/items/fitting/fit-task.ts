/** A fit as one piece of work for a thread of its own: what goes in, and what comes out as bytes. */
import { sparseMatrix } from '../../engine/index.ts'
import type { Effort, Shape, SparseMatrix } from '../../engine/index.ts'
import type { FitReport, FitSettings } from './fit-report.ts'
import { learn } from './learn.ts'
import type { LearnInput } from './learn.ts'
import { matrixOrder } from './matrix-order.ts'
import { encodeMember } from './members.ts'
import { packArrays, unpackArrays } from './packed-arrays.ts'

/** One entry in each place, in any order; no pair of a row and a column twice. */
export interface FitEntries {
  readonly rows: Uint32Array<ArrayBuffer>
  readonly columns: Uint32Array<ArrayBuffer>
  readonly values: Float32Array<ArrayBuffer>
  /** Milliseconds since 1970; null where nothing is known. */
  readonly times: Float64Array<ArrayBuffer> | null
}

export interface FitTask extends Pick<LearnInput, 'content' | 'groups' | 'halfLifeMs'> {
  readonly shape: Shape
  readonly entries: FitEntries
  readonly budgetSeconds: number
  readonly seed: number
}

/** The models and the matrix that they are asked with, as bytes; settings and report as JSON would have them. */
export interface FitAnswer {
  readonly settings: FitSettings
  readonly report: FitReport
  /** In the order of the members that the settings name. */
  readonly models: readonly Uint8Array<ArrayBuffer>[]
  readonly matrix: Uint8Array<ArrayBuffer>
}

/** @throws Stopped */
export function answerFit({ shape, entries, content, groups, halfLifeMs }: FitTask, effort: Effort): FitAnswer {
  const { matrix, times } = orderedMatrix(shape, entries)
  const { members, settings, report } = learn({ matrix, times, content, groups, halfLifeMs }, effort)
  return { settings, report, models: members.map(encodeMember), matrix: packMatrix(matrix) }
}

/** The matrix, and the time of each of its entries in its order. */
export function orderedMatrix(
  shape: Shape,
  { rows, columns, values, times }: FitEntries,
): { readonly matrix: SparseMatrix; readonly times: Float64Array | null } {
  const matrix = sparseMatrix(shape, { rows, columns, values })
  if (!times) return { matrix, times: null }
  const order = matrixOrder({ rows, columns }, shape)
  return { matrix, times: Float64Array.from(order, (entry) => times[entry] as number) }
}

export function packMatrix({ columns, starts, indices, values }: SparseMatrix): Uint8Array<ArrayBuffer> {
  return packArrays({ shape: Uint32Array.of(columns), starts, indices, ...(values ? { values } : {}) })
}

/** A view of the bytes. @throws RangeError for bytes that are no matrix */
export function unpackMatrix(bytes: Uint8Array): SparseMatrix {
  const { shape, starts, indices, values } = unpackArrays(bytes)
  const isWhole = shape instanceof Uint32Array && starts instanceof Uint32Array && indices instanceof Uint32Array
  if (!isWhole) throw new RangeError('The matrix is not whole.')
  return {
    rows: starts.length - 1,
    columns: shape[0] ?? 0,
    starts,
    indices,
    values: values instanceof Float32Array ? values : null,
  }
}
