/** What all kernels do with 128 bits. `T` is `f32` (four lanes) or `f64` (two). */

/**
 * `x × y + z`, in one step where the module is built with relaxed SIMD. The result of that build may differ in the last
 * bit between processors, never between two runs on one.
 */
export function fused<T>(x: v128, y: v128, z: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<T>(x, y, z)
  return v128.add<T>(v128.mul<T>(x, y), z)
}

/** `z − x × y`. */
export function fusedNegative<T>(x: v128, y: v128, z: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_nmadd<T>(x, y, z)
  return v128.sub<T>(z, v128.mul<T>(x, y))
}

export function sumOfDoubles(lanes: v128): f64 {
  return f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1)
}

export function sumOfIntegers(lanes: v128): i32 {
  return (
    i32x4.extract_lane(lanes, 0) +
    i32x4.extract_lane(lanes, 1) +
    (i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3))
  )
}
