/// <reference lib="esnext.float16" />
/** Arrays in PostgreSQL's binary format: a million vectors as text take minutes. */

/** Object ids of types that never change; that of an extension's type is asked for. */
export const byteaOid = 17

/**
 * One dimension, any element type: the number of dimensions, whether there are nulls, the element's type, the length
 * and the first index, then each element behind its length (`array_send` in src/backend/utils/adt/arrayfuncs.c).
 */
export function binaryArray(elementOid: number, elements: readonly (Uint8Array | null)[]): Buffer {
  const size = elements.reduce((sum, element) => sum + 4 + (element?.length ?? 0), 20)
  const bytes = Buffer.allocUnsafe(size)
  const hasNulls = elements.includes(null) ? 1 : 0
  for (const [index, word] of [1, hasNulls, elementOid, elements.length, 1].entries())
    bytes.writeInt32BE(word, index * 4)
  let at = 20
  for (const element of elements) {
    at = bytes.writeInt32BE(element?.length ?? -1, at)
    if (element) bytes.set(element, at)
    at += element?.length ?? 0
  }
  return bytes
}

/** The dimensions, an unused word, then each component as a half (`halfvec_send` of pgvector). */
export function binaryHalfvec(vector: Float32Array): Buffer {
  const bytes = Buffer.allocUnsafe(4 + 2 * vector.length)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  view.setUint16(0, vector.length)
  view.setUint16(2, 0)
  for (let index = 0; index < vector.length; index += 1) view.setFloat16(4 + 2 * index, vector[index] as number)
  return bytes
}
