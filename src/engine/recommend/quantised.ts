/** Many vectors in a byte per component, each with a scale of its own, and their products with a few others. */
import { quantise } from '../similarity/quantise.ts'
import { norm } from '../similarity/vectors.ts'
import { continueOrStop, unlimitedEffort } from './effort.ts'
import type { Effort } from './effort.ts'
import { bytes, integers, openKernels, shorts } from './kernels.ts'
import { finish } from './steps.ts'
import type { Steps } from './steps.ts'

/** Vector `i` is `scales[i]` times the whole numbers from `i × length` on. */
export interface QuantisedVectors {
  readonly length: number
  readonly scales: Float32Array
  readonly vectors: Int8Array
}

/** Vectors between two questions whether to stop. */
const VECTORS_BETWEEN = 1024
/** Vectors that are copied in one step. */
const VECTORS_A_STEP = 2048

/**
 * Vectors of `length` components, one after the other. Each keeps its length; one without a direction becomes zero.
 * Throws `Stopped`.
 */
export function quantised(
  vectors: Float32Array,
  length: number,
  effort: Effort = unlimitedEffort(0),
): QuantisedVectors {
  const count = length === 0 ? 0 : vectors.length / length
  const scales = new Float32Array(count)
  const target = new Int8Array(vectors.length)
  for (let at = 0; at < count; at += 1) {
    if (at % VECTORS_BETWEEN === 0) continueOrStop(effort)
    const vector = vectors.subarray(at * length, (at + 1) * length)
    scales[at] = quantise(vector, target.subarray(at * length, (at + 1) * length)) * norm(vector)
  }
  return { length, scales, vectors: target }
}

/** Products of quantised vectors, in a memory of their own. Not re-entrant. */
export interface QuantisedProducts {
  /** Adds `share` times vector `index` to `target`. */
  addVector(index: number, share: number, target: Float32Array): void
  /** Adds to each place of `scores` the product of its vector and the question, times the weight of the vector. */
  addProducts(question: Float32Array, scores: Float32Array): void
  /** The same, exactly, for each question and the scores beside it. Four are asked in one walk over the vectors. */
  addAllProducts(questions: readonly Float32Array[], scores: readonly Float32Array[]): void
}

/** Lanes of a kernel's step. */
const STEP = 16
/** Questions that are asked in one walk. */
const ASKED = 4
/** Sums have 32 bits, a component of a vector is at most 127. */
const MAGNITUDES_MAX = (2 ** 31 - 1) / 127
const SHORT_MAX = 2 ** 15 - 1

/**
 * Copies the first `length` components of each vector, as many as there are or fewer, so that the model itself may be
 * let go. `weights` is one number for each vector.
 */
export const openProducts = (vectors: QuantisedVectors, length: number, weights: Float32Array): QuantisedProducts =>
  finish(openingProducts(vectors, length, weights))

export function* openingProducts(
  kept: QuantisedVectors,
  length: number,
  weights: Float32Array,
): Steps<QuantisedProducts> {
  const { scales } = kept
  const count = scales.length
  const line = Math.ceil(length / STEP) * STEP
  const room = openKernels({
    vectors: bytes(count * line),
    questions: shorts(ASKED * line),
    sums: integers(ASKED * count),
  })
  const { kernels, questions, sums } = room
  yield* copying(kept, length, { target: room.vectors, line })
  const factors = scales.map((scale, at) => scale * (weights[at] as number))
  const [from, asked, to] = [room.vectors.byteOffset, questions.byteOffset, sums.byteOffset]

  /** Scaled sums of one of `step` questions. */
  const addSums = (scores: Float32Array, scale: number, { first, step }: { first: number; step: number }): void => {
    for (let at = 0; at < count; at += 1) {
      const sum = sums[at * step + first] as number
      scores[at] = (scores[at] as number) + sum * scale * (factors[at] as number)
    }
  }
  const addProducts = (question: Float32Array, scores: Float32Array): void => {
    const scale = shorten(question, questions)
    kernels.dotRows(count, line, from, asked, to)
    addSums(scores, scale, { first: 0, step: 1 })
  }
  return {
    addVector(index, share, target) {
      const factor = share * (scales[index] as number)
      for (let at = 0; at < length; at += 1) {
        target[at] = (target[at] as number) + factor * (room.vectors[index * line + at] as number)
      }
    },
    addProducts,
    addAllProducts(all, scores) {
      const four = all.length - (all.length % ASKED)
      for (let first = 0; first < four; first += ASKED) {
        const used = all
          .slice(first, first + ASKED)
          .map((question, at) => shorten(question, questions.subarray(at * line)))
        kernels.dotRowsOfFour(count, line, from, asked, to)
        for (const [at, scale] of used.entries()) {
          addSums(scores[first + at] as Float32Array, scale, { first: at, step: ASKED })
        }
      }
      for (let last = four; last < all.length; last += 1) {
        addProducts(all[last] as Float32Array, scores[last] as Float32Array)
      }
    },
  }
}

interface Lines {
  readonly target: Int8Array
  /** From the beginning of one to the beginning of the next. */
  readonly line: number
}

function* copying({ length: stored, scales, vectors }: QuantisedVectors, length: number, to: Lines): Steps<void> {
  const { target, line } = to
  const isPacked = stored === length && length === line
  for (let first = 0; first < scales.length; first += VECTORS_A_STEP) {
    yield
    const end = Math.min(scales.length, first + VECTORS_A_STEP)
    if (isPacked) target.set(vectors.subarray(first * line, end * line), first * line)
    else
      for (let at = first; at < end; at += 1) target.set(vectors.subarray(at * stored, at * stored + length), at * line)
  }
}

/** Writes a question as whole numbers, as large as sums of 32 bits allow, and returns what they are to be multiplied with. */
function shorten(question: Float32Array, target: Int16Array): number {
  let [largest, sum] = [0, 0]
  for (let at = 0; at < question.length; at += 1) {
    const size = Math.abs(question[at] as number)
    largest = Math.max(largest, size)
    sum += size
  }
  if (!(sum > 0 && sum < Infinity)) {
    target.fill(0, 0, question.length)
    return 0
  }
  const scale = Math.max(largest / SHORT_MAX, sum / (MAGNITUDES_MAX - question.length))
  for (let at = 0; at < question.length; at += 1) target[at] = Math.round((question[at] as number) / scale)
  return scale
}
