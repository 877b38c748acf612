import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { gatherer } from './blend-candidates.ts'
import type { HeldOut } from './blend-candidates.ts'
import { blendedNdcg, exactShare } from './blend-judge.ts'
import { addOnScale } from './blend-scale.ts'
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
