/** Named arrays of numbers in one stretch of bytes, read back as views: nothing is copied, however much it is. */

const kinds = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const

type Kind = keyof typeof kinds
export type Numbers =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
export type NamedArrays = Readonly<Record<string, Numbers>>

/** Where each array lies, in the order of the bytes. */
type Contents = readonly (readonly [name: string, kind: Kind, length: number])[]

/** Bytes of the word that says how long the contents are, in little endian. */
const WORD = 4
/** No array has wider numbers, so each may begin where this many bytes are full. */
const STEP = 8

const stepped = (at: number): number => Math.ceil(at / STEP) * STEP

/** Numbers are kept as the machine has them: little endian, as on every machine that runs this. */
export function packArrays(arrays: NamedArrays): Uint8Array<ArrayBuffer> {
  const contents: Contents = Object.entries(arrays).map(([name, array]) => [name, kindOf(array), array.length])
  const head = new TextEncoder().encode(JSON.stringify(contents))
  const begin = stepped(WORD + head.length)
  const size = Object.values(arrays).reduce((at, { byteLength }) => stepped(at + byteLength), begin)
  const bytes = new Uint8Array(size)
  new DataView(bytes.buffer).setUint32(0, head.length, true)
  bytes.set(head, WORD)
  let at = begin
  for (const { buffer, byteOffset, byteLength } of Object.values(arrays)) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at)
    at = stepped(at + byteLength)
  }
  return bytes
}

/** Views of `bytes`, which must begin where a buffer does. Throws a RangeError for bytes that are no packed arrays. */
export function unpackArrays({ buffer, byteOffset, byteLength }: Uint8Array): NamedArrays {
  if (byteOffset % STEP !== 0) throw new RangeError('Packed arrays: the bytes begin in the middle of a number')
  const { contents, begin } = readContents(new Uint8Array(buffer, byteOffset, byteLength))
  const arrays: Record<string, Numbers> = {}
  let at = begin
  for (const [name, kind, length] of contents) {
    const { BYTES_PER_ELEMENT } = kinds[kind]
    if (at + length * BYTES_PER_ELEMENT > byteLength) throw new RangeError('Packed arrays: the end is missing')
    arrays[name] = new kinds[kind](buffer as ArrayBuffer, byteOffset + at, length)
    at = stepped(at + length * BYTES_PER_ELEMENT)
  }
  return arrays
}

function readContents(bytes: Uint8Array): { readonly contents: Contents; readonly begin: number } {
  if (bytes.length < WORD) throw new RangeError('Packed arrays: the beginning is missing')
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  try {
    const head = new TextDecoder('utf-8', { fatal: true }).decode(bytes.slice(WORD, WORD + length))
    return { contents: JSON.parse(head) as Contents, begin: stepped(WORD + length) }
  } catch (error) {
    throw new RangeError('Packed arrays: what they hold cannot be read', { cause: error })
  }
}

function kindOf(array: Numbers): Kind {
  const found = (Object.keys(kinds) as Kind[]).find((kind) => array instanceof kinds[kind])
  if (!found) throw new RangeError('Packed arrays: an array of another kind')
  return found
}
