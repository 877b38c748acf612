/**
 * Typed arrays as bytes, to be stored. Little endian, as all processors that this runs on:
 *
 *     four letters · version u32 · numbers of entries, u32 for each array · the arrays, each at the next multiple of 8
 */

const HEADER_WORDS = 2
const ALIGNMENT = 8

/** What a format is called, how often it was changed, and which arrays it has in which order. */
export interface ArrayFormat<Kinds extends readonly ArrayKind[]> {
  /** Four letters. */
  readonly name: string
  readonly version: number
  readonly kinds: Kinds
}

const kinds = { u32: Uint32Array, f32: Float32Array, i8: Int8Array }

interface ArrayOfKind {
  readonly u32: Uint32Array
  readonly f32: Float32Array
  readonly i8: Int8Array
}
export type ArrayKind = keyof ArrayOfKind
type Arrays<Kinds extends readonly ArrayKind[]> = { [At in keyof Kinds]: ArrayOfKind[Kinds[At]] }

export function encodeArrays<const Kinds extends readonly ArrayKind[]>(
  format: ArrayFormat<Kinds>,
  arrays: Arrays<Kinds>,
): Uint8Array<ArrayBuffer> {
  const given = arrays as readonly (Uint32Array | Float32Array | Int8Array)[]
  const { places, size } = layOut(given.map(({ byteLength }) => byteLength))
  const bytes = new Uint8Array(size)
  const header = new Uint32Array(bytes.buffer, 0, HEADER_WORDS + given.length)
  header.set([nameWord(format.name), format.version, ...given.map(({ length }) => length)])
  for (const [at, { buffer, byteOffset, byteLength }] of given.entries()) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), places[at])
  }
  return bytes
}

/**
 * Reads what `encodeArrays` wrote. The arrays are views of `bytes`, unless these lie at an odd place in their buffer.
 * Throws a RangeError for anything else than the whole of this format.
 */
export function decodeArrays<const Kinds extends readonly ArrayKind[]>(
  format: ArrayFormat<Kinds>,
  bytes: Uint8Array,
): Arrays<Kinds> {
  const { buffer, byteOffset } = bytes.byteOffset % ALIGNMENT === 0 ? bytes : bytes.slice()
  const headerSize = 4 * (HEADER_WORDS + format.kinds.length)
  if (bytes.length < headerSize) throw new RangeError(`${format.name}: cut short`)
  const [name, version, ...lengths] = new Uint32Array(buffer, byteOffset, HEADER_WORDS + format.kinds.length)
  if (name !== nameWord(format.name) || version !== format.version) {
    throw new RangeError(`${format.name}: another format or version`)
  }
  const constructors = format.kinds.map((kind) => kinds[kind])
  const { places, size } = layOut(
    constructors.map(({ BYTES_PER_ELEMENT }, at) => BYTES_PER_ELEMENT * (lengths[at] as number)),
  )
  if (bytes.length !== size) throw new RangeError(`${format.name}: ${bytes.length} bytes instead of ${size}`)
  const arrays: unknown = constructors.map(
    (view, at) => new view(buffer as ArrayBuffer, byteOffset + (places[at] as number), lengths[at]),
  )
  return arrays as Arrays<Kinds>
}

/** Where arrays of so many bytes lie, and where the last one ends. */
function layOut(sizes: readonly number[]): { readonly places: readonly number[]; readonly size: number } {
  const places: number[] = []
  let size = 4 * (HEADER_WORDS + sizes.length)
  for (const bytes of sizes) {
    const place = Math.ceil(size / ALIGNMENT) * ALIGNMENT
    places.push(place)
    size = place + bytes
  }
  return { places, size }
}

const nameWord = (name: string): number =>
  new DataView(Uint8Array.from(name, (letter) => letter.charCodeAt(0)).buffer).getUint32(0, true)
