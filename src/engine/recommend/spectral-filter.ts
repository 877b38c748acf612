/** Polynomials of the normalised matrix that leave of a block what belongs to its largest singular values. */
import { panelsOf } from './dense-panels.ts'
import type { Panels } from './dense-panels.ts'
import { continueOrStop } from './effort.ts'
import type { Effort } from './effort.ts'
import type { SpectralOperator } from './spectral-operator.ts'

export interface SpectralFilter {
  /** Squared singular values up to here are weakened: above 0. */
  readonly cutoff: number
  /** Products with MᵀM, 1 or more. */
  readonly degree: number
}

/**
 * Multiplies the block with Chebyshev's polynomial of MᵀM, in place. What belongs to squared singular values up to the
 * cutoff keeps at most its size, the rest grows as quickly as a polynomial of this degree can (Y. Zhou, Y. Saad, M. Tiago
 * and J. Chelikowsky, "Self-consistent-field calculations using Chebyshev-filtered subspace iteration", 2006).
 * Throws `Stopped`.
 */
export function filterBlock(
  block: Panels,
  { operator, filter }: { readonly operator: SpectralOperator; readonly filter: SpectralFilter },
  effort: Effort,
): void {
  for (const panel of panelsOf(block)) {
    continueOrStop(effort)
    operator.panels[0].set(panel)
    let last: Float32Array = panel
    for (const { now } of chebyshev(operator, filter)) last = now
    panel.set(last)
  }
}

/**
 * The polynomials of degree 1, 2 and so on of MᵀM times `operator.panels[0]`, each with the one before. Each is there
 * until the next but one is asked for.
 */
export function* chebyshev(
  operator: SpectralOperator,
  { cutoff, degree }: SpectralFilter,
): Generator<{ readonly now: Float32Array; readonly before: Float32Array }> {
  let [before, now, next] = operator.panels
  step(operator, { from: before, to: now, minus: null, cutoff })
  yield { now, before }
  for (let done = 1; done < degree; done += 1) {
    step(operator, { from: now, to: next, minus: before, cutoff })
    ;[before, now, next] = [now, next, before]
    yield { now, before }
  }
}

interface Step {
  readonly from: Float32Array
  readonly to: Float32Array
  /** null in the first step. */
  readonly minus: Float32Array | null
  readonly cutoff: number
}

/** T₁ = x T₀, T₊ = 2 x T − T₋ for x = 2 / cutoff · MᵀM − 1. */
function step(operator: SpectralOperator, { from, to, minus, cutoff }: Step): void {
  operator.toFar(from)
  operator.toNear(to)
  const double = minus ? 2 : 1
  const scale = (2 * double) / cutoff
  for (let at = 0; at < to.length; at += 1) to[at] = scale * (to[at] as number) - double * (from[at] as number)
  if (!minus) return
  for (let at = 0; at < to.length; at += 1) to[at] = (to[at] as number) - (minus[at] as number)
}

/** Writes M × near over far. Throws `Stopped`. */
export function multiplyBlock(
  operator: SpectralOperator,
  { near, far }: { readonly near: Panels; readonly far: Panels },
  effort: Effort,
): void {
  const targets = panelsOf(far)
  for (const panel of panelsOf(near)) {
    continueOrStop(effort)
    operator.panels[0].set(panel)
    operator.toFar(operator.panels[0])
    targets.next().value?.set(operator.farPanel)
  }
}
