/** The inverse of a large symmetric matrix, in single precision but for the blocks that are divided by. */
import { inverseFactor } from './dense-factor.ts'
import { packMatrix, packTransposed, WIDTH } from './dense-pack.ts'
import { continueOrStop } from './effort.ts'
import type { Effort } from './effort.ts'
import { floats, openKernels } from './kernels.ts'

/** Rows and columns of a block. */
export const BLOCK = 256
const CELLS = BLOCK * BLOCK

/** The lower triangle of a symmetric matrix in blocks of 256 × 256, row by row; those beyond `size` are of an identity. */
export interface SymmetricBlocks {
  readonly size: number
  /** Blocks in a row. */
  readonly count: number
  /** A view of block row and block column, the latter not above the former. */
  block(row: number, column: number): Float32Array<ArrayBuffer>
  /**
   * Turns the matrix into minus its inverse. Throws `Stopped`, and a RangeError when it is not positive definite; both
   * leave something useless.
   */
  invertNegatively(effort: Effort): void
}

/** Of zeros. Takes 2 × size² bytes. */
export function symmetricBlocks(size: number): SymmetricBlocks {
  const count = Math.ceil(size / BLOCK)
  const room = openRoom(count)
  const block = (row: number, column: number): Float32Array<ArrayBuffer> =>
    room.blocks.subarray(blockPlace(row, column), blockPlace(row, column) + CELLS)
  for (let beyond = size; beyond < count * BLOCK; beyond += 1) {
    block(count - 1, count - 1)[(beyond % BLOCK) * (BLOCK + 1)] = 1
  }
  return {
    size,
    count,
    block,
    invertNegatively(effort) {
      for (let pivot = 0; pivot < count; pivot += 1) sweep({ room, count, block }, pivot, effort)
    },
  }
}

const blockPlace = (row: number, column: number): number => ((row * (row + 1)) / 2 + column) * CELLS

const openRoom = (count: number) =>
  openKernels({
    blocks: floats(blockPlace(count, 0)),
    panel: floats(count * CELLS),
    negated: floats(count * CELLS),
    pivot: floats(CELLS),
    product: floats(CELLS),
  })

interface Sweeping extends Pick<SymmetricBlocks, 'count' | 'block'> {
  readonly room: ReturnType<typeof openRoom>
}

/**
 * The sweep operator (J. Goodnight, "A tutorial on the SWEEP operator", 1979) for a block: with P the block column of the
 * pivot A, the rest loses P A⁻¹ Pᵀ, P becomes P A⁻¹ and A becomes −A⁻¹.
 */
function sweep({ room, count, block }: Sweeping, pivot: number, effort: Effort): void {
  const inverse = inverted(block(pivot, pivot), effort)
  packMatrix({ rows: BLOCK, columns: BLOCK, data: inverse }, room.pivot)
  const others = Array.from({ length: count }, (_, row) => row).filter((row) => row !== pivot)
  for (const row of others) {
    const [own, panel] = [row > pivot ? block(row, pivot) : block(pivot, row), room.panel.subarray(row * CELLS)]
    const pack = row > pivot ? packMatrix : packTransposed
    pack({ rows: BLOCK, columns: BLOCK, data: own }, panel)
    multiply(room, [panel, room.pivot], room.product.fill(0))
    if (row > pivot) own.set(room.product)
    else own.set(turned(room.product))
    packMatrix(
      { rows: BLOCK, columns: BLOCK, data: room.product.map((value) => -value) },
      room.negated.subarray(row * CELLS),
    )
  }
  for (const row of others) {
    continueOrStop(effort)
    for (const column of others) {
      if (column > row) break
      multiply(room, [room.negated.subarray(row * CELLS), room.panel.subarray(column * CELLS)], block(row, column))
    }
  }
  block(pivot, pivot).set(inverse.map((value) => -value))
}

/** Adds left × rightᵀ, both packed, to a block. */
function multiply(
  { kernels }: Sweeping['room'],
  [left, right]: readonly [Float32Array, Float32Array],
  target: Float32Array,
): void {
  const [panels, panel] = [BLOCK / WIDTH, 4 * WIDTH * BLOCK]
  const [from, other, to] = [left.byteOffset, right.byteOffset, target.byteOffset]
  kernels.addProduct(panels, panels, BLOCK, from, panel, other, panel, to, 4 * BLOCK)
}

/** In double precision: errors of a pivot would be in all of the rest. */
function inverted(block: Float32Array, effort: Effort): Float64Array {
  const { data } = inverseFactor({ size: BLOCK, entries: Float64Array.from(block) }, 0, effort)
  const inverse = new Float64Array(CELLS)
  for (let step = 0; step < BLOCK; step += 1) {
    const line = data.subarray(step * BLOCK, step * BLOCK + step + 1)
    if (!((line[step] as number) > 0)) throw new RangeError('Inverse: the matrix is not positive definite')
    for (let row = 0; row <= step; row += 1) {
      const factor = line[row] as number
      for (let column = 0; column <= row; column += 1) {
        const at = row * BLOCK + column
        inverse[at] = (inverse[at] as number) + factor * (line[column] as number)
      }
    }
  }
  return mirrored(inverse)
}

function mirrored(lower: Float64Array): Float64Array {
  for (let row = 0; row < BLOCK; row += 1) {
    for (let column = 0; column < row; column += 1) lower[column * BLOCK + row] = lower[row * BLOCK + column] as number
  }
  return lower
}

function turned(block: Float32Array): Float32Array {
  const result = new Float32Array(CELLS)
  for (let at = 0; at < CELLS; at += 1) result[(at % BLOCK) * BLOCK + (at - (at % BLOCK)) / BLOCK] = block[at] as number
  return result
}
