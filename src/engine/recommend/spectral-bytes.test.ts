import { expect, test } from 'vitest'
import { decodeSpectral, encodeSpectral } from './spectral-bytes.ts'
import type { SpectralModel } from './spectral-model.ts'

const model: SpectralModel = {
  columns: 3,
  singularValues: Float32Array.of(1, 0.5),
  degrees: Float32Array.of(4, 0, 9),
  vectors: { length: 2, scales: Float32Array.of(0.1, 0, 0.3), vectors: Int8Array.of(1, -2, 0, 0, 127, -127) },
}

test('a model is the same after it was stored, its vectors a view', () => {
  const bytes = encodeSpectral(model)
  expect(decodeSpectral(bytes)).toEqual(model)
  expect(decodeSpectral(bytes).vectors.vectors.buffer).toBe(bytes.buffer)
})

test('a model of nothing is one', () => {
  const none = { ...model, columns: 0, degrees: new Float32Array(), singularValues: new Float32Array() }
  const empty = { ...none, vectors: { length: 0, scales: new Float32Array(), vectors: new Int8Array() } }
  expect(decodeSpectral(encodeSpectral(empty))).toEqual(empty)
})

test.each([
  ['one degree too few', { ...model, degrees: Float32Array.of(4, 0) }],
  ['one scale too many', { ...model, vectors: { ...model.vectors, scales: new Float32Array(4) } }],
  ['a component too few', { ...model, vectors: { ...model.vectors, vectors: new Int8Array(5) } }],
  ['a third singular value', { ...model, singularValues: Float32Array.of(1, 0.5, 0.1) }],
])('parts that do not fit together are refused: %s', (_what, broken) => {
  expect(() => decodeSpectral(encodeSpectral(broken))).toThrow('do not fit together')
})

test.each([
  ['a singular value of 0', { ...model, singularValues: Float32Array.of(1, 0) }],
  ['a negative degree', { ...model, degrees: Float32Array.of(4, -1, 9) }],
  ['a scale that is no number', { ...model, vectors: { ...model.vectors, scales: Float32Array.of(1, Number.NaN, 1) } }],
  ['an infinite one', { ...model, vectors: { ...model.vectors, scales: Float32Array.of(1, Infinity, 1) } }],
])('numbers that cannot be are refused: %s', (_what, broken) => {
  expect(() => decodeSpectral(encodeSpectral(broken))).toThrow('out of bounds')
})
