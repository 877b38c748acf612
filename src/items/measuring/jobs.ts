/** What goes on by itself: counting what came of recommendations, and forgetting what is old. */
import { z } from 'zod'
import { DAY_MS } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { handles, job } from '../../platform/jobs/index.ts'
import type { JobHandler, Jobs } from '../../platform/jobs/index.ts'
import { countOutcomes } from './count-outcomes.ts'
import type { OutcomeDeps } from './count-outcomes.ts'
import { removeOldMeasures } from './measures-store.ts'

const count = job({ name: 'items.count-outcomes', input: z.object({}), key: () => 'count', concurrency: 1 })

/** A stretch at a time. */
const prune = job({ name: 'items.prune-measures', input: z.object({}), key: () => 'prune', concurrency: 1 })

export interface MeasuringJobDeps extends OutcomeDeps {
  readonly db: Pick<Db, 'transaction'>
  readonly jobs: Jobs
}

const COUNT_EVERY_SECONDS = 60
const BATCHES_MAX = 200
const PRUNE_EVERY_SECONDS = 3600
const PRUNED_AT_ONCE = 1000
/** What was recommended is nobody's question after that. */
const KEPT_DAYS = 30

export const measuringHandlers = (deps: MeasuringJobDeps): JobHandler[] => [
  handles({ job: count, handle: () => countOutcomes(deps, BATCHES_MAX), everySeconds: COUNT_EVERY_SECONDS }),
  handles({ job: prune, handle: () => pruneOld(deps), everySeconds: PRUNE_EVERY_SECONDS }),
]

async function pruneOld({ db, jobs, clock }: MeasuringJobDeps): Promise<void> {
  const before = new Date(clock().getTime() - KEPT_DAYS * DAY_MS)
  await db.transaction(async (tx) => {
    if (await removeOldMeasures(tx, before, PRUNED_AT_ONCE)) await jobs.enqueue(tx, prune, {})
  })
}
