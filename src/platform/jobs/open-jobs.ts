/** pg-boss behind our own few words: it keeps, retries and takes over; what a job means is said in `job.ts`. */
import { PgBoss } from 'pg-boss'
import type { Db as BossDatabase } from 'pg-boss'
import { byBytes } from '../../base/index.ts'
import type { Telemetry } from '../telemetry/index.ts'
import { currentRequestId } from '../telemetry/index.ts'
import { statementIn } from '../db/index.ts'
import type { Db, Tx } from '../db/index.ts'
import type { EnqueueOptions, Job, JobHandler, Jobs } from './job.ts'
import { runJob } from './run-job.ts'
import type { Envelope, FetchedJob } from './run-job.ts'
import {
  countJobs,
  eraseJob,
  forgetJobs,
  holdWaiting,
  jobsSchema,
  makeIndexes,
  postponeRun,
  retryNow,
  reviveOrphans,
} from './store.ts'

export interface JobsOptions {
  readonly db: Db
  readonly telemetry: Telemetry
  /** Every job there is: all processes enqueue, those of the role `worker` run. */
  readonly handlers: () => readonly JobHandler[]
  /** A dead process is noticed after so long. At least 10. */
  readonly takeoverSeconds?: number
  /**
   * New jobs announce themselves; only what falls due later (a retry, a postponement) is found by asking so often.
   * Default 2, at least 0.5.
   */
  readonly pollSeconds?: number
}

export interface JobRunner extends Jobs {
  /** Makes the queues, so that `enqueue` works. */
  start(): Promise<void>
  /** Begins to run jobs in this process. */
  work(): Promise<void>
  /** Finishes what is in hand, at most `seconds` long; the rest is taken over by others or at the next start. */
  stop(seconds: number): Promise<void>
  /** Removes what the queue knows of a person. */
  forget(tx: Tx, personId: string): Promise<void>
  /** Gives a failed job one run more, and makes one that waits due now; any other stays as it is. */
  retry(name: string, id: string): Promise<void>
}

/** Nothing is touched before `start`. */
export function openJobs(options: JobsOptions): JobRunner {
  const boss = new PgBoss({
    db: bossDatabase(options.db),
    schema: jobsSchema,
    backend: options.db.kind === 'embedded' ? 'pglite' : 'postgres',
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    schedule: false,
    reindex: options.db.kind === 'postgres',
    monitorVacuum: options.db.kind === 'postgres',
  })
  const log = options.telemetry.log
  boss.on('error', (error) => log.error('The job queue had a fault.', { error }))
  boss.on('warning', ({ message }) => log.warn('The job queue warns.', { warning: message }))
  const timers: NodeJS.Timeout[] = []

  return {
    enqueue: (tx, job, ...[input, when]) => enqueue(boss, { tx, job, input, ...when }),
    enqueueAll: (tx, job, inputs) => enqueueAll(boss, { tx, job, inputs }),
    async start() {
      await boss.start()
      await options.db.transaction((tx) => makeIndexes(tx))
      for (const { job } of options.handlers()) await makeQueue(boss, job, options.takeoverSeconds ?? 10)
      options.telemetry.metrics.beforeScrape(() => measure(options))
    },
    async work() {
      if (options.db.kind === 'embedded') await reviveOrphans(options.db.query)
      for (const handler of options.handlers()) await beginWork(boss, handler, options)
      for (const handler of options.handlers()) timers.push(...repeat(boss, handler, log))
    },
    async stop(seconds) {
      for (const timer of timers) clearInterval(timer)
      await boss.stop({ graceful: true, close: false, timeout: Math.max(1, seconds) * 1000 })
    },
    erase: (tx, jobId) => eraseJob(tx, jobId),
    forget: (tx, personId) => forgetJobs(tx, personId),
    retry: (name, id) => retryNow(options.db.query, name, id),
  }
}

/** Our pool, our listening line: pg-boss opens no connection of its own. */
function bossDatabase(db: Db): BossDatabase {
  return {
    executeSql: async (text, values) => ({ rows: [...(await db.statements(text, values)).rows] }),
    async listen(channel, onNotification, onReconnect) {
      const stop = db.listen(channel, { onPayload: onNotification, onGap: () => {}, onReady: onReconnect })
      return { close: async () => stop() }
    },
  }
}

interface Enqueueing<Input> extends EnqueueOptions {
  readonly tx: Tx
  readonly job: Job<Input>
  readonly input: Input
}

/** A twin may be taken by a worker in the instant between being in the way and being looked for: then we try again. */
const TRIES = 10

async function enqueue<Input>(boss: PgBoss, { tx, job, input, afterSeconds }: Enqueueing<Input>): Promise<string> {
  const key = job.key?.(input)
  const envelope: Envelope = { input, requestId: currentRequestId() ?? null }
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const id = await boss.send(job.name, envelope, {
      db: inTransaction(tx),
      ...(key === undefined ? {} : { singletonKey: key }),
      ...(afterSeconds ? { startAfter: afterSeconds } : {}),
    })
    const known = id ?? (await holdWaiting(tx, job.name, [key ?? ''])).get(key ?? '')
    if (known !== undefined) return known
  }
  throw new Error(`The queue ${job.name} took no job and holds no twin of it.`)
}

interface EnqueueingAll<Input> {
  readonly tx: Tx
  readonly job: Job<Input>
  readonly inputs: readonly Input[]
}

/** In one statement. What is more is cut into slices. */
const SLICE = 1000

/** In the order of the keys, so that two changes that enqueue for the same people do not wait for each other. */
async function enqueueAll<Input>(boss: PgBoss, { tx, job, inputs }: EnqueueingAll<Input>): Promise<void> {
  const requestId = currentRequestId() ?? null
  const rows = inputs.map((input) => ({
    data: { input, requestId } satisfies Envelope,
    ...(job.key ? { singletonKey: job.key(input) } : {}),
  }))
  if (job.key) rows.sort((one, other) => byBytes(one.singletonKey ?? '', other.singletonKey ?? ''))
  for (let from = 0; from < rows.length; from += SLICE) {
    await enqueueSlice(boss, { tx, job, rows: rows.slice(from, from + SLICE) })
  }
}

interface Slice {
  readonly tx: Tx
  readonly job: Pick<Job<never>, 'name' | 'key'>
  readonly rows: readonly { readonly data: Envelope; readonly singletonKey?: string }[]
}

async function enqueueSlice(boss: PgBoss, { tx, job, rows }: Slice): Promise<void> {
  let left = [...rows]
  for (let tries = 1; tries <= TRIES; tries += 1) {
    await boss.insert(job.name, left, { db: inTransaction(tx) })
    if (!job.key) return
    const keys = left.map(({ singletonKey }) => singletonKey ?? '')
    const held = await holdWaiting(tx, job.name, keys)
    left = left.filter(({ singletonKey }) => !held.has(singletonKey ?? ''))
    if (left.length === 0) return
  }
  throw new Error(`The queue ${job.name} did not take ${left.length} jobs and holds no twins of them.`)
}

const inTransaction = (tx: Tx): Pick<BossDatabase, 'executeSql'> => ({
  executeSql: async (text, values) => ({ rows: [...(await statementIn(tx, text, values)).rows] }),
})

/** `short`: of jobs with one key, one waits, while another may be running on what was known before. */
async function makeQueue(boss: PgBoss, job: Job<unknown>, takeoverSeconds: number): Promise<void> {
  const policy = job.key ? 'short' : 'standard'
  const rules = {
    retryLimit: job.attempts - 1,
    retryDelay: job.backoffSeconds,
    retryBackoff: true,
    retryDelayMax: job.backoffSecondsMax,
    expireInSeconds: job.timeoutSeconds,
    heartbeatSeconds: takeoverSeconds,
    notify: true,
  }
  const known = await boss.getQueue(job.name)
  if (known && known.policy !== policy) {
    throw new Error(
      `The queue ${job.name} was made ${known.policy} and is to be ${policy}: its job needs another name.`,
    )
  }
  if (known) await boss.updateQueue(job.name, rules)
  else await boss.createQueue(job.name, { policy, ...rules })
  // Asking once fills the library's memory of the queue: inside a transaction it could not go and read it.
  await boss.findJobs(job.name, { key: 'none' })
}

/** One library worker per place: each runs one job at a time and asks for the next as soon as it is done. */
async function beginWork(boss: PgBoss, handler: JobHandler, options: JobsOptions): Promise<void> {
  const { job } = handler
  const pollSeconds = options.pollSeconds ?? 2
  const rules = {
    pollingIntervalSeconds: pollSeconds,
    notifyPollingIntervalSeconds: pollSeconds,
    includeMetadata: true as const,
  }
  const postpone = ({ id, singletonKey }: FetchedJob, afterSeconds: number, lastError: string): Promise<void> =>
    postponeRun(options.db.query, { id, name: job.name, key: singletonKey ?? null, afterSeconds, lastError })
  for (let place = 0; place < job.concurrency; place += 1) {
    let worker: string | undefined
    worker = await boss.work<Envelope, void, typeof rules>(job.name, rules, async ([fetched]) => {
      if (worker) boss.notifyWorker(worker)
      if (fetched) await runJob({ handler, fetched, telemetry: options.telemetry, postpone })
    })
  }
}

/** How often a process looks whether a new slot of time has begun; Node's timers overflow at 25 days. */
const TICK_SECONDS_MIN = 1
const TICK_SECONDS_MAX = 3600

/** Every process ticks; the queue keeps one job per slot of time, and none beside a twin that waits. */
function repeat(boss: PgBoss, { job, everySeconds }: JobHandler, log: Telemetry['log']): NodeJS.Timeout[] {
  if (everySeconds === undefined) return []
  const singletonSeconds = Math.max(TICK_SECONDS_MIN, Math.round(everySeconds))
  const tick = (): void => {
    const envelope: Envelope = { input: {}, requestId: null }
    boss
      .send(job.name, envelope, { singletonKey: job.key?.({}) ?? 'repeat', singletonSeconds })
      .catch((error: unknown) => log.warn('A repeated job could not be enqueued.', { job: job.name, error }))
  }
  const timer = setInterval(tick, Math.min(singletonSeconds, TICK_SECONDS_MAX) * 1000)
  timer.unref()
  return [timer]
}

async function measure({ db, telemetry, handlers }: JobsOptions): Promise<void> {
  const counts = await countJobs(db.query)
  for (const { job } of handlers()) {
    const mine = counts.filter(({ name }) => name === job.name)
    for (const state of ['waiting', 'running', 'failed'] as const) {
      const count = mine.find((row) => row.state === state)?.count ?? 0
      telemetry.metrics.set('reciprocity_job_queue_length', count, { job: job.name, state })
    }
    const oldest = mine.find(({ state }) => state === 'waiting')?.oldestSeconds ?? 0
    telemetry.metrics.set('reciprocity_job_queue_oldest_seconds', oldest, { job: job.name })
  }
}
