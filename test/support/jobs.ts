/** A job queue on a test's own database, with handlers of the test's choice. */
import { openJobs } from '../../src/platform/jobs/index.ts'
import type { JobHandler, JobRunner } from '../../src/platform/jobs/index.ts'
import type { Db } from '../../src/platform/db/index.ts'
import { silentTelemetry } from '../../src/platform/telemetry/index.ts'

/** Started and at work; stop it before the database is closed. */
export async function testJobs(db: Db, handlers: () => readonly JobHandler[]): Promise<JobRunner> {
  const jobs = openJobs({ db, telemetry: silentTelemetry(), handlers })
  await jobs.start()
  await jobs.work()
  return jobs
}

/** Asks again and again until the answer is true; throws when it never is. */
export async function eventually(isTrue: () => Promise<boolean> | boolean, timeoutMs = 20_000): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`It did not come true within ${timeoutMs} ms.`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
