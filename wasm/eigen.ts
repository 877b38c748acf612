/** The loops of a symmetric eigen-decomposition that cost the most, in double precision. */
import { dot } from './factor'
import { fused, fusedNegative, sumOfDoubles } from './lanes'

/**
 * One step of tridiagonalisation over the lower triangle of the first `size` rows: takes `x yᵀ + y xᵀ` away and adds the
 * product of what is left with `next` to `sums`, in one walk, because the memory is what this waits for.
 */
export function updateTriangle(
  matrix: usize,
  line: usize,
  size: i32,
  x: usize,
  y: usize,
  next: usize,
  sums: usize,
): void {
  for (let row = 0; row < size; row += 1) {
    const offset = <usize>row * 8
    const own = updateRow(
      matrix,
      row,
      x,
      y,
      next,
      sums,
      load<f64>(x + offset),
      load<f64>(y + offset),
      load<f64>(next + offset),
    )
    const at = matrix + offset
    const diagonal = load<f64>(at) - 2 * load<f64>(x + offset) * load<f64>(y + offset)
    store<f64>(at, diagonal)
    store<f64>(sums + offset, load<f64>(sums + offset) + own + diagonal * load<f64>(next + offset))
    matrix += line
  }
}

/** The entries before the diagonal; returns the row's own share of the product. */
function updateRow(
  at: usize,
  length: i32,
  x: usize,
  y: usize,
  next: usize,
  sums: usize,
  ownX: f64,
  ownY: f64,
  ownNext: f64,
): f64 {
  const xs = f64x2.splat(ownX)
  const ys = f64x2.splat(ownY)
  const nexts = f64x2.splat(ownNext)
  let own = f64x2.splat(0)
  let column = 0
  for (; column + 2 <= length; column += 2) {
    const entry = fusedNegative<f64>(ys, v128.load(x), fusedNegative<f64>(xs, v128.load(y), v128.load(at)))
    v128.store(at, entry)
    own = fused<f64>(entry, v128.load(next), own)
    v128.store(sums, fused<f64>(entry, nexts, v128.load(sums)))
    at += 16
    x += 16
    y += 16
    next += 16
    sums += 16
  }
  let sum = sumOfDoubles(own)
  if (column < length) {
    const entry = load<f64>(at) - ownX * load<f64>(y) - ownY * load<f64>(x)
    store<f64>(at, entry)
    sum += entry * load<f64>(next)
    store<f64>(sums, load<f64>(sums) + entry * ownNext)
  }
  return sum
}

/** Bytes of a row of a slab: eight doubles. */
const SLAB: usize = 64

/**
 * One sweep of plane rotations over a slab of eight columns: rotation 0 turns the rows `last − 1` and `last`, the next
 * one the pair above, and so on. `turns` holds cosine and sine of each.
 */
export function rotateSlab(slab: usize, last: i32, count: i32, turns: usize): void {
  let at = slab + <usize>last * SLAB
  let low0 = v128.load(at)
  let low1 = v128.load(at, 16)
  let low2 = v128.load(at, 32)
  let low3 = v128.load(at, 48)
  for (let turn = 0; turn < count; turn += 1) {
    const cosine = v128.load_splat<f64>(turns)
    const sine = v128.load_splat<f64>(turns, 8)
    const above = at - SLAB
    const high0 = v128.load(above)
    const high1 = v128.load(above, 16)
    const high2 = v128.load(above, 32)
    const high3 = v128.load(above, 48)
    v128.store(at, fused<f64>(sine, high0, v128.mul<f64>(cosine, low0)))
    v128.store(at, fused<f64>(sine, high1, v128.mul<f64>(cosine, low1)), 16)
    v128.store(at, fused<f64>(sine, high2, v128.mul<f64>(cosine, low2)), 32)
    v128.store(at, fused<f64>(sine, high3, v128.mul<f64>(cosine, low3)), 48)
    low0 = fusedNegative<f64>(sine, low0, v128.mul<f64>(cosine, high0))
    low1 = fusedNegative<f64>(sine, low1, v128.mul<f64>(cosine, high1))
    low2 = fusedNegative<f64>(sine, low2, v128.mul<f64>(cosine, high2))
    low3 = fusedNegative<f64>(sine, low3, v128.mul<f64>(cosine, high3))
    at = above
    turns += 16
  }
  v128.store(at, low0)
  v128.store(at, low1, 16)
  v128.store(at, low2, 32)
  v128.store(at, low3, 48)
}

/** Takes `factor × (row · mirror) × mirror` away from each row; only the first `length` places are touched. */
export function reflectRows(rows: usize, line: usize, count: i32, mirror: usize, length: i32, factor: f64): void {
  for (let row = 0; row < count; row += 1) {
    const share = f64x2.splat(factor * dot(rows, mirror, length))
    let at = rows
    let from = mirror
    let column = 0
    for (; column + 2 <= length; column += 2) {
      v128.store(at, fusedNegative<f64>(share, v128.load(from), v128.load(at)))
      at += 16
      from += 16
    }
    if (column < length) store<f64>(at, load<f64>(at) - f64x2.extract_lane(share, 0) * load<f64>(from))
    rows += line
  }
}
