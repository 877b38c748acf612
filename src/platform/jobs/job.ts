/** A job is data: what it is called, what it takes, what makes two of them one, and how often it is tried. */
import type { z } from 'zod'
import type { Logger } from '../../base/index.ts'
import type { Tx } from '../db/index.ts'

export interface Job<Input> {
  /** `room.verb`: `people.persona`. The name of the queue. */
  readonly name: string
  readonly input: z.ZodType<Input>
  /** The same key waiting twice is one job. Absent: every enqueue is a job of its own. */
  readonly key?: (input: Input) => string
  /** Runs in all, the first included. */
  readonly attempts: number
  /** Wait before the second run; doubles with jitter up to `backoffSecondsMax`. */
  readonly backoffSeconds: number
  readonly backoffSecondsMax: number
  /** A run that takes longer is taken for dead and tried again. */
  readonly timeoutSeconds: number
  /** How many run at once in one process. */
  readonly concurrency: number
}

type JobDefaults = 'attempts' | 'backoffSeconds' | 'backoffSecondsMax' | 'timeoutSeconds' | 'concurrency'

/** Fills in what most jobs want: five runs, seconds to minutes apart. */
export function job<Input>(
  definition: Omit<Job<Input>, JobDefaults> & Partial<Pick<Job<Input>, JobDefaults>>,
): Job<Input> {
  return { attempts: 5, backoffSeconds: 2, backoffSecondsMax: 600, timeoutSeconds: 300, concurrency: 2, ...definition }
}

/** What a handler knows of the run it is in. */
export interface JobRun {
  readonly jobId: string
  /** 1 for the first run. */
  readonly attempt: number
  /** True when a failure of this run is final. */
  readonly lastAttempt: boolean
  readonly signal: AbortSignal
  readonly log: Logger
}

/**
 * A job joined to what does it. `onFailed` runs once, after the last run failed; where the input was the reason, it is
 * given the input as it lies in the queue.
 */
export interface JobHandler<Input = unknown> {
  readonly job: Job<Input>
  readonly handle: (input: Input, run: JobRun) => Promise<void>
  readonly onFailed?: (input: Input, reason: unknown) => Promise<void>
  /** Also enqueued every so many seconds, by one process. */
  readonly everySeconds?: number
}

/** Hides the type of the input, so that handlers of all kinds fit one list. */
export function handles<Input>(handler: JobHandler<Input>): JobHandler {
  return handler as unknown as JobHandler
}

/** When, if not at once. */
export interface EnqueueOptions {
  readonly afterSeconds?: number
}

/** What a room may do with jobs; running them is the house’s business. */
export interface Jobs {
  /** Enqueues in the transaction of the change that causes it. Returns the id of the job, or of its waiting twin. */
  enqueue<Input>(tx: Tx, job: Job<Input>, input: NoInfer<Input>, options?: EnqueueOptions): Promise<string>
  /** Enqueues many, a thousand in one statement; those with a waiting twin are left out. */
  enqueueAll<Input>(tx: Tx, job: Job<Input>, inputs: readonly NoInfer<Input>[]): Promise<void>
  /** Takes a job out of the queue's tables, the running one too: what it names must not be kept. It is tried no more. */
  erase(tx: Tx, jobId: string): Promise<void>
}
