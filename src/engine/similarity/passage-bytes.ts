/**
 * Passages as bytes, to be stored. Little endian, version 1:
 *
 *     magic "PSG" · version u8 · count u32 · dimensions u32 · terms u32
 *     scales f32 × count · term ends u32 × count · term ids u32 × terms · vectors i8 × (count × dimensions)
 */
import { packVectors, postingsOf } from './passages.ts'
import type { Passage, PassageList } from './passages.ts'

const MAGIC_AND_VERSION = 0x01475350
const HEADER_BYTES = 16

export function encodePassages(passages: readonly Passage[]): Uint8Array<ArrayBuffer> {
  const { count, dimensions, scales, vectors } = packVectors(passages)
  const terms = passages.flatMap((passage) => Array.from(passage.terms.toSorted()))
  const bytes = new Uint8Array(sizeOf(count, dimensions, terms.length))
  const view = new DataView(bytes.buffer)
  for (const [index, word] of [MAGIC_AND_VERSION, count, dimensions, terms.length].entries()) {
    view.setUint32(index * 4, word, true)
  }
  let at = HEADER_BYTES
  for (const scale of scales) at = (view.setFloat32(at, scale, true), at + 4)
  let end = 0
  for (const passage of passages) {
    end += passage.terms.length
    view.setUint32(at, end, true)
    at += 4
  }
  for (const term of terms) at = (view.setUint32(at, term, true), at + 4)
  bytes.set(new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength), at)
  return bytes
}

/**
 * Reads what `encodePassages` wrote. The vectors are a view of `bytes`, not a copy: whoever changes `bytes` afterwards
 * changes them. Throws a RangeError for anything else than a whole list of this version.
 */
export function decodePassages(bytes: Uint8Array): PassageList {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < HEADER_BYTES) throw new RangeError('Passages: cut short')
  if (view.getUint32(0, true) !== MAGIC_AND_VERSION) throw new RangeError('Passages: unknown version')
  const [count, dimensions, terms] = [view.getUint32(4, true), view.getUint32(8, true), view.getUint32(12, true)]
  const size = sizeOf(count, dimensions, terms)
  if (bytes.length !== size) throw new RangeError(`Passages: ${bytes.length} bytes instead of ${size}`)
  const scales = new Float32Array(count)
  const ends = new Uint32Array(count)
  const termIds = new Uint32Array(terms)
  let at = HEADER_BYTES
  for (let index = 0; index < count; index += 1, at += 4) scales[index] = view.getFloat32(at, true)
  for (let index = 0; index < count; index += 1, at += 4) ends[index] = view.getUint32(at, true)
  for (let index = 0; index < terms; index += 1, at += 4) termIds[index] = view.getUint32(at, true)
  requireScales(scales)
  const vectors = new Int8Array(bytes.buffer, bytes.byteOffset + at, count * dimensions)
  return { count, dimensions, vectors, scales, ...postingsOf(termIds, lengthsOf(ends, terms)) }
}

function sizeOf(count: number, dimensions: number, terms: number): number {
  return HEADER_BYTES + 8 * count + 4 * terms + count * dimensions
}

function requireScales(scales: Float32Array): void {
  for (const scale of scales) {
    if (!(scale >= 0 && scale <= 1)) throw new RangeError('Passages: a scale is out of bounds')
  }
}

/** Loops trust that they add up to all terms. */
function lengthsOf(ends: Uint32Array, terms: number): Uint32Array {
  const lengths = new Uint32Array(ends.length)
  let start = 0
  for (const [index, end] of ends.entries()) {
    if (end < start || end > terms) throw new RangeError('Passages: terms are out of bounds')
    lengths[index] = end - start
    start = end
  }
  if (start !== terms) throw new RangeError('Passages: terms are left over')
  return lengths
}
