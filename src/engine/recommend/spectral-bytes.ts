/** Spectral models as bytes, to be stored. */
import { decodeArrays, encodeArrays } from './matrix-bytes.ts'
import type { SpectralModel } from './spectral-model.ts'

/** Singular values, degrees, scales, vectors. */
const FORMAT = { name: 'SPEC', version: 1, kinds: ['f32', 'f32', 'f32', 'i8'] } as const

export function encodeSpectral({ singularValues, degrees, vectors }: SpectralModel): Uint8Array<ArrayBuffer> {
  return encodeArrays(FORMAT, [singularValues, degrees, vectors.scales, vectors.vectors])
}

/** Reads what `encodeSpectral` wrote; arrays are views where they can be. Throws a RangeError for anything else. */
export function decodeSpectral(bytes: Uint8Array): SpectralModel {
  const [singularValues, degrees, scales, vectors] = decodeArrays(FORMAT, bytes)
  const [columns, length] = [degrees.length, singularValues.length]
  if (scales.length !== columns || vectors.length !== columns * length) {
    throw new RangeError('Spectral model: its parts do not fit together')
  }
  if (![singularValues, degrees, scales].every(areSizes) || singularValues.includes(0)) {
    throw new RangeError('Spectral model: a number is out of bounds')
  }
  return { columns, singularValues, degrees, vectors: { length, scales, vectors } }
}

const areSizes = (numbers: Float32Array): boolean => numbers.every((number) => number >= 0 && number < Infinity)
