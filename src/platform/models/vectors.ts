/** Vectors as they are kept and sent: float32, little-endian, of length one. */

/** Scaled to length one; null when that cannot be done (all zero, or not finite). */
export function unitVector(values: ArrayLike<number>): Float32Array | null {
  let squares = 0
  for (let index = 0; index < values.length; index += 1) squares += (values[index] ?? 0) ** 2
  if (!Number.isFinite(squares) || squares === 0) return null
  const scale = 1 / Math.sqrt(squares)
  return Float32Array.from(values, (value) => value * scale)
}

export function packVector(vector: Float32Array): Buffer {
  const bytes = Buffer.allocUnsafe(vector.length * 4)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let index = 0; index < vector.length; index += 1) view.setFloat32(index * 4, vector[index] ?? 0, true)
  return bytes
}

export function unpackVector(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const vector = new Float32Array(bytes.byteLength >> 2)
  for (let index = 0; index < vector.length; index += 1) vector[index] = view.getFloat32(index * 4, true)
  return vector
}
