/** Arithmetic of embeddings. Vectors are Float32Arrays of one length; zero vectors and other lengths are looked out for. */

/** Throws a RangeError when the lengths differ: such vectors come from different models and have no angle. */
export function dot(left: Float32Array, right: Float32Array): number {
  requireSameLength(left, right)
  let sum = 0
  for (let index = 0; index < left.length; index += 1) sum += (left[index] as number) * (right[index] as number)
  return sum
}

export const norm = (vector: Float32Array): number => Math.sqrt(dot(vector, vector))

/** A new vector of length 1 in the same direction; the zero vector, which has none, stays zero. */
export function normalise(vector: Float32Array): Float32Array<ArrayBuffer> {
  const length = norm(vector)
  const scale = length > 0 && Number.isFinite(length) ? 1 / length : 0
  return Float32Array.from(vector, (value) => (scale === 0 ? 0 : value * scale))
}

/** −1..1; 0 when either is the zero vector. */
export function cosine(left: Float32Array, right: Float32Array): number {
  const product = dot(left, right)
  const lengths = norm(left) * norm(right)
  return lengths > 0 && Number.isFinite(lengths) ? Math.max(-1, Math.min(1, product / lengths)) : 0
}

/** The component-wise mean; null for no vectors. */
export function mean(vectors: readonly Float32Array[]): Float32Array<ArrayBuffer> | null {
  const [first] = vectors
  if (!first) return null
  const sum = new Float32Array(first.length)
  for (const vector of vectors) addScaled(sum, vector, 1 / vectors.length)
  return sum
}

/** Adds `scale` times `vector` to `target`, in place. */
export function addScaled(target: Float32Array, vector: Float32Array, scale: number): void {
  requireSameLength(target, vector)
  for (let index = 0; index < target.length; index += 1) {
    target[index] = (target[index] as number) + scale * (vector[index] as number)
  }
}

function requireSameLength(left: Float32Array, right: Float32Array): void {
  if (left.length !== right.length) throw new RangeError(`Vectors of ${left.length} and ${right.length} dimensions`)
}
