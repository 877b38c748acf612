/**
 * Passages as bytes, to be stored. Little endian, version 1:
 *
 *     magic "PSG" · version u8 · count u32 · dimensions u32 · terms u32
 *     scales f32 × count · term ends u32 × count · term ids u32 × terms · vectors i8 × (count × dimensions)
 */
import { packPassages } from './passages.ts'
import type { Passage, PassageList } from './passages.ts'

const MAGIC_AND_VERSION = 0x01475350
const HEADER_BYTES = 16

export function encodePassages(passages: readonly Passage[]): Uint8Array<ArrayBuffer> {
  return encodePassageList(packPassages(passages))
}

export function encodePassageList(list: PassageList): Uint8Array<ArrayBuffer> {
  const { count, dimensions, termIds } = list
  const bytes = new Uint8Array(sizeOf(count, dimensions, termIds.length))
  const view = new DataView(bytes.buffer)
  for (const [index, word] of [MAGIC_AND_VERSION, count, dimensions, termIds.length].entries()) {
    view.setUint32(index * 4, word, true)
  }
  let at = HEADER_BYTES
  for (const scale of list.scales) at = (view.setFloat32(at, scale, true), at + 4)
  for (const end of list.termStarts.subarray(1)) at = (view.setUint32(at, end, true), at + 4)
  for (const term of termIds) at = (view.setUint32(at, term, true), at + 4)
  bytes.set(new Uint8Array(list.vectors.buffer, list.vectors.byteOffset, list.vectors.byteLength), at)
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
  const termStarts = new Uint32Array(count + 1)
  const termIds = new Uint32Array(terms)
  let at = HEADER_BYTES
  for (let index = 0; index < count; index += 1, at += 4) scales[index] = view.getFloat32(at, true)
  for (let index = 1; index <= count; index += 1, at += 4) termStarts[index] = view.getUint32(at, true)
  for (let index = 0; index < terms; index += 1, at += 4) termIds[index] = view.getUint32(at, true)
  const vectors = new Int8Array(bytes.buffer, bytes.byteOffset + at, count * dimensions)
  return requireSound({ count, dimensions, vectors, scales, termStarts, termIds })
}

function sizeOf(count: number, dimensions: number, terms: number): number {
  return HEADER_BYTES + 8 * count + 4 * terms + count * dimensions
}

/** Loops trust these bounds. */
function requireSound(list: PassageList): PassageList {
  const { count, scales, termStarts, termIds } = list
  for (let index = 0; index < count; index += 1) {
    const scale = scales[index] as number
    if (!(scale >= 0 && scale <= 1)) throw new RangeError('Passages: a scale is out of bounds')
    const [start, end] = [termStarts[index] as number, termStarts[index + 1] as number]
    if (start > end || end > termIds.length) throw new RangeError('Passages: terms are out of bounds')
    for (let at = start + 1; at < end; at += 1) {
      if ((termIds[at - 1] as number) > (termIds[at] as number)) throw new RangeError('Passages: terms are unordered')
    }
  }
  if ((termStarts[count] as number) !== termIds.length) throw new RangeError('Passages: terms are left over')
  return list
}
