/** Data whose truth is known: groups and tastes of rows, clusters of items, drift and noise. For evaluations and benches. */
import { sparse } from './planted-shape.ts'
import type { PlantedShape } from './planted-shape.ts'
import { labelOf } from './planted-titles.ts'
import { cumulative, drawn, plantedWorld } from './planted-world.ts'
import type { Cumulative, PlantedWorld } from './planted-world.ts'
import { gaussian, seededRandom } from './random.ts'
import type { Random } from './random.ts'

/** One event in each place, in no order. No row has a column twice. */
export interface PlantedEvents {
  readonly rows: Uint32Array
  readonly columns: Uint32Array
  /** Seconds since the beginning. */
  readonly times: Float64Array
  /** A place in `plantedTypes`. */
  readonly types: Uint8Array
}

export const plantedTypes = ['click', 'like'] as const

export interface Planted {
  readonly shape: PlantedShape
  readonly events: PlantedEvents
  /** Of each row; −1: not known, though it acts as the group that it is of. */
  readonly genders: Int8Array
  readonly ages: Int8Array
  /** The cell gender × age that each row is of, known or not: gender × number of ages + age. */
  readonly cells: Uint8Array
  /** The cluster that each row likes most at the beginning. */
  readonly favourites: Uint16Array
  /** The cluster of each column. */
  readonly clusters: Uint16Array
  readonly titles: readonly string[]
  readonly categories: readonly string[]
}

/** The same shape and seed give the same data everywhere. A million events take about a second. */
export function planted(shape: PlantedShape = sparse, seed = 1): Planted {
  const random = seededRandom(seed)
  const world = plantedWorld(shape, random)
  const groups = plantedGroups(shape, random)
  const tastes = plantedTastes(shape, { world, cells: groups.cells, random })
  const labels = Array.from(world.clusters, (cluster, column) => labelOf(column, cluster))
  return {
    shape,
    ...groups,
    events: plantedEvents(shape, { world, tastes, random }),
    favourites: Uint16Array.from({ length: shape.rows }, (_, row) => tastes[row * shape.tastes] as number),
    clusters: world.clusters,
    titles: labels.map(({ title }) => title),
    categories: labels.map(({ category }) => category),
  }
}

function plantedGroups(shape: PlantedShape, random: Random): Pick<Planted, 'genders' | 'ages' | 'cells'> {
  const [genderChances, ageChances] = [cumulative(shape.genderShares), cumulative(shape.ageShares)]
  const genders = new Int8Array(shape.rows)
  const ages = new Int8Array(shape.rows)
  const cells = new Uint8Array(shape.rows)
  for (let row = 0; row < shape.rows; row += 1) {
    const [gender, age] = [drawn(genderChances, random), drawn(ageChances, random)]
    cells[row] = gender * shape.ageShares.length + age
    genders[row] = random() < shape.knownShare ? gender : -1
    ages[row] = random() < shape.knownShare ? age : -1
  }
  return { genders, ages, cells }
}

interface Grounds {
  readonly world: PlantedWorld
  readonly cells: Uint8Array
  readonly random: Random
}

/** `tastes` clusters of each row, the favourite first. */
function plantedTastes({ rows, tastes }: PlantedShape, { world, cells, random }: Grounds): Uint16Array {
  const liked = new Uint16Array(rows * tastes)
  for (let at = 0; at < liked.length; at += 1) {
    const cell = cells[Math.floor(at / tastes)] as number
    liked[at] = drawn(world.byCell[cell] as Cumulative, random)
  }
  return liked
}

interface Drawing {
  readonly world: PlantedWorld
  readonly tastes: Uint16Array
  readonly random: Random
}

/** How often a column is drawn again that the row has, or that is not there yet. */
const TRIES = 12
const DAY_SECONDS = 86_400

function plantedEvents(shape: PlantedShape, drawing: Drawing): PlantedEvents {
  const { random } = drawing
  const activities = plantedActivities(shape, random)
  const count = activities.reduce((sum, activity) => sum + activity, 0)
  const events = {
    rows: new Uint32Array(count),
    columns: new Uint32Array(count),
    times: new Float64Array(count),
    types: new Uint8Array(count),
  }
  const takenBy = new Int32Array(shape.columns).fill(-1)
  let size = 0
  for (let row = 0; row < shape.rows; row += 1) {
    for (let left = activities[row] as number; left > 0; left -= 1) {
      const moment = random()
      const column = freeColumn(shape, drawing, { row, moment, takenBy })
      if (column === null) continue
      takenBy[column] = row
      events.rows[size] = row
      events.columns[size] = column
      events.times[size] = moment * shape.days * DAY_SECONDS
      events.types[size] = random() < shape.likeShare ? 1 : 0
      size += 1
    }
  }
  return {
    rows: events.rows.slice(0, size),
    columns: events.columns.slice(0, size),
    times: events.times.slice(0, size),
    types: events.types.slice(0, size),
  }
}

/** Log-normal above a minimum, scaled so that all together want `events`. */
function plantedActivities({ rows, events, activityMin, activitySpread }: PlantedShape, random: Random): Uint32Array {
  const normal = gaussian(random)
  const sizes = Float64Array.from({ length: rows }, () => Math.exp(activitySpread * normal()))
  const scale = Math.max(0, events - rows * activityMin) / sizes.reduce((sum, size) => sum + size, 0)
  return Uint32Array.from(sizes, (size) => Math.floor(activityMin + size * scale + random()))
}

interface Wish {
  readonly row: number
  /** 0..1 of all days. */
  readonly moment: number
  readonly takenBy: Int32Array
}

function freeColumn(shape: PlantedShape, drawing: Drawing, { row, moment, takenBy }: Wish): number | null {
  const { anywhere, births } = drawing.world
  for (let left = TRIES; left > 0; left -= 1) {
    const isNoise = drawing.random() < shape.noise
    const cluster = isNoise ? null : wantedCluster(shape, drawing, { row, moment })
    const column = drawn(anywhere, drawing.random, cluster === null ? {} : rangeOf(drawing.world, cluster))
    if (takenBy[column] !== row && (births[column] as number) <= moment) return column
  }
  return null
}

const rangeOf = ({ starts }: PlantedWorld, cluster: number) => ({
  from: starts[cluster] as number,
  to: starts[cluster + 1] as number,
})

/** One of the row's tastes, each half as likely as the one before, or a neighbour of it. */
function wantedCluster(
  { tastes, drift, spill, clusters }: PlantedShape,
  { tastes: liked, random }: Drawing,
  { row, moment }: { readonly row: number; readonly moment: number },
): number {
  let taste = 0
  while (taste < tastes - 1 && random() < 0.5) taste += 1
  // Whoever drifts has the favourite and the last change places, from a moment of its own on.
  const turn = ((row * 0.618_033_988_749) % 1) / drift
  if (moment > turn) taste = tastes - 1 - taste
  const cluster = liked[row * tastes + taste] as number
  if (random() >= spill) return cluster
  return (cluster + (random() < 0.5 ? 1 : clusters - 1)) % clusters
}
