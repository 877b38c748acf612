/** How much may be spent on a fit, and from which seed. Time comes in from outside: nothing here reads a clock. */
export interface Effort {
  /** Seconds that may still be spent; Infinity: no limit. */
  secondsLeft(): number
  /** Asked between blocks of work of well under a second; true ends the fit with `Stopped`. */
  shouldStop(): boolean
  /** Equal seeds give equal models. */
  readonly seed: number
}

/** A fit was told to stop. What it had is thrown away. */
export class Stopped extends Error {
  override readonly name = 'Stopped'

  constructor() {
    super('The fit was told to stop')
  }
}

/** No limit, and nobody who stops it. */
export function unlimitedEffort(seed: number): Effort {
  return { secondsLeft: () => Infinity, shouldStop: () => false, seed }
}

/** Throws `Stopped` when the effort says so. */
export function continueOrStop(effort: Effort): void {
  if (effort.shouldStop()) throw new Stopped()
}
