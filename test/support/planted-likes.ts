/** Small data whose truth is known, as a fit takes them. */
import { cellOf, planted, shuffled, small, sparseMatrix } from '../../src/engine/index.ts'
import type { PlantedEvents, PlantedShape, SparseMatrix } from '../../src/engine/index.ts'
import { matrixOrder } from '../../src/items/fitting/matrix-order.ts'
import type { RowGroups } from '../../src/items/fitting/sources.ts'

export interface PlantedLikes {
  readonly matrix: SparseMatrix
  /** Of each entry, in milliseconds. */
  readonly times: Float64Array<ArrayBuffer>
  readonly groups: RowGroups
  readonly events: PlantedEvents
  readonly titles: readonly string[]
  readonly categories: readonly string[]
}

/** Half a second of work. */
export const tiny: PlantedShape = { ...small, rows: 600, columns: 200, events: 9000, clusters: 12 }

export function plantedLikes(shape: PlantedShape = tiny, { isShuffled = false, seed = 1 } = {}): PlantedLikes {
  const data = planted(shape, seed)
  const events = isShuffled ? shuffled(data.events, seed) : data.events
  const places = { rows: events.rows, columns: events.columns }
  const order = matrixOrder(places, shape)
  const sizes = { genders: shape.genderShares.length, ages: shape.ageShares.length }
  const known = (value: number | undefined): number | null => (value === undefined || value < 0 ? null : value)
  const cells = Uint32Array.from({ length: shape.rows }, (_, row) =>
    cellOf(sizes, { gender: known(data.genders[row]), age: known(data.ages[row]) }),
  )
  return {
    matrix: sparseMatrix(shape, places),
    times: Float64Array.from(order, (event) => (events.times[event] as number) * 1000),
    groups: { ...sizes, cells },
    events,
    titles: data.titles,
    categories: data.categories,
  }
}
