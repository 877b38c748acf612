/** The first fit is not waited for until its time comes. */
import type { Tx } from '../../platform/db/index.ts'
import type { Jobs } from '../../platform/jobs/index.ts'
import { findReadyFit } from './fits-store.ts'
import { countPopularity, fitModel } from './jobs.ts'

export interface ConsiderDeps {
  readonly jobs: Pick<Jobs, 'enqueue'>
}

/** Whether there is a first one is asked so often at most. */
const ASK_EVERY_MS = 1000
/** What was done while it was not asked is in by then: an event and the next look lie no further apart. */
const AFTER_SECONDS = 2

/** In the transaction in which somebody did something. */
export type ConsiderFit = (tx: Tx) => Promise<void>

/** While nothing was learnt yet, an event is a reason to try. Costs nothing once there is a fit, and next to nothing before. */
export function openConsideration({ jobs }: ConsiderDeps): ConsiderFit {
  let isFitted = false
  let askedMs = -Infinity
  return async (tx) => {
    if (isFitted || performance.now() - askedMs < ASK_EVERY_MS) return
    askedMs = performance.now()
    const [model, popularity] = [await findReadyFit(tx, 'model'), await findReadyFit(tx, 'popularity')]
    isFitted = model !== null && popularity !== null
    if (!popularity) await jobs.enqueue(tx, countPopularity, {}, { afterSeconds: AFTER_SECONDS })
    if (!model) await jobs.enqueue(tx, fitModel, {}, { afterSeconds: AFTER_SECONDS })
  }
}
