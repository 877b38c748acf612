/** EASE models as bytes, to be stored. */
import type { EaseModel } from './ease.ts'
import { decodeArrays, encodeArrays } from './matrix-bytes.ts'
import { finish } from './steps.ts'
import type { Steps } from './steps.ts'

/** The number of columns, items, weights. */
const FORMAT = { name: 'EASE', version: 1, kinds: ['u32', 'u32', 'f32'] } as const

export function encodeEase({ columns, items, weights }: EaseModel): Uint8Array<ArrayBuffer> {
  return encodeArrays(FORMAT, [Uint32Array.of(columns), items, weights])
}

/** Reads what `encodeEase` wrote; arrays are views where they can be. Throws a RangeError for anything else. */
export const decodeEase = (bytes: Uint8Array): EaseModel => finish(decodingEase(bytes))

/** Weights that are looked at in one step. */
const WEIGHTS_A_STEP = 1 << 20

export function* decodingEase(bytes: Uint8Array): Steps<EaseModel> {
  const [shape, items, weights] = decodeArrays(FORMAT, bytes)
  const columns = shape[0] ?? 0
  if (shape.length !== 1 || weights.length !== items.length ** 2) {
    throw new RangeError('EASE: its parts do not fit together')
  }
  if (items.some((item, at) => item >= columns || (at > 0 && item <= (items[at - 1] as number)))) {
    throw new RangeError('EASE: an item is out of bounds')
  }
  for (let from = 0; from < weights.length; from += WEIGHTS_A_STEP) {
    if (!areFinite(weights.subarray(from, from + WEIGHTS_A_STEP))) throw new RangeError('EASE: a weight is no number')
    yield
  }
  return { columns, items, weights }
}

/** A sum of finite numbers in double precision is finite, and no other is. */
function areFinite(numbers: Float32Array): boolean {
  let sum = 0
  for (let at = 0; at < numbers.length; at += 1) sum += Math.abs(numbers[at] as number)
  return Number.isFinite(sum)
}
