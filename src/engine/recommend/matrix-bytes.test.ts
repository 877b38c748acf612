import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeArrays, encodeArrays } from './matrix-bytes.ts'

const format = { name: 'TEST', version: 3, kinds: ['u32', 'i8', 'f32'] } as const
const some = (): [Uint32Array, Int8Array, Float32Array] => [
  Uint32Array.of(1, 2 ** 32 - 1, 7),
  Int8Array.of(-5, 127, 0),
  Float32Array.of(0.5, -0.25),
]

test('what is encoded is decoded', () => {
  const arrays = fc.tuple(fc.uint32Array(), fc.int8Array(), fc.float32Array({ noNaN: true }))
  fc.assert(
    fc.property(arrays, (given) => {
      expect(decodeArrays(format, encodeArrays(format, given))).toEqual(given)
    }),
  )
})

test('the layout is little endian, as documented', () => {
  const bytes = encodeArrays(format, some())
  expect([...bytes.subarray(0, 20)]).toEqual([0x54, 0x45, 0x53, 0x54, 3, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0])
  expect([...bytes.subarray(24, 36)]).toEqual([1, 0, 0, 0, 255, 255, 255, 255, 7, 0, 0, 0])
  expect([...bytes.subarray(40, 43)]).toEqual([251, 127, 0])
  expect(bytes.length).toBe(56)
})

test('arrays are views, so that nothing large is copied', () => {
  const bytes = encodeArrays(format, some())
  for (const array of decodeArrays(format, bytes)) expect(array.buffer).toBe(bytes.buffer)
})

test('bytes from the middle of a larger buffer are read as well, at any alignment', () => {
  const bytes = encodeArrays(format, some())
  for (const offset of [1, 2, 4, 8, 13]) {
    const buffer = new Uint8Array(bytes.length + 16)
    buffer.set(bytes, offset)
    expect(decodeArrays(format, buffer.subarray(offset, offset + bytes.length))).toEqual(some())
  }
})

test('bytes that were cut or made longer are refused', () => {
  const bytes = encodeArrays(format, some())
  for (let length = 0; length < bytes.length; length += 1) {
    expect(() => decodeArrays(format, bytes.subarray(0, length))).toThrow(RangeError)
  }
  expect(() => decodeArrays(format, new Uint8Array([...bytes, 0]))).toThrow('bytes instead of')
})

test('another name and another version are refused', () => {
  const bytes = encodeArrays(format, some())
  expect(() => decodeArrays({ ...format, version: 4 }, bytes)).toThrow('another format or version')
  expect(() => decodeArrays({ ...format, name: 'TOST' }, bytes)).toThrow(RangeError)
})

test('no bytes at all make the reader do anything but answer or refuse', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (bytes, hasHeader) => {
      if (hasHeader) bytes.set([0x54, 0x45, 0x53, 0x54, 3, 0, 0, 0].slice(0, bytes.length))
      try {
        const size = decodeArrays(format, bytes).reduce((sum, { byteLength }) => sum + byteLength, 0)
        expect(size).toBeLessThanOrEqual(bytes.length)
      } catch (problem) {
        expect(problem).toBeInstanceOf(RangeError)
      }
    }),
  )
})
