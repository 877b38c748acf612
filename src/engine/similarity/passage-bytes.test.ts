import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodePassages, encodePassages } from './passage-bytes.ts'
import { packPassages } from './passages.ts'
import type { Passage } from './passages.ts'

const passages = (dimensions: number): fc.Arbitrary<Passage[]> =>
  fc.array(
    fc.record({
      vector: fc
        .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: dimensions, maxLength: dimensions })
        .map((values) => Float32Array.from(values)),
      terms: fc.uint32Array({ maxLength: 12 }).map((terms) => terms.sort()),
    }),
    { maxLength: 8 },
  )
const some: readonly Passage[] = [
  { vector: Float32Array.of(1, 2, 3), terms: Uint32Array.of(1, 2 ** 32 - 1) },
  { vector: Float32Array.of(-1, 0, 1), terms: Uint32Array.of(5) },
]

test('what is encoded is decoded', () => {
  fc.assert(
    fc.property(passages(5), (list) => {
      expect(decodePassages(encodePassages(list))).toEqual(packPassages(list))
    }),
  )
})

test('bytes from the middle of a larger buffer are read as well, at any alignment', () => {
  const bytes = encodePassages(some)
  for (const offset of [0, 1, 2, 3, 5]) {
    const buffer = new Uint8Array(bytes.length + 16)
    buffer.set(bytes, offset)
    expect(decodePassages(buffer.subarray(offset, offset + bytes.length))).toEqual(packPassages(some))
  }
})

test('vectors are a view, so that nothing large is copied', () => {
  const bytes = encodePassages(some)
  expect(decodePassages(bytes).vectors.buffer).toBe(bytes.buffer)
})

test('the layout is little endian, as documented', () => {
  const bytes = encodePassages(some)
  expect([...bytes.subarray(0, 16)]).toEqual([0x50, 0x53, 0x47, 1, 2, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0])
  expect([...bytes.subarray(24, 44)]).toEqual([2, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255, 5, 0, 0, 0])
  expect(bytes.length).toBe(16 + 2 * 8 + 3 * 4 + 2 * 3)
})

test('an empty list is sixteen bytes', () => {
  expect(encodePassages([]).length).toBe(16)
  expect(decodePassages(encodePassages([])).count).toBe(0)
})

test('bytes that were cut or made longer are refused', () => {
  const bytes = encodePassages(some)
  for (let length = 0; length < bytes.length; length += 1) {
    expect(() => decodePassages(bytes.subarray(0, length))).toThrow(RangeError)
  }
  expect(() => decodePassages(new Uint8Array([...bytes, 0]))).toThrow('bytes instead of')
})

test('another version is refused by name', () => {
  const bytes = encodePassages(some)
  bytes[3] = 2
  expect(() => decodePassages(bytes)).toThrow('unknown version')
})

const broken = (offset: number, word: number): Uint8Array => {
  const bytes = encodePassages(some)
  new DataView(bytes.buffer).setUint32(offset, word, true)
  return bytes
}

test('terms that point outside or are left over are refused', () => {
  expect(() => decodePassages(broken(24, 9))).toThrow('out of bounds')
  expect(() => decodePassages(broken(28, 2))).toThrow('left over')
})

test('a scale that is no length is refused', () => {
  for (const word of [0x7fc00000, 0x7f800000, 0xbf800000, 0x40000000]) {
    expect(() => decodePassages(broken(16, word))).toThrow('scale')
  }
})

test('no bytes at all make the reader do anything but answer or refuse', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (bytes, hasHeader) => {
      if (hasHeader) bytes.set([0x50, 0x53, 0x47, 1].slice(0, bytes.length))
      try {
        expect(decodePassages(bytes).vectors.length).toBeLessThanOrEqual(bytes.length)
      } catch (problem) {
        expect(problem).toBeInstanceOf(RangeError)
      }
    }),
  )
})
