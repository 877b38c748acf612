/**
 * Passages as bytes, to be stored. Little endian, version 2:
 *
 *     magic "PSG" · version u8 · count u32 · dimensions u32 · postings u32
 *     scales f32 × count · terms u32 × postings · passages u16 × postings · counts u16 × postings
 *     vectors i8 × (count × dimensions)
 */
import { packPassages } from './passages.ts'
import type { Passage, PassageList } from './passages.ts'

const MAGIC_AND_VERSION = 0x02475350
const HEADER_BYTES = 16

export function encodePassages(passages: readonly Passage[]): Uint8Array<ArrayBuffer> {
  return encodePassageList(packPassages(passages))
}

export function encodePassageList(list: PassageList): Uint8Array<ArrayBuffer> {
  const { count, dimensions, postingTerms, postingPassages, postingCounts } = list
  const bytes = new Uint8Array(sizeOf(count, dimensions, postingTerms.length))
  const view = new DataView(bytes.buffer)
  for (const [index, word] of [MAGIC_AND_VERSION, count, dimensions, postingTerms.length].entries()) {
    view.setUint32(index * 4, word, true)
  }
  let at = HEADER_BYTES
  for (const scale of list.scales) at = (view.setFloat32(at, scale, true), at + 4)
  for (const term of postingTerms) at = (view.setUint32(at, term, true), at + 4)
  for (const passage of postingPassages) at = (view.setUint16(at, passage, true), at + 2)
  for (const times of postingCounts) at = (view.setUint16(at, times, true), at + 2)
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
  const [count, dimensions, postings] = [view.getUint32(4, true), view.getUint32(8, true), view.getUint32(12, true)]
  const size = sizeOf(count, dimensions, postings)
  if (bytes.length !== size) throw new RangeError(`Passages: ${bytes.length} bytes instead of ${size}`)
  const scales = new Float32Array(count)
  const postingTerms = new Uint32Array(postings)
  const postingPassages = new Uint16Array(postings)
  const postingCounts = new Uint16Array(postings)
  let at = HEADER_BYTES
  for (let index = 0; index < count; index += 1, at += 4) scales[index] = view.getFloat32(at, true)
  for (let index = 0; index < postings; index += 1, at += 4) postingTerms[index] = view.getUint32(at, true)
  for (let index = 0; index < postings; index += 1, at += 2) postingPassages[index] = view.getUint16(at, true)
  for (let index = 0; index < postings; index += 1, at += 2) postingCounts[index] = view.getUint16(at, true)
  const vectors = new Int8Array(bytes.buffer, bytes.byteOffset + at, count * dimensions)
  const lengths = new Uint32Array(count)
  const list = { count, dimensions, vectors, scales, lengths, postingTerms, postingPassages, postingCounts }
  requireSound(list)
  for (let index = 0; index < postings; index += 1) {
    const passage = postingPassages[index] as number
    lengths[passage] = (lengths[passage] as number) + (postingCounts[index] as number)
  }
  return list
}

function sizeOf(count: number, dimensions: number, postings: number): number {
  return HEADER_BYTES + 4 * count + 8 * postings + count * dimensions
}

/** Loops trust these bounds and this order. */
function requireSound({ count, scales, postingTerms, postingPassages, postingCounts }: PassageList): void {
  for (const scale of scales) {
    if (!(scale >= 0 && scale <= 1)) throw new RangeError('Passages: a scale is out of bounds')
  }
  for (let index = 0; index < postingTerms.length; index += 1) {
    const passage = postingPassages[index] as number
    if (passage >= count || postingCounts[index] === 0) throw new RangeError('Passages: a posting is out of bounds')
    const step = (postingTerms[index] as number) - (postingTerms[index - 1] ?? -1)
    if (step < 0 || (step === 0 && passage <= (postingPassages[index - 1] ?? -1))) {
      throw new RangeError('Passages: postings are unordered')
    }
  }
}
