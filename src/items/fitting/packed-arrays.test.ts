import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packArrays, unpackArrays } from './packed-arrays.ts'

const arrays = fc.dictionary(
  fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'),
  fc.oneof(
    ...[fc.int8Array, fc.uint8Array, fc.int16Array, fc.uint16Array, fc.int32Array, fc.uint32Array].map((make) =>
      make({ maxLength: 20 }),
    ),
    fc.float32Array({ maxLength: 20 }),
    fc.float64Array({ maxLength: 20 }),
  ),
)

test('arrays of all kinds come back under their names', () => {
  fc.assert(
    fc.property(arrays, (given) => {
      expect({ ...unpackArrays(packArrays(given)) }).toEqual({ ...given })
    }),
  )
})

test('what is read is a view of the bytes', () => {
  const bytes = packArrays({ one: Uint8Array.of(1, 2, 3), two: Float64Array.of(1.5) })
  const { one, two } = unpackArrays(bytes)
  expect([one?.buffer, two?.buffer]).toEqual([bytes.buffer, bytes.buffer])
})

test('a part of a larger buffer is packed alone', () => {
  const part = Float32Array.of(1, 2, 3, 4).subarray(1, 3)
  expect(unpackArrays(packArrays({ part }))['part']).toEqual(Float32Array.of(2, 3))
})

test('bytes in shared memory are read as well', () => {
  const packed = packArrays({ one: Uint32Array.of(7) })
  const shared = new Uint8Array(new SharedArrayBuffer(packed.length))
  shared.set(packed)
  expect([...(unpackArrays(shared)['one'] ?? [])]).toEqual([7])
})

test.each([
  ['none', new Uint8Array()],
  ['too few', packArrays({ a: new Float64Array(3) }).slice(0, -8)],
  ['others', Uint8Array.of(9, 0, 0, 0, 1, 2, 3)],
  ['those that begin elsewhere', packArrays({ a: new Float64Array(3) }).subarray(4)],
])('bytes that are no packed arrays are refused: %s', (_, bytes) => {
  expect(() => unpackArrays(bytes)).toThrow(RangeError)
})
