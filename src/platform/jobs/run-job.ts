/** One run of one job: parse what it was given, run, say how it went. */
import { performance } from 'node:perf_hooks'
import { newId, Problem, problemFrom } from '../../base/index.ts'
import type { Logger } from '../../base/index.ts'
import { withRequest } from '../telemetry/index.ts'
import type { Telemetry } from '../telemetry/index.ts'
import type { JobHandler, JobRun } from './job.ts'

/** What lies in the queue. The request id joins the run's log lines to the request that caused it. */
export interface Envelope {
  readonly input: unknown
  readonly requestId: string | null
}

/** What the queue hands out for one run. */
export interface FetchedJob {
  readonly id: string
  readonly singletonKey?: string | null
  readonly data: Envelope
  readonly retryCount: number
  /** Runs after the first. An operator who tries a failed job again adds one to this job alone. */
  readonly retryLimit: number
  readonly signal: AbortSignal
}

export interface JobRunOptions {
  readonly handler: JobHandler
  readonly fetched: FetchedJob
  readonly telemetry: Telemetry
  /** Has the same job wait for so long, with these words. */
  readonly postpone: (fetched: FetchedJob, afterSeconds: number, lastError: string) => Promise<unknown>
}

/**
 * Runs that a job may lose with their process, beyond those that it may fail. A process that dies takes down all that it
 * runs and all that it was about to run, and seldom is each of them the reason; one that is ends here, and not in a circle.
 */
export const deathsMax = 10

type Outcome = 'completed' | 'postponed' | 'retried' | 'failed'

/** @throws whatever the handler threw, when the queue shall try again or write the job off. */
export async function runJob(options: JobRunOptions): Promise<void> {
  const { handler, fetched, telemetry } = options
  const requestId = fetched.data.requestId ?? newId()
  await withRequest({ requestId }, async () => {
    const log = telemetry.log.with({ job: handler.job.name, jobId: fetched.id })
    const startedAt = performance.now()
    const say = (outcome: Outcome, error?: unknown): void => {
      const seconds = (performance.now() - startedAt) / 1000
      telemetry.metrics.count('reciprocity_job_runs_total', { job: handler.job.name, outcome })
      telemetry.metrics.observe('reciprocity_job_seconds', seconds, { job: handler.job.name })
      report(log, { outcome, attempt: fetched.retryCount + 1, ms: Math.round(seconds * 1000) }, error)
    }
    await attempt(options, log, say)
  })
}

type Say = (outcome: Outcome, error?: unknown) => void

async function attempt(options: JobRunOptions, log: Logger, say: Say): Promise<void> {
  const { fetched } = options
  const lastAttempt = fetched.retryCount >= fetched.retryLimit
  try {
    await runOnce(options, { lastAttempt, log })
    say('completed')
  } catch (error) {
    const wait = error instanceof Problem ? error.retryAfterSeconds : undefined
    if (wait !== undefined) {
      await options.postpone(fetched, wait, problemFrom(error).detail)
      return say('postponed', error)
    }
    say(lastAttempt ? 'failed' : 'retried', error)
    if (lastAttempt) await writeOff(options, log, error)
    throw publicError(error)
  }
}

async function runOnce({ handler, fetched }: JobRunOptions, run: Pick<JobRun, 'lastAttempt' | 'log'>): Promise<void> {
  const { id: jobId, retryCount, retryLimit, signal } = fetched
  const input = readInput(handler, fetched.data.input)
  if (retryCount > retryLimit + deathsMax) throw new Problem('server.failed', 'The process died in every run.')
  await handler.handle(input, { jobId, attempt: retryCount + 1, signal, ...run })
}

/** Another version wrote it: the run fails like any other, for a process of that version may take the next one. */
function readInput({ job }: JobHandler, input: unknown): unknown {
  const read = job.input.safeParse(input)
  if (read.success) return read.data
  const paths = read.error.issues.map(({ path }) => path.join('.'))
  throw new Problem('server.failed', 'The input of this job is not what this version takes.', { facts: { paths } })
}

/** The input goes in as it was parsed, or as it lies in the queue where it does not fit. */
async function writeOff({ handler, fetched }: JobRunOptions, log: Logger, reason: unknown): Promise<void> {
  const {
    data: { input },
  } = fetched
  const read = handler.job.input.safeParse(input)
  try {
    await handler.onFailed?.(read.success ? read.data : input, reason)
  } catch (error) {
    log.error('A failed job could not be written off.', { error })
  }
}

/** The queue stores the error of a run, and operators read it there: only the words of a problem go in. */
function publicError(error: unknown): Error {
  const problem = problemFrom(error)
  const stored = new Error(problem.detail)
  stored.name = problem.code
  delete stored.stack
  return stored
}

function report(log: Logger, facts: { outcome: Outcome; attempt: number; ms: number }, error: unknown): void {
  if (facts.outcome === 'completed') return log.info('A job ran.', facts)
  if (facts.outcome === 'failed') return log.error('A job failed for good.', { ...facts, error })
  log.warn('A job will run again.', { ...facts, error })
}
