import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { small } from './planted-shape.ts'
import type { PlantedShape } from './planted-shape.ts'
import { labelOf } from './planted-titles.ts'
import { cumulative, drawn, plantedWorld } from './planted-world.ts'
import { seededRandom } from './random.ts'

const world = (shape: Partial<PlantedShape> = {}, seed = 1) => plantedWorld({ ...small, ...shape }, seededRandom(seed))

/** What each place adds. */
const chancesOf = (sums: Float64Array): number[] => [...sums].map((sum, at) => sum - (sums[at - 1] ?? 0))

test('every column is in one cluster, clusters follow each other, and none is empty', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(60), fc.nat(1000), (clusters, more, seed) => {
      const { starts, clusters: of } = world({ clusters, columns: clusters + more }, seed)
      expect([starts[0], starts.at(-1)]).toEqual([0, clusters + more])
      for (let cluster = 0; cluster < clusters; cluster += 1)
        expect(starts[cluster + 1]).toBeGreaterThan(starts[cluster] ?? 0)
      for (const [column, cluster] of of.entries()) {
        expect((starts[cluster] ?? 0) <= column && column < (starts[cluster + 1] ?? 0)).toBe(true)
      }
    }),
  )
})

test('within a cluster chances fall by the power of the rank', () => {
  const { anywhere, starts } = world({ popularityExponent: 1 })
  const chances = chancesOf(anywhere)
  const first = starts[3] ?? 0
  for (const rank of [2, 3, 5]) expect((chances[first] ?? 0) / (chances[first + rank - 1] ?? 1)).toBeCloseTo(rank, 6)
})

test('without strength every group likes the same clusters, with it each has favourites', () => {
  const [same, other] = [world({ groupStrength: 0 }), world({ groupStrength: 1 })]
  expect(chancesOf(same.byCell[0] as Float64Array)).toEqual(chancesOf(same.byCell[7] as Float64Array))
  expect(chancesOf(other.byCell[0] as Float64Array)).not.toEqual(chancesOf(other.byCell[7] as Float64Array))
  expect(same.byCell.length).toBe(12)
})

test('the share of new items appears while time goes by, and the rest is there from the beginning', () => {
  const { births } = world({ newShare: 0.25 })
  expect(Math.abs(births.filter((birth) => birth > 0).length / small.columns - 0.25)).toBeLessThan(0.04)
  expect(births.every((birth) => birth >= 0 && birth < 1)).toBe(true)
  expect(world({ newShare: 0 }).births.every((birth) => birth === 0)).toBe(true)
})

test('whatever is drawn lies in its range and has a chance', () => {
  const chances = fc
    .array(fc.nat(5), { minLength: 1, maxLength: 12 })
    .filter((list) => list.some((chance) => chance > 0))
  fc.assert(
    fc.property(chances, fc.nat(1000), (list, seed) => {
      const random = seededRandom(seed)
      const [sums, from] = [cumulative(list), list.findIndex((chance) => chance > 0)]
      for (let draw = 0; draw < 20; draw += 1) {
        expect(list[drawn(sums, random)]).toBeGreaterThan(0)
        const place = drawn(sums, random, { from, to: list.length })
        expect(place >= from && place < list.length).toBe(true)
      }
    }),
  )
})

test('neighbouring clusters share a material, and a category holds several things', () => {
  const titles = Array.from({ length: 1200 }, (_, cluster) => labelOf(7, cluster))
  expect(new Set(titles.map(({ title }) => title)).size).toBe(1200)
  expect(titles[0]?.title.split(' ')[0]).toBe(titles[1]?.title.split(' ')[0])
  expect(new Set(titles.map(({ category }) => category)).size).toBeLessThan(25)
})
