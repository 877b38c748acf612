/** A sparse matrix times a panel of 32 columns. */
import { fused } from './lanes'

/** Bytes of a row of a panel: eight vectors, two lines of cache. */
const LINE: usize = 128

/**
 * For each of `rows` rows of a sparse matrix the sum over its entries of the value times the row of `source` that the
 * entry's index names. `starts` are positions in `indices` and `values`, one more than there are rows.
 */
export function multiplySparse(
  rows: i32,
  starts: usize,
  indices: usize,
  values: usize,
  source: usize,
  target: usize,
): void {
  for (let row = 0; row < rows; row += 1) {
    const first = <usize>load<u32>(starts)
    const count = <usize>load<u32>(starts, 4) - first
    addEntries(count, indices + 4 * first, values + 4 * first, source, target)
    starts += 4
    target += LINE
  }
}

function addEntries(count: usize, indices: usize, values: usize, source: usize, target: usize): void {
  let sum0 = f32x4.splat(0)
  let sum1 = f32x4.splat(0)
  let sum2 = f32x4.splat(0)
  let sum3 = f32x4.splat(0)
  let sum4 = f32x4.splat(0)
  let sum5 = f32x4.splat(0)
  let sum6 = f32x4.splat(0)
  let sum7 = f32x4.splat(0)
  for (let entry: usize = 0; entry < count; entry += 1) {
    const value = v128.load_splat<f32>(values)
    const from = source + <usize>load<u32>(indices) * LINE
    sum0 = fused<f32>(value, v128.load(from), sum0)
    sum1 = fused<f32>(value, v128.load(from, 16), sum1)
    sum2 = fused<f32>(value, v128.load(from, 32), sum2)
    sum3 = fused<f32>(value, v128.load(from, 48), sum3)
    sum4 = fused<f32>(value, v128.load(from, 64), sum4)
    sum5 = fused<f32>(value, v128.load(from, 80), sum5)
    sum6 = fused<f32>(value, v128.load(from, 96), sum6)
    sum7 = fused<f32>(value, v128.load(from, 112), sum7)
    indices += 4
    values += 4
  }
  v128.store(target, sum0)
  v128.store(target, sum1, 16)
  v128.store(target, sum2, 32)
  v128.store(target, sum3, 48)
  v128.store(target, sum4, 64)
  v128.store(target, sum5, 80)
  v128.store(target, sum6, 96)
  v128.store(target, sum7, 112)
}
