/** The normalised matrix as something that panels of 32 columns are multiplied with. */
import { PANEL } from './dense-panels.ts'
import { floats, openKernels, words } from './kernels.ts'
import type { SparseMatrix } from './matrix.ts'

/** A matrix M of more rows than columns or as many, in a kernel's memory. What it is multiplied with lies there too. */
export interface SpectralOperator {
  /** Rows of M, and of its columns. */
  readonly far: number
  readonly near: number
  /** Three panels of `near` rows, and one of `far`. */
  readonly panels: readonly [Float32Array, Float32Array, Float32Array]
  readonly farPanel: Float32Array
  /** Writes M × panel over the far panel. */
  toFar(panel: Float32Array): void
  /** Writes Mᵀ × far panel over a panel. */
  toNear(panel: Float32Array): void
}

/** Of a matrix with values, and its transpose. */
export function openOperator(matrix: SparseMatrix, turned: SparseMatrix): SpectralOperator {
  const [far, near, entries] = [matrix.rows, matrix.columns, matrix.indices.length]
  const room = openKernels({
    farStarts: words(far + 1),
    farIndices: words(entries),
    farValues: floats(entries),
    nearStarts: words(near + 1),
    nearIndices: words(entries),
    nearValues: floats(entries),
    farPanel: floats(far * PANEL),
    first: floats(near * PANEL),
    second: floats(near * PANEL),
    third: floats(near * PANEL),
  })
  const { kernels, farPanel, farStarts, farIndices, farValues, nearStarts, nearIndices, nearValues } = room
  load(matrix, farStarts, [farIndices, farValues])
  load(turned, nearStarts, [nearIndices, nearValues])
  const [starts, indices, values] = [farStarts.byteOffset, farIndices.byteOffset, farValues.byteOffset]
  const [backStarts, backIndices, backValues] = [nearStarts.byteOffset, nearIndices.byteOffset, nearValues.byteOffset]
  return {
    far,
    near,
    panels: [room.first, room.second, room.third],
    farPanel,
    toFar(panel) {
      kernels.multiplySparse(far, starts, indices, values, panel.byteOffset, farPanel.byteOffset)
    },
    toNear(panel) {
      kernels.multiplySparse(near, backStarts, backIndices, backValues, farPanel.byteOffset, panel.byteOffset)
    },
  }
}

function load(
  matrix: SparseMatrix,
  starts: Uint32Array,
  [indices, values]: readonly [Uint32Array, Float32Array],
): void {
  starts.set(matrix.starts)
  indices.set(matrix.indices)
  values.set(matrix.values ?? new Float32Array(matrix.indices.length).fill(1))
}
