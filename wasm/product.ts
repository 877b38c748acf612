/** Products of dense matrices, in single precision (`T` is `f32`) or double (`f64`). */
import { fused } from './lanes'

/** Bytes from one step of the sum to the next within a panel: two vectors of lanes. */
const STEP: usize = 32

/**
 * Adds `left × rightᵀ` to `target`. Both are packed: panels of eight rows (four in double precision), within a panel one
 * step of the sum after the other, within a step the rows, those beyond the end being zero. `leftPanel` and `rightPanel`
 * are the bytes from one panel to the next, which lets a caller take a part of the steps. `target` is row by row, `line`
 * bytes each.
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
  addPanels<f32>(leftPanels, rightPanels, steps, left, leftPanel, right, rightPanel, target, line)
}

export function addDoubleProduct(
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
  addPanels<f64>(leftPanels, rightPanels, steps, left, leftPanel, right, rightPanel, target, line)
}

/** A panel of the right side stays in the first level of cache while all of the left side passes by. */
function addPanels<T>(
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
      addTile<T>(steps, from, right, to, line)
      to += 4 * line
      if (sizeof<T>() == 4) {
        addTile<T>(steps, from + 16, right, to, line)
        to += 4 * line
      }
      from += leftPanel
    }
    right += rightPanel
  }
}

/** Four rows: eight sums, two vectors of the right side and one of the left are in the sixteen registers. */
function addTile<T>(steps: i32, left: usize, right: usize, target: usize, line: usize): void {
  let a0 = v128.splat<T>(<T>0)
  let a1 = v128.splat<T>(<T>0)
  let b0 = v128.splat<T>(<T>0)
  let b1 = v128.splat<T>(<T>0)
  let c0 = v128.splat<T>(<T>0)
  let c1 = v128.splat<T>(<T>0)
  let d0 = v128.splat<T>(<T>0)
  let d1 = v128.splat<T>(<T>0)
  for (let step = 0; step < steps; step += 1) {
    const right0 = v128.load(right)
    const right1 = v128.load(right, 16)
    const a = v128.load_splat<T>(left)
    a0 = fused<T>(a, right0, a0)
    a1 = fused<T>(a, right1, a1)
    const b = v128.load_splat<T>(left, sizeof<T>())
    b0 = fused<T>(b, right0, b0)
    b1 = fused<T>(b, right1, b1)
    const c = v128.load_splat<T>(left, 2 * sizeof<T>())
    c0 = fused<T>(c, right0, c0)
    c1 = fused<T>(c, right1, c1)
    const d = v128.load_splat<T>(left, 3 * sizeof<T>())
    d0 = fused<T>(d, right0, d0)
    d1 = fused<T>(d, right1, d1)
    left += STEP
    right += STEP
  }
  addRow<T>(target, a0, a1)
  addRow<T>(target + line, b0, b1)
  addRow<T>(target + 2 * line, c0, c1)
  addRow<T>(target + 3 * line, d0, d1)
}

function addRow<T>(target: usize, first: v128, second: v128): void {
  v128.store(target, v128.add<T>(v128.load(target), first))
  v128.store(target, v128.add<T>(v128.load(target, 16), second), 16)
}
