/** What is learnt from, and what is to be found again: nothing of the second is seen before it is looked for. */
import { cutOf, rowOf, sparseMatrix, splitAtRandom, splitLeavingLast } from '../../engine/index.ts'
import type { SparseMatrix, Split } from '../../engine/index.ts'
import { foldEvents } from './fold-events.ts'
import type { Folded, FoldShape } from './fold-events.ts'
import type { EventTable } from './read-events.ts'

export const splitNames = ['temporal', 'leave-last', 'random'] as const
export type SplitName = (typeof splitNames)[number]

export interface SplitEvents {
  /** People × items, with the time of each entry. */
  readonly train: Folded
  /** What people took later, or what was taken away from them; without what is in `train`. */
  readonly test: SparseMatrix
}

/** Of all events, or of those of each person. */
const TEST_SHARE = 0.2

export interface Splitting {
  readonly split: SplitName
  readonly shape: FoldShape
  readonly seed: number
}

/** Whether nearly all events say when they were. */
export function hasTimes({ times }: Pick<EventTable, 'times'>): boolean {
  const known = times.reduce((count, time) => count + (Number.isNaN(time) ? 0 : 1), 0)
  return known > 0.9 * times.length
}

/** Temporal: the last fifth of what is liked, whoever likes it. Where no times are known, the order of the file is time. */
export function splitEvents(table: EventTable, { split, shape, seed }: Splitting): SplitEvents {
  if (split === 'temporal') return splitByTime(table, shape)
  const whole = foldEvents(inOrder(table), shape)
  const places = pairsOf(whole.matrix)
  const parts =
    split === 'random'
      ? splitAtRandom(places, { share: TEST_SHARE, seed })
      : splitLeavingLast({ ...places, times: whole.times })
  return takeParts(whole, parts)
}

/** Two files: what is in the first is learnt from. */
export function splitByFile(first: EventTable, second: EventTable, shape: FoldShape): SplitEvents {
  const train = foldEvents(inOrder(first), shape)
  return { train, test: without(foldEvents(second, shape).matrix, train.matrix) }
}

function splitByTime(table: EventTable, shape: FoldShape): SplitEvents {
  const timed = inOrder(table)
  const { times, weights } = timed
  const cut = cutOf(
    times.filter((_, event) => (weights[event] as number) > 0),
    TEST_SHARE,
  )
  const isLate = (event: number): boolean => (times[event] as number) >= cut
  const train = foldEvents(timed, shape, (event) => !isLate(event))
  return { train, test: without(foldEvents(timed, shape, isLate).matrix, train.matrix) }
}

/** Where nearly no time is known, the number of an event is its time. */
function inOrder(table: EventTable): EventTable {
  return hasTimes(table) ? table : { ...table, times: Float64Array.from(table.users.keys()) }
}

function pairsOf({ rows, starts, indices }: SparseMatrix): { rows: Uint32Array; columns: Uint32Array } {
  const rowsOfPairs = new Uint32Array(indices.length)
  for (let row = 0; row < rows; row += 1) rowsOfPairs.fill(row, starts[row], starts[row + 1])
  return { rows: rowsOfPairs, columns: indices }
}

function takeParts({ matrix, times }: Folded, { train, test }: Split): SplitEvents {
  return {
    train: { matrix: partOf(matrix, train), times: train.length === times.length ? times : timesAt(times, train) },
    test: partOf(matrix, test),
  }
}

const timesAt = (times: Float64Array, places: Uint32Array): Float64Array =>
  Float64Array.from(places, (place) => times[place] as number)

/** Some of the entries; places ascend, so that what is known of each keeps its order. */
function partOf(matrix: SparseMatrix, places: Uint32Array): SparseMatrix {
  const { rows, columns } = pairsOf(matrix)
  return sparseMatrix(matrix, {
    rows: places.map((place) => rows[place] as number),
    columns: places.map((place) => columns[place] as number),
    values: Float32Array.from(places, (place) => matrix.values?.[place] ?? 1),
  })
}

/** Entries whose pair the other matrix has not. */
function without(matrix: SparseMatrix, other: SparseMatrix): SparseMatrix {
  const { rows } = pairsOf(matrix)
  const known = Array.from({ length: matrix.rows }, (_, row) => new Set(rowOf(other, row).indices))
  const places = Uint32Array.from(matrix.indices.keys()).filter(
    (place) => !known[rows[place] as number]?.has(matrix.indices[place] as number),
  )
  return partOf(matrix, places)
}
