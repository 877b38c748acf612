/** The kernels of the recommender against plain loops over the same numbers, in turns. */
import { bytes, doubles, floats, integers, openKernels, shorts, words } from '../src/engine/recommend/kernels.ts'
import { judge, median, processorMs, show } from './report.ts'

const ROUNDS = 9
const RUNS = 10
const [ROWS, COLUMNS, STEPS] = [128, 512, 256]

interface Contest {
  readonly label: string
  /** Operations of one run of either side. */
  readonly operations: number
  readonly kernel: () => void
  readonly plain: () => void
  readonly atLeast: number
}

export function compareKernels(): void {
  for (const contest of [singles(), doublesOf(), sparse(), dots()]) {
    const times = { kernel: [] as number[], plain: [] as number[] }
    for (let round = 0; round < ROUNDS; round += 1) {
      times.plain.push(secondsOf(contest.plain))
      times.kernel.push(secondsOf(contest.kernel))
    }
    const speedOf = (seconds: readonly number[]): number => contest.operations / median(seconds) / 1e9
    show(contest.label, speedOf(times.kernel), 'G operations a second')
    judge({
      label: '  times a plain loop',
      figure: speedOf(times.kernel) / speedOf(times.plain),
      atLeast: contest.atLeast,
    })
  }
}

/** Of one of several runs, so that there is something to measure. */
function secondsOf(work: () => void): number {
  const started = processorMs()
  for (let run = 0; run < RUNS; run += 1) work()
  return (processorMs() - started) / 1000 / RUNS
}

function fill(array: Float32Array | Float64Array): void {
  for (const at of array.keys()) array[at] = Math.sin(at)
}

/** What somebody would write first: row by row, the inner loop along a row of the target. */
function plainProduct(left: Float32Array, right: Float32Array, target: Float32Array): void {
  for (let row = 0; row < ROWS; row += 1) {
    for (let step = 0; step < STEPS; step += 1) {
      const factor = left[row * STEPS + step] as number
      const [from, to] = [step * COLUMNS, row * COLUMNS]
      for (let at = 0; at < COLUMNS; at += 1) {
        target[to + at] = (target[to + at] as number) + factor * (right[from + at] as number)
      }
    }
  }
}

function singles(): Contest {
  const room = openKernels({
    left: floats(ROWS * STEPS),
    right: floats(COLUMNS * STEPS),
    target: floats(ROWS * COLUMNS),
  })
  const { kernels, left, right, target } = room
  for (const side of [left, right]) fill(side)
  const panel = 32 * STEPS
  const [from, other, to] = [left.byteOffset, right.byteOffset, target.byteOffset]
  return {
    label: 'dense product, single precision',
    operations: 2 * ROWS * COLUMNS * STEPS,
    kernel: () => kernels.addProduct(ROWS / 8, COLUMNS / 8, STEPS, from, panel, other, panel, to, 4 * COLUMNS),
    plain: () => plainProduct(left, right, target),
    atLeast: 8,
  }
}

function doublesOf(): Contest {
  const parts = { left: doubles(ROWS * STEPS), right: doubles(COLUMNS * STEPS), target: doubles(ROWS * COLUMNS) }
  const { kernels, left, right, target } = openKernels(parts)
  for (const side of [left, right]) fill(side)
  const panel = 32 * STEPS
  const [from, other, to] = [left.byteOffset, right.byteOffset, target.byteOffset]
  const plain = singles().plain
  return {
    label: 'dense product, double precision',
    operations: 2 * ROWS * COLUMNS * STEPS,
    kernel: () => kernels.addDoubleProduct(ROWS / 4, COLUMNS / 4, STEPS, from, panel, other, panel, to, 8 * COLUMNS),
    plain,
    atLeast: 4,
  }
}

/** 20,000 rows of 20 entries, times 32 columns. */
function sparse(): Contest {
  const [rows, each, width] = [20_000, 20, 32]
  const room = openKernels({
    starts: words(rows + 1),
    indices: words(rows * each),
    values: floats(rows * each),
    source: floats(rows * width),
    target: floats(rows * width),
  })
  const { kernels, starts, indices, values, source, target } = room
  for (let row = 0; row <= rows; row += 1) starts[row] = row * each
  for (const at of indices.keys()) indices[at] = (at * 7919) % rows
  fill(values)
  fill(source)
  const addresses = [starts, indices, values, source, target].map(({ byteOffset }) => byteOffset)
  const [first, second, third, from, to] = addresses as [number, number, number, number, number]
  return {
    label: 'sparse matrix times 32 columns',
    operations: 2 * rows * each * width,
    kernel: () => kernels.multiplySparse(rows, first, second, third, from, to),
    plain() {
      target.fill(0)
      for (let row = 0; row < rows; row += 1) {
        for (let entry = row * each; entry < (row + 1) * each; entry += 1) {
          const [value, start] = [values[entry] as number, (indices[entry] as number) * width]
          for (let at = 0; at < width; at += 1) {
            target[row * width + at] = (target[row * width + at] as number) + value * (source[start + at] as number)
          }
        }
      }
    },
    atLeast: 2,
  }
}

/** One question and 10,000 vectors of 1,024 bytes. */
function dots(): Contest {
  const [rows, length] = [10_000, 1024]
  const room = openKernels({ vectors: bytes(rows * length), question: shorts(length), target: integers(rows) })
  const { kernels, vectors, question, target } = room
  for (const at of vectors.keys()) vectors[at] = (at * 31) % 255
  for (const at of question.keys()) question[at] = (at * 77) % 32_000
  const [from, asked, to] = [vectors.byteOffset, question.byteOffset, target.byteOffset]
  return {
    label: 'question and vectors of bytes',
    operations: 2 * rows * length,
    kernel: () => kernels.dotRows(rows, length, from, asked, to),
    plain() {
      for (let row = 0; row < rows; row += 1) {
        let sum = 0
        for (let at = 0; at < length; at += 1) {
          sum += (vectors[row * length + at] as number) * (question[at] as number)
        }
        target[row] = sum
      }
    },
    atLeast: 4,
  }
}
