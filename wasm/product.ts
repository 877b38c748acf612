/** Products of dense matrices. */
import { fused } from './lanes'

/** Rows of a packed panel, and columns of a tile: two vectors of lanes. */
const WIDTH: usize = 8
/** Bytes from one step of the sum to the next within a panel. */
const STEP: usize = WIDTH * 4

/**
 * Adds `left × rightᵀ` to `target`. Both are packed: panels of eight rows, within a panel one step of the sum after the
 * other, within a step the eight rows, rows beyond the end being zero. `leftPanel` and `rightPanel` are the bytes from
 * one panel to the next, which lets a caller take a part of the steps. `target` is row by row, `line` bytes each.
 *
 * A tile of 4 × 8 keeps eight sums, two vectors of the right side and one of the left in the sixteen registers.
 */
export function addProduct(
  leftPanels: i32,
  rightPanels: i32,
  steps: i32,
  left: usize,
  leftPanel: usize,
  right: usize,
  rightPanel: usize,
  target: usize,
  line: usize,
): void {
  for (let column = 0; column < rightPanels; column += 1) {
    let from = left
    let to = target + <usize>column * STEP
    for (let row = 0; row < leftPanels; row += 1) {
      addTile(steps, from, right, to, line)
      addTile(steps, from + 16, right, to + 4 * line, line)
      from += leftPanel
      to += WIDTH * line
    }
    right += rightPanel
  }
}

function addTile(steps: i32, left: usize, right: usize, target: usize, line: usize): void {
  let a0 = f32x4.splat(0)
  let a1 = f32x4.splat(0)
  let b0 = f32x4.splat(0)
  let b1 = f32x4.splat(0)
  let c0 = f32x4.splat(0)
  let c1 = f32x4.splat(0)
  let d0 = f32x4.splat(0)
  let d1 = f32x4.splat(0)
  for (let step = 0; step < steps; step += 1) {
    const right0 = v128.load(right)
    const right1 = v128.load(right, 16)
    const a = v128.load_splat<f32>(left)
    a0 = fused<f32>(a, right0, a0)
    a1 = fused<f32>(a, right1, a1)
    const b = v128.load_splat<f32>(left, 4)
    b0 = fused<f32>(b, right0, b0)
    b1 = fused<f32>(b, right1, b1)
    const c = v128.load_splat<f32>(left, 8)
    c0 = fused<f32>(c, right0, c0)
    c1 = fused<f32>(c, right1, c1)
    const d = v128.load_splat<f32>(left, 12)
    d0 = fused<f32>(d, right0, d0)
    d1 = fused<f32>(d, right1, d1)
    left += STEP
    right += STEP
  }
  addRow(target, a0, a1)
  addRow(target + line, b0, b1)
  addRow(target + 2 * line, c0, c1)
  addRow(target + 3 * line, d0, d1)
}

function addRow(target: usize, first: v128, second: v128): void {
  v128.store(target, v128.add<f32>(v128.load(target), first))
  v128.store(target, v128.add<f32>(v128.load(target, 16), second), 16)
}
