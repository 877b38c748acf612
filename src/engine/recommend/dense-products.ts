/** Products of tall dense matrices with themselves and with small ones. */
import { DOUBLE_WIDTH, packColumns, packMatrix, packRows, padded, WIDTH } from './dense-pack.ts'
import type { RowMajor, RowRange } from './dense-pack.ts'
import type { Panels } from './dense-panels.ts'
import { continueOrStop } from './effort.ts'
import type { Effort } from './effort.ts'
import { doubles, floats, openKernels } from './kernels.ts'
import type { SymmetricMatrix } from './symmetric-eigen.ts'

/** Steps of a sum that one call of the kernel takes: eight rows of them fill half of the first level of cache. */
const STEPS = 256
/** Panels of the left side: with `STEPS` steps they stay in the second level of cache. */
const LEFT = 16

/**
 * panelsᵀ × panels, lower triangle. In double precision: a basis is made from it by Cholesky's factor, which squares what
 * lies between the longest and the shortest direction. Throws `Stopped`.
 */
export function gram(panels: Panels, effort: Effort): SymmetricMatrix {
  const size = panels.columns
  const { kernels, packed, target } = openKernels({ packed: doubles(size * STEPS), target: doubles(size * size) })
  const from = packed.byteOffset
  for (let start = 0; start < panels.rows; start += STEPS) {
    continueOrStop(effort)
    const steps = Math.min(STEPS, panels.rows - start)
    packColumns(panels, { from: start, count: steps }, packed)
    const panel = 8 * DOUBLE_WIDTH * steps
    for (let row = 0; row < size / DOUBLE_WIDTH; row += LEFT) {
      const count = Math.min(LEFT, size / DOUBLE_WIDTH - row)
      const to = target.byteOffset + 8 * row * DOUBLE_WIDTH * size
      kernels.addDoubleProduct(count, row + count, steps, from + row * panel, panel, from, panel, to, 8 * size)
    }
  }
  return { size, entries: target.slice() }
}

/** Rows of a product: `block` holds `count` of them, `line` floats apart. */
export type TakeRows = (range: RowRange, block: Float32Array, line: number) => void

/** Rows of the tall side that are multiplied at a time. */
const BLOCK = 64

/**
 * panels × smallᵀ, handed over in blocks of rows, which may be written over those of `panels`. `isLower`: beyond its
 * diagonal `small` is zero, which saves half. Throws `Stopped`.
 */
export function timesTransposed(
  panels: Panels,
  { small, isLower, take }: { readonly small: RowMajor; readonly isLower: boolean; readonly take: TakeRows },
  effort: Effort,
): void {
  const steps = panels.columns
  const wide = padded(small.rows)
  const room = openKernels({ left: floats(BLOCK * steps), right: floats(wide * steps), target: floats(BLOCK * wide) })
  const panel = 4 * WIDTH * steps
  packMatrix(small, room.right)
  for (let from = 0; from < panels.rows; from += BLOCK) {
    continueOrStop(effort)
    const range = { from, count: Math.min(BLOCK, panels.rows - from) }
    packRows(panels, range, room.left)
    room.target.fill(0)
    for (let step = 0; step < steps; step += STEPS) {
      const skipped = isLower ? Math.floor(step / WIDTH) : 0
      room.kernels.addProduct(
        padded(range.count) / WIDTH,
        wide / WIDTH - skipped,
        Math.min(STEPS, steps - step),
        room.left.byteOffset + 4 * WIDTH * step,
        panel,
        room.right.byteOffset + skipped * panel + 4 * WIDTH * step,
        panel,
        room.target.byteOffset + 4 * WIDTH * skipped,
        4 * wide,
      )
    }
    take(range, room.target, wide)
  }
}
