import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { gatherer } from './blend-candidates.ts'
import type { HeldOut } from './blend-candidates.ts'
import { blendedNdcg, exactShare } from './blend-judge.ts'
import { addOnScale, scaleOf } from './blend-scale.ts'
import { qualityOf } from './metrics.ts'
import { seededRandom } from './random.ts'
import { topK } from './top-k.ts'

const COLUMNS = 60

/** Three sources of chance, of different scales, the second with long tails. */
function listsOf(row: number): readonly Float32Array[] {
  const random = seededRandom(row + 1)
  return [
    Float32Array.from({ length: COLUMNS }, random),
    Float32Array.from({ length: COLUMNS }, () => 1000 * random() ** 8),
    Float32Array.from({ length: COLUMNS }, () => -0.5 + random() / 100),
  ]
}

const gather = (depth: number) =>
  gatherer({
    columns: COLUMNS,
    sources: 3,
    depth,
    scoreSource: ({ row }, source, scores) => scores.set(listsOf(row)[source] as Float32Array),
  })

const heldOut: readonly HeldOut[] = Array.from({ length: 30 }, (_, row) => ({
  row,
  known: Uint32Array.of(row, row + 20),
  wanted: Uint32Array.of(row + 3, row + 9, row + 25),
}))

/** By whole lists. */
function ndcgOf({ row, known, wanted }: HeldOut, weights: readonly number[], k: number): number {
  const blended = new Float32Array(COLUMNS)
  for (const [source, list] of listsOf(row).entries()) addOnScale(blended, list, weights[source] as number)
  return qualityOf(topK(blended, k, known), wanted, k).ndcg
}

test('few candidates give the figures of whole lists, where they are said to be exact', () => {
  const weight = fc.nat(16).map((steps) => steps / 16)
  fc.assert(
    fc.property(fc.tuple(weight, weight, weight), fc.integer({ min: 1, max: 6 }), (weights, k) => {
      for (const each of heldOut) {
        const candidates = [gather(12)(each)]
        if (exactShare(candidates, weights, k) < 1) continue
        expect(blendedNdcg(candidates, weights, k)[0]).toBeCloseTo(ndcgOf(each, weights, k), 5)
      }
    }),
    { numRuns: 30, seed: 1 },
  )
})

test('the figures of a single source are always exact, and those of a blend mostly', () => {
  const rows = heldOut.map(gather(12))
  expect(exactShare(rows, [0, 1, 0], 5)).toBe(1)
  expect(exactShare(rows, [0, 0, 0], 5)).toBe(0)
  expect(exactShare(rows, [1, 1, 1], 5)).toBeGreaterThan(0)
  expect(exactShare(rows, [1, 1, 1], 5)).toBeLessThan(1)
  expect(exactShare(heldOut.map(gather(COLUMNS)), [1, 1, 1], 5)).toBe(1)
  expect(exactShare([], [1, 1, 1], 5)).toBe(1)
})

test('what is wanted is kept, what is known is not, and columns ascend', () => {
  for (const each of heldOut) {
    const { columns, scores, wanted } = gather(4)(each)
    const kept = [...columns]
    expect(kept).toEqual(kept.toSorted((one, other) => one - other))
    expect(Array.from(wanted, (at) => kept[at])).toEqual([...each.wanted])
    expect(kept.filter((column) => each.known.includes(column))).toEqual([])
    expect(scores.map((list) => list.length)).toEqual([kept.length, kept.length, kept.length])
    expect(kept.length).toBeLessThanOrEqual(15)
  }
})

test('a list keeps its order on the common scale, and its factor does not matter', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(100), { minLength: 2, maxLength: 30 }),
      fc.constantFrom(0.01, 1, 4096),
      (list, factor) => {
        const [one, other] = [new Float32Array(list.length), new Float32Array(list.length)]
        addOnScale(one, Float32Array.from(list), 1)
        addOnScale(
          other,
          Float32Array.from(list, (score) => score * factor),
          1,
        )
        for (const [at, score] of one.entries()) expect(other[at]).toBeCloseTo(score, 3)
        if (new Set(list).size > 1) expect(scaleOf(one)).toBeCloseTo(1, 3)
      },
    ),
  )
})

test('a list in which all are equal says nothing, and what is no number does not spoil the scale', () => {
  const target = Float32Array.of(1, 2, 3)
  addOnScale(target, new Float32Array(3).fill(0.1), 5)
  addOnScale(target, Float32Array.of(3, 1, 2), 0)
  expect([...target]).toEqual([1, 2, 3])
  expect(scaleOf(new Float32Array())).toBe(0)
  expect(scaleOf(Float32Array.of(1e6 + 1, 1e6 + 1, 1e6 + 1))).toBe(0)
  expect(scaleOf(Float32Array.of(0, 2, Number.NaN, Infinity, -Infinity))).toBe(1)
})
