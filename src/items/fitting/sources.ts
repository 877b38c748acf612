/** What else says something for an item, besides who likes what: what it is like, and how many like it. */
import { countGroups, groupOf, groupPopularity, openProducts } from '../../engine/index.ts'
import type { Scorer, SparseMatrix } from '../../engine/index.ts'
import { FEATURES, featuresOfAll } from '../shelf/index.ts'

/** Items are scored by how far they lie in the direction of what somebody likes. `content` has `FEATURES` bytes for each. */
export function contentScorer(content: Int8Array): Scorer {
  const columns = content.length / FEATURES
  const ones = new Float32Array(columns).fill(1)
  const products = openProducts({ length: FEATURES, scales: ones, vectors: content }, FEATURES, ones)
  return {
    columns,
    score({ indices, values }, scores) {
      const liked = Array.from(indices, (column, at) => ({
        features: content.subarray(column * FEATURES, (column + 1) * FEATURES),
        weight: values?.[at] ?? 1,
      }))
      scores.fill(0)
      products.addProducts(Float32Array.from(featuresOfAll(liked)), scores)
    },
  }
}

/** Who belongs together: the cell of each row, as `cellOf` numbers them. */
export interface RowGroups {
  readonly cells: Uint32Array
  readonly genders: number
  readonly ages: number
}

/** Everybody is in one group. */
export const oneGroup = (rows: number): RowGroups => ({ cells: new Uint32Array(rows), genders: 0, ages: 0 })

export interface Fading {
  /** Of each entry of the matrix, in milliseconds. */
  readonly times: Float64Array
  /** After so long an event counts half. */
  readonly halfLifeMs: number
}

/** The favourites of the group that a row belongs to, as the product ranks them. */
export function popularScores(
  matrix: SparseMatrix,
  groups: RowGroups,
  fading: Fading | null,
): (row: number) => Float32Array {
  const faded = fading ? { ...matrix, values: fadedValues(matrix, fading) } : matrix
  const popularity = groupPopularity(countGroups(faded, groups.cells, groups))
  return (row) => popularity.rank(groupOf(groups, groups.cells[row] as number)).scores
}

/** An entry of an unknown time is as old as the oldest. */
function fadedValues({ indices, values }: SparseMatrix, { times, halfLifeMs }: Fading): Float32Array {
  const known = times.filter((time) => !Number.isNaN(time))
  const newest = known.reduce((last, time) => Math.max(last, time), -Infinity)
  const oldest = known.reduce((first, time) => Math.min(first, time), newest)
  return Float32Array.from(indices, (_, entry) => {
    const time = times[entry] as number
    const age = newest - (Number.isNaN(time) ? oldest : time)
    return (values?.[entry] ?? 1) * 0.5 ** ((Number.isFinite(age) ? age : 0) / halfLifeMs)
  })
}
