import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestLists, bestOf, KEY_SCALE } from './item-neighbours-best.ts'

type Pair = readonly [column: number, similarity: number]

const similarity = fc.oneof(fc.constantFrom(0.25, 0.5, 1), fc.float({ min: Math.fround(1e-6), max: 1, noNaN: true }))
const pairs = fc.uniqueArray(fc.tuple(fc.nat(KEY_SCALE - 1), similarity), {
  maxLength: 80,
  selector: ([column]) => column,
})

const sorted = (list: readonly Pair[], count: number): Pair[] =>
  list.toSorted(([one, first], [other, second]) => second - first || one - other).slice(0, count)

/** Adds as a search does: what is below the least is not offered. */
function collected(list: readonly Pair[], wanted: number): Pair[] {
  const lists = bestLists(2, wanted)
  for (const [column, value] of list) {
    if (value > (lists.least[1] as number)) lists.add(1, column, value)
  }
  const { indices, similarities } = lists.take(1)
  expect(lists.take(0).indices.length).toBe(0)
  return Array.from(indices, (column, at) => [column, similarities[at] as number])
}

test('a list holds the best of all that was added, the best first, and of equal ones the lower columns', () => {
  fc.assert(
    fc.property(pairs, fc.nat(20), (list, wanted) => {
      expect(collected(list, wanted)).toEqual(sorted(list, wanted))
    }),
    { numRuns: 500 },
  )
})

test('the order in which pairs are added does not matter', () => {
  fc.assert(
    fc.property(pairs, fc.integer({ min: 1, max: 9 }), (list, wanted) => {
      expect(collected(list.toReversed(), wanted)).toEqual(collected(list, wanted))
    }),
  )
})

test('of equal similarities without end the lowest columns stay', () => {
  const list = Array.from({ length: 1000 }, (_, column): Pair => [(column * 389) % 1000, 0.5])
  expect(collected(list, 3)).toEqual([
    [0, 0.5],
    [1, 0.5],
    [2, 0.5],
  ])
})

test('a key is exact for every column and every similarity of 32 bits', () => {
  const bits = new Uint32Array(1)
  const rounded = new Float32Array(bits.buffer)
  for (const [column, value] of [
    [0, 1e-30],
    [KEY_SCALE - 1, 0.1],
    [12_345, 3e38],
  ] as const) {
    rounded[0] = value
    const key = (bits[0] as number) * KEY_SCALE + (KEY_SCALE - 1 - column)
    expect(Number.isSafeInteger(key)).toBe(true)
    const { indices, similarities } = bestOf(Float64Array.of(key), 1)
    expect([indices[0], similarities[0]]).toEqual([column, Math.fround(value)])
  }
})
