/** What planted data are drawn from: clusters of items, and what each group makes of them. */
import type { PlantedShape } from './planted-shape.ts'
import { gaussian } from './random.ts'
import type { Random } from './random.ts'

/** Chances that add up, to be drawn from by halving. */
export type Cumulative = Float64Array

export interface PlantedWorld {
  /** The cluster of each column; columns of a cluster follow each other, the most popular first. */
  readonly clusters: Uint16Array
  /** Where each cluster begins, and one more. */
  readonly starts: Uint32Array
  /** Over all columns, by popularity alone. */
  readonly anywhere: Cumulative
  /** Over clusters, for each cell gender × age. */
  readonly byCell: readonly Cumulative[]
  /** When each column appears, as a share of all days. */
  readonly births: Float64Array
}

export function plantedWorld(shape: PlantedShape, random: Random): PlantedWorld {
  const { columns, clusters: count } = shape
  const normal = gaussian(random)
  const attraction = Float64Array.from({ length: count }, () => Math.exp(shape.clusterSpread * normal()))
  const starts = startsOf(columns, attraction)
  const clusters = new Uint16Array(columns)
  for (let cluster = 0; cluster < count; cluster += 1) clusters.fill(cluster, starts[cluster], starts[cluster + 1])
  const births = Float64Array.from({ length: columns }, () => (random() < shape.newShare ? random() : 0))
  return {
    clusters,
    starts,
    births,
    anywhere: cumulative(popularities(shape, clusters, { starts, attraction })),
    byCell: cells(shape, attraction, normal),
  }
}

/** One of the places of `chances` between `from` and `to`, each as often as its chance says. */
export function drawn(chances: Cumulative, random: Random, { from = 0, to = chances.length } = {}): number {
  const low = from === 0 ? 0 : (chances[from - 1] as number)
  const wanted = low + random() * ((chances[to - 1] as number) - low)
  let [first, last] = [from, to - 1]
  while (first < last) {
    const middle = (first + last) >>> 1
    if ((chances[middle] as number) > wanted) last = middle
    else first = middle + 1
  }
  return first
}

export function cumulative(chances: ArrayLike<number>): Cumulative {
  let sum = 0
  return Float64Array.from(chances, (chance) => (sum += chance))
}

/** More popular clusters have more items, though not in proportion; each has one at least. */
function startsOf(columns: number, attraction: Float64Array): Uint32Array {
  const sums = cumulative(attraction.map(Math.sqrt))
  const total = sums.at(-1) as number
  const count = attraction.length
  const starts = new Uint32Array(count + 1)
  for (let cluster = 0; cluster < count; cluster += 1) {
    starts[cluster + 1] = cluster + 1 + Math.round(((columns - count) * (sums[cluster] as number)) / total)
  }
  return starts
}

/** A cluster's attraction, spread over its items by rank. */
function popularities(
  { columns, popularityExponent }: PlantedShape,
  clusters: Uint16Array,
  { starts, attraction }: { readonly starts: Uint32Array; readonly attraction: Float64Array },
): Float64Array {
  const ranks = Float64Array.from(clusters, (cluster, column) => column - (starts[cluster] as number) + 1)
  const weights = ranks.map((rank) => rank ** -popularityExponent)
  const sums = new Float64Array(attraction.length)
  for (let column = 0; column < columns; column += 1) sums[clusters[column] as number]! += weights[column] as number
  return weights.map((weight, column) => {
    const cluster = clusters[column] as number
    return (weight * (attraction[cluster] as number)) / (sums[cluster] as number)
  })
}

/** Gender and age each have a say in what a cluster is to a cell, and together half of one more. */
function cells(shape: PlantedShape, attraction: Float64Array, normal: Random): readonly Cumulative[] {
  const { genderShares, ageShares, groupStrength } = shape
  const says = (strength: number): Float64Array => attraction.map(() => strength * normal())
  const genders = genderShares.map(() => says(groupStrength))
  const ages = ageShares.map(() => says(groupStrength))
  return genders.flatMap((gender) =>
    ages.map((age) => {
      const both = says(groupStrength / 2)
      return cumulative(
        attraction.map((chance, cluster) => {
          const say = (gender[cluster] as number) + (age[cluster] as number) + (both[cluster] as number)
          return chance * Math.exp(say)
        }),
      )
    }),
  )
}
