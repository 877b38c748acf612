/** What a fit may spend, by the clock of the thread that it runs in. */
import type { Effort } from '../../engine/index.ts'

export interface Budget {
  /** Infinity: no limit. */
  readonly seconds: number
  readonly seed: number
  /** Seen by every thread that it is given to. */
  readonly stopFlag?: StopFlag
}

/** One word of shared memory: 0, or 1 when the work is to end. */
export type StopFlag = Int32Array<SharedArrayBuffer>

export const newStopFlag = (): StopFlag => new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))

/** Begins now. A stop is for work that cleans up behind itself; whatever else runs in a thread is ended with it. */
export function beginEffort({ seconds, seed, stopFlag }: Budget): Effort {
  const begunMs = performance.now()
  return {
    seed,
    secondsLeft: () => seconds - (performance.now() - begunMs) / 1000,
    shouldStop: () => stopFlag !== undefined && Atomics.load(stopFlag, 0) !== 0,
  }
}

/** Every effort that was begun with this flag hears of it at its next look. */
export function raiseStop(stopFlag: StopFlag): void {
  Atomics.store(stopFlag, 0, 1)
}
