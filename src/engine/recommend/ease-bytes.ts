/** EASE models as bytes, to be stored. */
import type { EaseModel } from './ease.ts'
import { decodeArrays, encodeArrays } from './matrix-bytes.ts'

/** The number of columns, items, weights. */
const FORMAT = { name: 'EASE', version: 1, kinds: ['u32', 'u32', 'f32'] } as const

export function encodeEase({ columns, items, weights }: EaseModel): Uint8Array<ArrayBuffer> {
  return encodeArrays(FORMAT, [Uint32Array.of(columns), items, weights])
}

/** Reads what `encodeEase` wrote; arrays are views where they can be. Throws a RangeError for anything else. */
export function decodeEase(bytes: Uint8Array): EaseModel {
  const [shape, items, weights] = decodeArrays(FORMAT, bytes)
  const columns = shape[0] ?? 0
  if (shape.length !== 1 || weights.length !== items.length ** 2) {
    throw new RangeError('EASE: its parts do not fit together')
  }
  if (items.some((item, at) => item >= columns || (at > 0 && item <= (items[at - 1] as number)))) {
    throw new RangeError('EASE: an item is out of bounds')
  }
  if (!weights.every(Number.isFinite)) throw new RangeError('EASE: a weight is no number')
  return { columns, items, weights }
}
