import { expect, test } from 'vitest'
import { decodeEase, encodeEase } from './ease-bytes.ts'
import { encodeSpectral } from './spectral-bytes.ts'

const model = { columns: 5, items: Uint32Array.of(1, 4), weights: Float32Array.of(0, 0.5, -0.25, 0) }

test('a model is the same after it was stored, its weights a view', () => {
  const bytes = encodeEase(model)
  expect(decodeEase(bytes)).toEqual(model)
  expect(decodeEase(bytes).weights.buffer).toBe(bytes.buffer)
})

test.each([
  ['a weight too few', { ...model, weights: model.weights.subarray(0, 3) }, 'do not fit together'],
  ['an item that is not among the columns', { ...model, items: Uint32Array.of(1, 5) }, 'an item is out of bounds'],
  ['items that do not ascend', { ...model, items: Uint32Array.of(4, 1) }, 'an item is out of bounds'],
  ['an item twice', { ...model, items: Uint32Array.of(4, 4) }, 'an item is out of bounds'],
  ['a weight that is none', { ...model, weights: Float32Array.of(0, Number.NaN, 0, 0) }, 'a weight is no number'],
])('what cannot be is refused: %s', (_what, broken, words) => {
  expect(() => decodeEase(encodeEase(broken))).toThrow(words)
})

test('bytes of another model are refused', () => {
  const vectors = { length: 0, scales: new Float32Array(), vectors: new Int8Array() }
  const other = { columns: 0, singularValues: new Float32Array(), degrees: new Float32Array(), vectors }
  expect(() => decodeEase(encodeSpectral(other))).toThrow(RangeError)
})
