/** A tridiagonal matrix becomes a diagonal one, by rotations. */
import { continueOrStop } from './effort.ts'
import type { Effort } from './effort.ts'
import { doubles, openKernels } from './kernels.ts'

/** Rounds for one value; five are rarely needed. */
const ROUNDS_MAX = 100

/** Takes cosine and sine of each rotation of a sweep: the first turns `last − 1` and `last`, the next the pair above. */
type TakeSweep = (last: number, turns: Float64Array) => void

/**
 * Implicit QL. `values` is the diagonal and becomes the eigenvalues, in no order; `beside` is what lies between each
 * and the next one, and becomes zero. Throws a RangeError for entries that are no numbers.
 */
export function diagonalise(values: Float64Array, beside: Float64Array, take: TakeSweep): void {
  const turns = new Float64Array(2 * values.length)
  for (let first = 0; first < values.length; first += 1) {
    for (let round = 0; ; round += 1) {
      const last = endOfBlock(values, beside, first)
      if (last === first) break
      if (round === ROUNDS_MAX) throw new RangeError('Eigenvalues: an entry is no number')
      const count = sweep({ values, beside, turns }, first, last)
      take(last, turns.subarray(0, 2 * count))
    }
  }
}

/** The first place from `first` on after which there is nothing beside the diagonal that a float could tell from 0. */
function endOfBlock(values: Float64Array, beside: Float64Array, first: number): number {
  let at = first
  for (; at < values.length - 1; at += 1) {
    const size = Math.abs(values[at] as number) + Math.abs(values[at + 1] as number)
    if (size + Math.abs(beside[at] as number) === size) break
  }
  return at
}

interface SweepRoom {
  readonly values: Float64Array
  readonly beside: Float64Array
  readonly turns: Float64Array
}

/** One QL step with Wilkinson's shift, from `last` up to `first`; returns how many rotations there were. */
function sweep({ values, beside, turns }: SweepRoom, first: number, last: number): number {
  let [cosine, sine, shift] = [1, 1, 0]
  let rest = (values[last] as number) - shiftOf(values, beside, first)
  let count = 0
  for (let at = last - 1; at >= first; at -= 1) {
    const link = beside[at] as number
    const length = Math.hypot(sine * link, rest)
    const kept = cosine * link
    beside[at + 1] = length
    if (length === 0) {
      values[at + 1] = (values[at + 1] as number) - shift
      beside[last] = 0
      return count
    }
    sine = (sine * link) / length
    cosine = rest / length
    const before = (values[at + 1] as number) - shift
    const turned = ((values[at] as number) - before) * sine + 2 * cosine * kept
    shift = sine * turned
    values[at + 1] = before + shift
    rest = cosine * turned - kept
    turns[2 * count] = cosine
    turns[2 * count + 1] = sine
    count += 1
  }
  values[first] = (values[first] as number) - shift
  beside[first] = rest
  beside[last] = 0
  return count
}

/** The eigenvalue of the first 2 × 2 block that lies nearer to its first entry. */
function shiftOf(values: Float64Array, beside: Float64Array, first: number): number {
  const link = beside[first] as number
  const half = ((values[first + 1] as number) - (values[first] as number)) / (2 * link)
  const length = Math.hypot(half, 1)
  return (values[first] as number) - link / (half + (half < 0 ? -length : length))
}

/** Columns of a slab. */
const WIDTH = 8
/** Rotations that are collected before they are applied: with a slab they stay in the second level of cache. */
const TURNS = 4096

/** Applies sweeps to the identity, `size` × `size`; row `i` of what comes out belongs to value `i`. */
export function openRotations(
  size: number,
  effort: Effort,
): { readonly take: TakeSweep; finish(rows: Float64Array, line: number): void } {
  const capacity = 2 * Math.max(TURNS, size)
  const slabCount = Math.ceil(size / WIDTH)
  const { kernels, slabs, turns } = openKernels({
    slabs: doubles(slabCount * size * WIDTH),
    turns: doubles(capacity),
  })
  for (let at = 0; at < size; at += 1) slabs[slabPlace(size, at, at)] = 1
  const sweeps: { readonly last: number; readonly start: number; readonly count: number }[] = []
  let used = 0
  const apply = (): void => {
    continueOrStop(effort)
    for (let slab = 0; slab < slabCount; slab += 1) {
      const address = slabs.byteOffset + 8 * slab * size * WIDTH
      for (const { last, start, count } of sweeps)
        kernels.rotateSlab(address, last, count, turns.byteOffset + 8 * start)
    }
    sweeps.length = 0
    used = 0
  }
  return {
    take(last, more) {
      if (used + more.length > capacity) apply()
      turns.set(more, used)
      sweeps.push({ last, start: used, count: more.length / 2 })
      used += more.length
    },
    finish(rows, line) {
      apply()
      for (let row = 0; row < size; row += 1) {
        for (let column = 0; column < size; column += 1) {
          rows[row * line + column] = slabs[slabPlace(size, row, column)] as number
        }
      }
    },
  }
}

const slabPlace = (size: number, row: number, column: number): number =>
  ((column - (column % WIDTH)) / WIDTH) * size * WIDTH + row * WIDTH + (column % WIDTH)
