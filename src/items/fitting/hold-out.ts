/** Which events the fit is judged by: a few of a sample of people, taken out of the matrix while it is learnt from. */
import { seededRandom, sparseMatrix } from '../../engine/index.ts'
import type { Random, SparseMatrix } from '../../engine/index.ts'

export interface HeldOut {
  /** What is learnt from: every row that had an entry has one still. */
  readonly train: SparseMatrix
  /** What is to be found again, of the same shape. */
  readonly test: SparseMatrix
  /** The rows that something is held out of, in the order in which they are asked when there is no time for all. */
  readonly rows: Uint32Array
}

/**
 * NDCG of a person spreads by some 0.2, so that so many people know a mean to 0.003. More would tell nothing that the
 * choice of settings can hear.
 */
const PEOPLE_MAX = 4500
/** Of a row; short rows give one entry. */
const ROW_SHARE = 0.2
/** Of all events: what is held out is not learnt from unless there is time for a second fit. */
const EVENT_SHARE = 0.025
/** Data that are small enough are always fitted a second time. */
const SMALL_EVENTS = 200_000
const SMALL_EVENT_SHARE = 0.1

/** `times`, one for each entry of the matrix: then the latest are held out, and else any. The same seed holds out the same. */
export function holdOut(matrix: SparseMatrix, times: Float64Array | null, seed: number): HeldOut {
  const random = seededRandom(seed)
  const rows = sampleOf(matrix, times, random)
  const isHeldOut = new Uint8Array(matrix.indices.length)
  const share = matrix.indices.length < SMALL_EVENTS ? SMALL_EVENT_SHARE : EVENT_SHARE
  const countMax = Math.max(1, Math.floor((share * matrix.indices.length) / rows.length))
  for (const row of rows) {
    const [start, end] = [matrix.starts[row] as number, matrix.starts[row + 1] as number]
    const count = Math.max(1, Math.min(countMax, Math.round(ROW_SHARE * (end - start))))
    const orderOf = orderIn(times, random)
    const entries = Uint32Array.from({ length: end - start }, (_, at) => start + at)
    const keys = Float64Array.from(entries, orderOf)
    entries.sort((one, other) => (keys[other - start] as number) - (keys[one - start] as number) || one - other)
    for (const entry of entries.subarray(0, count)) isHeldOut[entry] = 1
  }
  return {
    rows,
    train: entriesOf(matrix, (entry) => isHeldOut[entry] === 0),
    test: entriesOf(matrix, (entry) => isHeldOut[entry] === 1),
  }
}

/** Larger is held out first. An entry of an unknown time is taken for an old one. */
const orderIn = (times: Float64Array | null, random: Random) => (entry: number) => {
  if (!times) return random()
  const time = times[entry] as number
  return Number.isNaN(time) ? -Infinity : time
}

/** Fewer rows are all taken, whenever they did something last. */
const RECENT_MIN = 400

/**
 * Rows with something left when one entry is taken, in an order of chance. Where times are known, of the half that did
 * something last: what they take next is taken now, when what is popular now is popular.
 */
function sampleOf({ rows, starts }: SparseMatrix, times: Float64Array | null, random: Random): Uint32Array {
  const all = Uint32Array.from({ length: rows }, (_, row) => row).filter(
    (row) => (starts[row + 1] as number) - (starts[row] as number) > 1,
  )
  const able = times && all.length >= RECENT_MIN ? recentHalf(all, starts, times) : all
  const wanted = Math.min(able.length, PEOPLE_MAX)
  for (let at = 0; at < wanted; at += 1) {
    const other = at + Math.floor(random() * (able.length - at))
    const row = able[at] as number
    able[at] = able[other] as number
    able[other] = row
  }
  return able.slice(0, wanted)
}

function recentHalf(rows: Uint32Array, starts: Uint32Array, times: Float64Array): Uint32Array {
  const lastOf = (row: number): number =>
    times.subarray(starts[row], starts[row + 1]).reduce((last, time) => (time > last ? time : last), -Infinity)
  const last = Float64Array.from(rows, lastOf)
  const middle = last.toSorted()[Math.floor(last.length / 2)] as number
  return rows.filter((_, at) => (last[at] as number) >= middle)
}

/** The matrix of some of its entries. */
function entriesOf(matrix: SparseMatrix, isIn: (entry: number) => boolean): SparseMatrix {
  const entries = Uint32Array.from(matrix.indices.keys()).filter(isIn)
  const rowOfEntry = new Uint32Array(matrix.indices.length)
  for (let row = 0; row < matrix.rows; row += 1) rowOfEntry.fill(row, matrix.starts[row], matrix.starts[row + 1])
  const { values } = matrix
  return sparseMatrix(matrix, {
    rows: entries.map((entry) => rowOfEntry[entry] as number),
    columns: entries.map((entry) => matrix.indices[entry] as number),
    ...(values ? { values: Float32Array.from(entries, (entry) => values[entry] as number) } : {}),
  })
}
