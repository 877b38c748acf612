import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ascend, bestAlone } from './blend-ascent.ts'
import type { Ascent } from './blend-ascent.ts'
import type { Candidates } from './blend-candidates.ts'
import { blendedNdcg } from './blend-judge.ts'
import { meanOf } from './bootstrap.ts'
import { qualityOf } from './metrics.ts'
import { seededRandom } from './random.ts'
import { topK } from './top-k.ts'

const SIZE = 40

/** Rows of chance; in a share of them each source puts what is wanted first. */
function rowsOf(shares: readonly number[], count: number, seed: number): Candidates[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => {
    const wanted = Uint32Array.of(Math.floor(random() * SIZE))
    const scores = shares.map((share) => {
      const list = Float32Array.from({ length: SIZE }, random)
      if (random() < share) list[wanted[0] as number] = 1.5
      return list
    })
    const columns = Uint32Array.from({ length: SIZE }, (_, column) => column)
    return { columns, scores, ceilings: shares.map(() => -Infinity), wanted }
  })
}

const ascentOf = (rows: readonly Candidates[]): Ascent => ({ rows, sources: rows[0]?.scores.length ?? 0, k: 20 })

test('the best alone is the one that is right most often, and the first of equals', () => {
  expect(bestAlone(ascentOf(rowsOf([0.2, 0.6, 0.4], 300, 1))).weights).toEqual([0, 1, 0])
  const twins = rowsOf([0.5], 50, 2).map((row) => ({
    ...row,
    scores: [row.scores[0], row.scores[0]] as Float32Array[],
  }))
  expect(bestAlone(ascentOf(twins)).weights).toEqual([1, 0])
})

test('the way leads up: what is reached is never below the best alone, and weights add to 1', () => {
  const share = fc.nat(4).map((quarters) => quarters / 4)
  fc.assert(
    fc.property(fc.array(share, { minLength: 1, maxLength: 4 }), fc.nat(1000), (shares, seed) => {
      const ascent = ascentOf(rowsOf(shares, 30, seed))
      const { weights, ndcg } = ascend(ascent)
      expect(meanOf(ndcg)).toBeGreaterThanOrEqual(meanOf(bestAlone(ascent).ndcg))
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9)
      expect(weights.every((weight) => weight >= 0)).toBe(true)
      expect([...ndcg]).toEqual([...blendedNdcg(ascent.rows, weights, 20)])
    }),
    { numRuns: 40 },
  )
})

test('two sources that are right of different rows are both taken', () => {
  const { weights } = ascend(ascentOf(rowsOf([0.4, 0.4], 400, 3)))
  expect(Math.min(...weights)).toBeGreaterThan(0.1)
})

test('a source that is never right is seldom taken, and then for little', () => {
  const taken = Array.from(
    { length: 12 },
    (_, seed) => ascend(ascentOf(rowsOf([0.7, 0], 200, seed + 10))).weights[1] ?? 0,
  )
  expect(taken.filter((weight) => weight > 0).length).toBeLessThan(6)
  expect(Math.max(...taken)).toBeLessThan(0.5)
})

test('places that are counted are those of the list', () => {
  const score = fc.constantFrom(0, 1, 2, 3, -1, Number.NaN, -Infinity)
  const list = fc.array(score, { minLength: 12, maxLength: 12 }).map((scores) => Float32Array.from(scores))
  const wanted = fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(list, wanted, fc.integer({ min: 1, max: 12 }), (scores, places, k) => {
      const columns = Uint32Array.from({ length: 12 }, (_, column) => column)
      const row = { columns, scores: [scores], ceilings: [-Infinity], wanted: Uint32Array.from(places).sort() }
      expect(blendedNdcg([row], [1], k)[0]).toBeCloseTo(qualityOf(topK(scores, k), row.wanted, k).ndcg, 12)
    }),
    { numRuns: 500 },
  )
})

test('a source of weight 0 is not looked at', () => {
  const [row] = rowsOf([1, 0], 1, 4) as [Candidates]
  const spoilt = { ...row, scores: [row.scores[0] as Float32Array, new Float32Array(SIZE).fill(Number.NaN)] }
  expect(blendedNdcg([spoilt], [1, 0], 20)).toEqual(blendedNdcg([row], [1, 0], 20))
})
