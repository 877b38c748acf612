/** Nobody is forgotten: whoever stays in a working stage too long gets its job again. */
import type { Clock } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, Jobs } from '../../platform/jobs/index.ts'
import { composePersona, embedPerson, matchPerson, readResume, sweepForgotten } from './jobs.ts'
import type { Stage } from './stage.ts'
import { findTexts, listForgotten } from './store.ts'

export interface SweepDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly clock: Clock
}

const EVERY_SECONDS = 300
/** Longer than any run of a stage's job with its retries usually takes; a job that still waits absorbs its twin. */
const FORGOTTEN_AFTER_SECONDS = 1800
const AT_ONCE = 500

/** The job that a stage waits for; null where the next step is somebody else’s. */
const jobOfStage = (stage: Stage, hasResume: boolean): typeof composePersona | null => {
  if (stage === 'registered') return hasResume ? readResume : composePersona
  if (stage === 'resume') return readResume
  if (stage === 'persona') return composePersona
  if (stage === 'approved' || stage === 'embedding') return embedPerson
  return stage === 'matching' ? matchPerson : null
}

/** Jobs are enqueued with the change that asks for them, so this finds nothing unless a queue was emptied by hand. */
export const sweepHandler = (deps: SweepDeps): JobHandler =>
  handles({ job: sweepForgotten, everySeconds: EVERY_SECONDS, handle: () => sweep(deps) })

async function sweep({ db, jobs, clock }: SweepDeps): Promise<void> {
  const before = new Date(clock().getTime() - FORGOTTEN_AFTER_SECONDS * 1000)
  for (const { id, stage } of await listForgotten(db.query, before, AT_ONCE)) {
    await db.transaction(async (tx) => {
      const texts = await findTexts(tx, id)
      const job = jobOfStage(stage, texts?.resumeStatus === 'waiting')
      if (job) await jobs.enqueue(tx, job, { personId: id })
    })
  }
}
