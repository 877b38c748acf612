/** How many squared singular values are how large, without computing them. */
import { continueOrStop } from './effort.ts'
import type { Effort } from './effort.ts'
import { chebyshev } from './spectral-filter.ts'
import type { SpectralOperator } from './spectral-operator.ts'
import { fillWithSigns } from './spectral-signs.ts'

/** Products with the matrix and its transpose; each gives two moments. */
const STEPS = 24
/** What is below is not told from 0. */
const CUTOFF_MIN = 1e-3

/**
 * About the squared singular value above which there are `count`, all of them being 0 to 1: the kernel polynomial method
 * (A. Weiße, G. Wellein, A. Alvermann and H. Fehske, "The kernel polynomial method", 2006) with 32 random vectors.
 * Throws `Stopped`.
 */
export function cutoffAbove(operator: SpectralOperator, count: number, effort: Effort): number {
  const moments = momentsOf(operator, effort)
  let [low, high] = [0, Math.PI]
  for (let round = 0; round < 40; round += 1) {
    const middle = (low + high) / 2
    if (shareAbove(moments, middle) * operator.near < count) low = middle
    else high = middle
  }
  return Math.max(CUTOFF_MIN, (1 + Math.cos(low)) / 2)
}

/** Of the density over −1..1: means of Chebyshev's polynomials, the first being 1. */
function momentsOf(operator: SpectralOperator, effort: Effort): Float64Array {
  const [first] = operator.panels
  fillWithSigns(first, effort.seed)
  const moments = new Float64Array(2 * STEPS + 1)
  moments[0] = 1
  let degree = 0
  for (const { now, before } of chebyshev(operator, { cutoff: 1, degree: STEPS })) {
    continueOrStop(effort)
    degree += 1
    const [crossed, squared] = [product(now, before) / now.length, product(now, now) / now.length]
    moments[2 * degree - 1] = degree === 1 ? crossed : 2 * crossed - (moments[1] as number)
    moments[2 * degree] = 2 * squared - 1
  }
  return moments
}

function product(left: Float32Array, right: Float32Array): number {
  let sum = 0
  for (let at = 0; at < left.length; at += 1) sum += (left[at] as number) * (right[at] as number)
  return sum
}

/** The share of the density above cos `angle`, with Jackson's kernel against ripples. */
function shareAbove(moments: Float64Array, angle: number): number {
  const size = moments.length
  const turn = Math.PI / size
  let sum = angle
  for (let at = 1; at < size; at += 1) {
    const kernel = ((size - at) * Math.cos(turn * at) + Math.sin(turn * at) / Math.tan(turn)) / size
    sum += (2 * kernel * (moments[at] as number) * Math.sin(at * angle)) / at
  }
  return sum / Math.PI
}
