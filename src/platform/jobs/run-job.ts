/** One run of one job: parse what it was given, run, say how it went. */
import { performance } from 'node:perf_hooks'
import { newId, Problem, problemFrom } from '../../base/index.ts'
import type { Logger } from '../../base/index.ts'
import { withRequest } from '../telemetry/index.ts'
import type { Telemetry } from '../telemetry/index.ts'
import type { JobHandler } from './job.ts'

/** What lies in the queue. The request id joins the run's log lines to the request that caused it. */
export interface Envelope {
  readonly input: unknown
  readonly requestId: string | null
}

/** What the queue hands out for one run. */
export interface FetchedJob {
  readonly id: string
  readonly data: Envelope
  readonly retryCount: number
  readonly signal: AbortSignal
}

export interface JobRunOptions {
  readonly handler: JobHandler
  readonly fetched: FetchedJob
  readonly telemetry: Telemetry
  /** Enqueues the same job again, later, as a fresh one. */
  readonly postpone: (input: unknown, afterSeconds: number) => Promise<unknown>
}

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

async function attempt(
  options: JobRunOptions,
  log: Logger,
  say: (outcome: Outcome, error?: unknown) => void,
): Promise<void> {
  const { handler, fetched } = options
  const { job } = handler
  const lastAttempt = fetched.retryCount + 1 >= job.attempts
  const input = job.input.parse(fetched.data.input)
  try {
    // A run beyond the last means that earlier ones took the process down with them.
    if (fetched.retryCount >= job.attempts) throw new Problem('server.failed', 'The process died in every run.')
    await handler.handle(input, {
      jobId: fetched.id,
      attempt: fetched.retryCount + 1,
      lastAttempt,
      signal: fetched.signal,
      log,
    })
    say('completed')
  } catch (error) {
    const wait = error instanceof Problem ? error.retryAfterSeconds : undefined
    if (wait !== undefined) {
      await options.postpone(fetched.data.input, wait)
      return say('postponed', error)
    }
    say(lastAttempt ? 'failed' : 'retried', error)
    if (lastAttempt) await handler.onFailed?.(input, error)
    throw publicError(error)
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
