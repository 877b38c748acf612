/** Which items are liked by the same rows: nearest neighbours by cosine, and the scores that follow. */
import { continueOrStop, unlimitedEffort } from './effort.ts'
import type { Effort } from './effort.ts'
import { KEY_SCALE } from './item-neighbours-best.ts'
import type { Best } from './item-neighbours-best.ts'
import { nearest } from './item-neighbours-nearest.ts'
import type { SparseMatrix } from './matrix.ts'
import type { Scorer } from './scorer.ts'

export interface NeighbourSettings {
  /** Neighbours that are kept of each item. */
  readonly neighbours: number
  /** Added to the product of two items' lengths: what few rows have in common is believed the less. */
  readonly shrinkage: number
  /** Of a longer row only as many entries count, evenly spaced: whoever takes everything tells nothing of two items. */
  readonly rowMax: number
}

/** Chosen on planted data, sparse and dense; not sensitive within a factor of two. */
export const neighbourDefaults: NeighbourSettings = { neighbours: 50, shrinkage: 30, rowMax: 1000 }

/** Row by row the neighbours of an item, the most similar first; never the item itself, nor one of similarity 0. */
export interface ItemNeighbours {
  readonly columns: number
  /** One more than there are columns. */
  readonly starts: Uint32Array
  readonly indices: Uint32Array
  readonly similarities: Float32Array
}

/**
 * s(i, j) = Σ r_i r_j / (|r_i| |r_j| + shrinkage) over the rows, with r_i the values that rows give to item i: the cosine of
 * B. Sarwar et al. ("Item-based collaborative filtering", 2001) with the shrinkage of R. Bell and Y. Koren (2007). Exact, but
 * for rows above `rowMax`. Costs the sum of the squares of the rows' lengths; of equal similarities the lower column
 * stays. Throws `Stopped` when the effort says so, and a RangeError for more than two million columns.
 */
export function itemNeighbours(
  matrix: SparseMatrix,
  settings: Partial<NeighbourSettings> = {},
  effort: Effort = unlimitedEffort(0),
): ItemNeighbours {
  if (matrix.columns > KEY_SCALE) throw new RangeError(`Item neighbours: ${matrix.columns} columns are too many`)
  const { neighbours, shrinkage, rowMax } = { ...neighbourDefaults, ...settings }
  const onTurn = (): void => continueOrStop(effort)
  const lists = nearest(shortened(matrix, rowMax), { neighbours, shrinkage, onTurn })
  return joined(Array.from({ length: matrix.columns }, (_, column) => lists.take(column)))
}

function joined(lists: readonly Best[]): ItemNeighbours {
  const starts = new Uint32Array(lists.length + 1)
  for (const [column, { indices }] of lists.entries()) starts[column + 1] = (starts[column] as number) + indices.length
  const size = starts[lists.length] as number
  const all = { columns: lists.length, starts, indices: new Uint32Array(size), similarities: new Float32Array(size) }
  for (const [column, { indices, similarities }] of lists.entries()) {
    all.indices.set(indices, starts[column])
    all.similarities.set(similarities, starts[column])
  }
  return all
}

/** The same matrix, of longer rows only `rowMax` entries, evenly spaced. */
function shortened(matrix: SparseMatrix, rowMax: number): SparseMatrix {
  const { starts, values } = matrix
  const sizes = starts.subarray(1).map((end, row) => end - (starts[row] as number))
  if (sizes.every((size) => size <= rowMax)) return matrix
  const shorter = new Uint32Array(starts.length)
  for (const [row, size] of sizes.entries()) shorter[row + 1] = (shorter[row] as number) + Math.min(size, rowMax)
  const kept = new Uint32Array(shorter.at(-1) as number)
  for (const [row, size] of sizes.entries()) {
    const from = shorter[row] as number
    const count = Math.min(size, rowMax)
    for (let at = 0; at < count; at += 1) kept[from + at] = (starts[row] as number) + Math.floor((at * size) / count)
  }
  return {
    ...matrix,
    starts: shorter,
    indices: kept.map((entry) => matrix.indices[entry] as number),
    values: values && Float32Array.from(kept, (entry) => values[entry] as number),
  }
}

/**
 * The score of an item is the sum of its similarities to the row's entries, each by its value, over the lists of the entries
 * (M. Deshpande and G. Karypis, "Item-based top-N recommendation algorithms", 2004). Items that are no neighbours score 0.
 */
export function neighbourScorer({ columns, starts, indices, similarities }: ItemNeighbours): Scorer {
  return {
    columns,
    score(row, scores) {
      scores.fill(0)
      for (const [entry, column] of row.indices.entries()) {
        const value = row.values ? (row.values[entry] as number) : 1
        for (let at = starts[column] as number; at < (starts[column + 1] as number); at += 1) {
          scores[indices[at] as number]! += value * (similarities[at] as number)
        }
      }
    },
  }
}
