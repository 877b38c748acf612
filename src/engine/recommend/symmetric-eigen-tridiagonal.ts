/** A symmetric matrix becomes one with three diagonals, by reflections. */
import { continueOrStop } from './effort.ts'
import type { Effort } from './effort.ts'
import type { Kernels } from './kernels.ts'

export interface Tridiagonal {
  readonly diagonal: Float64Array<ArrayBuffer>
  /** What lies between each row and the next one; 0 for the last. */
  readonly beside: Float64Array<ArrayBuffer>
  /** Reflection `row` is the identity less `factors[row]` times mirror × mirrorᵀ. */
  readonly factors: Float64Array<ArrayBuffer>
}

/** What `tridiagonalise` works in: the matrix, lower triangle, in lines of `line` doubles, and four vectors. */
export interface TridiagonalRoom {
  readonly kernels: Kernels
  readonly matrix: Float64Array
  readonly mirror: Float64Array
  readonly product: Float64Array
  readonly next: Float64Array
  readonly sums: Float64Array
}

/** Rows between two questions whether to stop. */
const ROWS_BETWEEN = 16

/**
 * From the last row upwards: each is reflected onto its last place. Leaves the mirrors in the rows of the matrix, mirror
 * `row` being as long as `row` is high. The matrix is the product of the reflections from the last to the first, the
 * tridiagonal one, and the same from the first to the last.
 */
export function tridiagonalise(room: TridiagonalRoom, size: number, effort: Effort): Tridiagonal {
  const { kernels, matrix, mirror, product, next, sums } = room
  const line = matrix.length / Math.max(1, size)
  const [diagonal, beside, factors] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)]
  for (let row = size - 1; row >= 0; row -= 1) {
    if (row % ROWS_BETWEEN === 0) continueOrStop(effort)
    const entries = matrix.subarray(row * line, row * line + row + 1)
    settle(entries, mirror, product)
    diagonal[row] = entries[row] as number
    if (row === 0) break
    const reflection = reflect(entries.subarray(0, row))
    beside[row - 1] = reflection.image
    factors[row] = reflection.factor
    next.set(entries.subarray(0, row))
    sums.fill(0)
    const [from, x, y] = [matrix.byteOffset, mirror.byteOffset, product.byteOffset]
    kernels.updateTriangle(from, 8 * line, row, x, y, next.byteOffset, sums.byteOffset)
    mirror.set(next)
    product.set(sums)
    balance(product.subarray(0, row), mirror.subarray(0, row), reflection.factor)
  }
  return { diagonal, beside, factors }
}

/** The update of the last reflection, which the row has not seen yet. */
function settle(entries: Float64Array, mirror: Float64Array, product: Float64Array): void {
  const last = entries.length - 1
  const [x, y] = [mirror[last] as number, product[last] as number]
  for (let at = 0; at <= last; at += 1) {
    entries[at] = (entries[at] as number) - x * (product[at] as number) - y * (mirror[at] as number)
  }
}

/** Writes the mirror that takes a vector to its last axis over the vector. `image` is where its last place comes to lie. */
function reflect(vector: Float64Array): { readonly image: number; readonly factor: number } {
  const last = vector.length - 1
  const end = vector[last] as number
  const rest = lengthOf(vector.subarray(0, last))
  vector[last] = 1
  if (rest === 0) return { image: end, factor: 0 }
  const image = end > 0 ? -Math.hypot(rest, end) : Math.hypot(rest, end)
  for (let at = 0; at < last; at += 1) vector[at] = (vector[at] as number) / (end - image)
  return { image, factor: (image - end) / image }
}

/** The second vector of the update: factor × (product − ½ factor (product · mirror) mirror). */
function balance(product: Float64Array, mirror: Float64Array, factor: number): void {
  let overlap = 0
  for (let at = 0; at < mirror.length; at += 1) overlap += (product[at] as number) * (mirror[at] as number)
  const share = (factor * overlap) / 2
  for (let at = 0; at < mirror.length; at += 1) {
    product[at] = factor * ((product[at] as number) - share * (mirror[at] as number))
  }
}

function lengthOf(vector: Float64Array): number {
  let squares = 0
  for (let at = 0; at < vector.length; at += 1) squares += (vector[at] as number) ** 2
  return Math.sqrt(squares)
}
