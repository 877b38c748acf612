/** What a spectral model says of columns that came after it. */
import type { QuantisedVectors } from '../../engine/index.ts'
import { packArrays, unpackArrays } from './packed-arrays.ts'

export interface Folded {
  /** Of each of them the sum of its values. */
  readonly degrees: Float32Array
  readonly vectors: QuantisedVectors
}

export const packFolded = ({ degrees, vectors }: Folded): Uint8Array<ArrayBuffer> =>
  packArrays({ degrees, scales: vectors.scales, vectors: vectors.vectors })

/** A view of the bytes. @throws RangeError for bytes that are none of these */
export function unpackFolded(bytes: Uint8Array): Folded {
  const { degrees, scales, vectors } = unpackArrays(bytes)
  const isWhole = degrees instanceof Float32Array && scales instanceof Float32Array && vectors instanceof Int8Array
  if (!isWhole) throw new RangeError('What was folded in is not whole.')
  return { degrees, vectors: { length: scales.length > 0 ? vectors.length / scales.length : 0, scales, vectors } }
}
