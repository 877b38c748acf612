/** Factors of small symmetric matrices in double precision, row by row, so that a caller can stop in between. */
import { fused, fusedNegative, sumOfDoubles } from './lanes'

/**
 * Rows `from` to `to` of the Cholesky factor of a symmetric matrix, in place, lower triangle; those before are done.
 * `line` is the bytes of a row. A pivot of at most `tolerance` times the entry it came from belongs to a row that the
 * ones before say already: its row on the diagonal and its column become 0.
 */
export function factorRows(matrix: usize, line: usize, from: i32, to: i32, tolerance: f64): void {
  for (let row = from; row < to; row += 1) {
    const here = matrix + <usize>row * line
    for (let column = 0; column < row; column += 1) {
      const there = matrix + <usize>column * line
      const pivot = load<f64>(there + <usize>column * 8)
      const at = here + <usize>column * 8
      store<f64>(at, pivot > 0 ? (load<f64>(at) - dot(here, there, column)) / pivot : 0)
    }
    const at = here + <usize>row * 8
    const before = load<f64>(at)
    const pivot = before - dot(here, here, row)
    store<f64>(at, pivot > tolerance * before ? sqrt<f64>(pivot) : 0)
  }
}

/** Rows `from` to `to` of the inverse of a lower triangle, in place; of a row whose diagonal is 0 nothing but zeros. */
export function invertRows(matrix: usize, line: usize, from: i32, to: i32): void {
  for (let row = from; row < to; row += 1) {
    const here = matrix + <usize>row * line
    const pivot = load<f64>(here + <usize>row * 8)
    const inverse = pivot > 0 ? 1 / pivot : 0
    for (let column = 0; column < row; column += 1) {
      const at = here + <usize>column * 8
      const factor = load<f64>(at) * inverse
      store<f64>(at, 0)
      subtractScaled(here, matrix + <usize>column * line, column + 1, factor)
    }
    store<f64>(here + <usize>row * 8, inverse)
  }
}

export function dot(left: usize, right: usize, length: i32): f64 {
  let even = f64x2.splat(0)
  let odd = f64x2.splat(0)
  let at = 0
  for (; at + 4 <= length; at += 4) {
    even = fused<f64>(v128.load(left), v128.load(right), even)
    odd = fused<f64>(v128.load(left, 16), v128.load(right, 16), odd)
    left += 32
    right += 32
  }
  let sum = sumOfDoubles(v128.add<f64>(even, odd))
  for (; at < length; at += 1) {
    sum += load<f64>(left) * load<f64>(right)
    left += 8
    right += 8
  }
  return sum
}

function subtractScaled(target: usize, source: usize, length: i32, factor: f64): void {
  const factors = f64x2.splat(factor)
  let at = 0
  for (; at + 2 <= length; at += 2) {
    v128.store(target, fusedNegative<f64>(factors, v128.load(source), v128.load(target)))
    target += 16
    source += 16
  }
  if (at < length) store<f64>(target, load<f64>(target) - factor * load<f64>(source))
}
