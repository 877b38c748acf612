/** The queue's own tables: what waits, runs and failed. Only pg-boss writes them, but for what only we can know. */
import { rows, sql } from '../db/index.ts'
import type { Tx } from '../db/index.ts'

/** The queue's tables have a schema of their own, so that its migrations and ours never meet. */
export const jobsSchema = 'reciprocity_jobs'

export type JobState = 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled'

/** A job as the operator sees it; its input is left out, for it names people. */
export interface StoredJob {
  readonly id: string
  readonly name: string
  readonly state: JobState
  readonly attempts: number
  readonly attemptsMax: number
  readonly key: string | null
  readonly lastError: string | null
  readonly createdAt: Date
  /** The same instant to the microsecond, which a `Date` cannot hold: many jobs of one transaction share a millisecond. */
  readonly enqueuedAt: string
  readonly dueAt: Date
  readonly startedAt: Date | null
  readonly completedAt: Date | null
}

/** How many of one name are in one state. */
export interface JobCount {
  readonly name: string
  readonly state: JobState
  readonly count: number
  /** Age of the oldest that is due. */
  readonly oldestSeconds: number
}

export interface JobFilter {
  readonly name?: string | undefined
  readonly state?: JobState | undefined
  /** Jobs before this one: lists run from the newest to the oldest. */
  readonly before?: Pick<StoredJob, 'enqueuedAt' | 'id'> | undefined
  readonly limit: number
}

const STATES: Readonly<Record<JobState, ReturnType<typeof sql>>> = {
  waiting: sql`state in ('created', 'retry')`,
  running: sql`state = 'active'`,
  completed: sql`state = 'completed'`,
  failed: sql`state = 'failed'`,
  cancelled: sql`state = 'cancelled'`,
}

const STATE = sql<JobState>`case when ${STATES.waiting} then 'waiting' when ${STATES.running} then 'running'
  else state::text end`

const COLUMNS = sql`id, name, ${STATE} as state, singleton_key as key, created_on as "createdAt",
  to_char(created_on at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "enqueuedAt",
  case when started_on is null then 0 else retry_count + 1 end as attempts, retry_limit + 1 as "attemptsMax",
  coalesce(output ->> 'message', output ->> 'value') as "lastError", start_after as "dueAt", started_on as "startedAt",
  completed_on as "completedAt"`

const jobTable = sql.table(`${jobsSchema}.job`)
const queueTable = sql.table(`${jobsSchema}.queue`)

/**
 * Indexes for our own questions: the library has none by age, by person, by state or by key alone. It owns the table and
 * makes it at its first start, so these come after that and not with our migrations.
 */
const indexes = {
  own_newest: sql`(created_on desc, id desc)`,
  own_person: sql`((data -> 'input' ->> 'personId'))`,
  own_open: sql`(state, created_on desc, id desc) include (name, start_after) where state not in ('completed', 'cancelled')`,
  own_waiting: sql`(name, singleton_key) where state in ('created', 'retry')`,
}

/**
 * Makes those that are missing, one process after the other. One that exists is looked up and not named: even with
 * `if not exists` the statement would wait for every writer.
 */
export async function makeIndexes(tx: Tx): Promise<void> {
  await rows(tx, 'jobs.lock-indexes', sql`select pg_advisory_xact_lock(hashtext(${jobsSchema}))`)
  for (const [name, columns] of Object.entries(indexes)) {
    const found = await rows(
      tx,
      'jobs.find-index',
      sql`select from pg_indexes where schemaname = ${jobsSchema} and indexname = ${name}`,
    )
    if (found.length > 0) continue
    await rows(tx, 'jobs.make-index', sql`create index if not exists ${sql.ref(name)} on ${jobTable} ${columns}`)
  }
}

/** The primary key begins with the name, and there are few of those. */
const hasId = (id: string): ReturnType<typeof sql> => sql`name in (select name from ${queueTable}) and id = ${id}`

/** Null when there is no such job, or it was cleared away. */
export async function findJob(tx: Tx, id: string): Promise<StoredJob | null> {
  const found = await rows<StoredJob>(tx, 'jobs.find-job', sql`select ${COLUMNS} from ${jobTable} where ${hasId(id)}`)
  return found[0] ?? null
}

/** Newest first, by time of enqueueing, then by id. */
export async function listJobs(tx: Tx, filter: JobFilter): Promise<StoredJob[]> {
  const { before } = filter
  return rows<StoredJob>(
    tx,
    'jobs.list-jobs',
    sql`select ${COLUMNS} from ${jobTable}
      where (${filter.name ?? null}::text is null or name = ${filter.name ?? null})
        and ${filter.state ? STATES[filter.state] : sql`true`}
        and ${before ? sql`(created_on, id) < (${before.enqueuedAt}::timestamptz, ${before.id}::uuid)` : sql`true`}
        and name not like '\\_\\_pgboss%'
      order by created_on desc, id desc limit ${filter.limit}`,
  )
}

/**
 * Jobs that wait, by key, and go on waiting until the transaction ends: workers pass over rows that are locked. Whoever
 * counts on one for a change that is not in yet must not see it run before. The condition is that of the library's own
 * index of waiting twins, and the order that in which they are enqueued: by bytes.
 */
export async function holdWaiting(tx: Tx, name: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ id: string; key: string }>(
    tx,
    'jobs.hold-waiting',
    sql`select id, singleton_key as key from ${jobTable}
      where name = ${name} and coalesce(singleton_key, '') = any(${[...keys]}) and state = 'created' and policy = 'short'
      order by singleton_key collate "C" for update`,
  )
  return new Map(found.map(({ id, key }) => [key, id]))
}

export async function countJobs(tx: Tx): Promise<JobCount[]> {
  return rows<JobCount>(
    tx,
    'jobs.count-jobs',
    sql`select name, ${STATE} as state, count(*)::int as count,
        greatest(0, extract(epoch from now() - min(start_after)))::float as "oldestSeconds"
      from ${jobTable} where state not in ('completed', 'cancelled') group by 1, 2`,
  )
}

/** On a database with one owner, whatever was running when the owner died is due again at once. */
export async function reviveOrphans(tx: Tx): Promise<void> {
  await rows(
    tx,
    'jobs.revive-orphans',
    sql`update ${jobTable} set state = 'retry', start_after = now() where state = 'active'`,
  )
}

/**
 * Gives a failed job one run more, and makes one that waits due now. The library's own retry adds one to the limit alone,
 * which is no run at all for a job whose process died so often that it was fetched beyond its limit.
 */
export async function retryNow(tx: Tx, name: string, id: string): Promise<void> {
  await rows(
    tx,
    'jobs.retry-now',
    sql`update ${jobTable} set state = case when state = 'failed' then 'retry' else state end,
        retry_limit = case when state = 'failed' then greatest(retry_limit, retry_count) + 1 else retry_limit end,
        start_after = now(), completed_on = null, keep_until = now() + (keep_until - start_after)
      where name = ${name} and id = ${id} and state in ('failed', 'created', 'retry')`,
  )
}

/** When a run that came too early is to be repeated, and what it says until then. */
export interface Postponement {
  readonly id: string
  readonly name: string
  readonly key: string | null
  readonly afterSeconds: number
  readonly lastError: string
}

/**
 * Puts a running job back: it waits under its own id and error, that run is added to its limit, and the time for which the
 * queue keeps what nobody runs begins when it is due. Where a twin waits already, that one will do its work, and this one
 * stays as it is, to be completed.
 */
export async function postponeRun(tx: Tx, { id, name, key, afterSeconds, lastError }: Postponement): Promise<void> {
  await rows(
    tx,
    'jobs.postpone-run',
    sql`update ${jobTable} as mine set state = 'retry', start_after = now() + make_interval(secs => ${afterSeconds}),
        keep_until = now() + make_interval(secs => ${afterSeconds}) + (keep_until - start_after),
        retry_limit = greatest(retry_limit, retry_count) + 1,
        output = jsonb_build_object('message', ${lastError}::text)
      where name = ${name} and id = ${id} and state = 'active' and not exists (
        select from ${jobTable} as twin where twin.name = ${name} and twin.singleton_key = ${key}::text
          and twin.state in ('created', 'retry'))`,
  )
}

/** What is running is told to stop by the queue, which finds its claim gone, and is tried no more. */
export async function forgetJobs(tx: Tx, personId: string): Promise<void> {
  await rows(tx, 'jobs.forget-jobs', sql`delete from ${jobTable} where data -> 'input' ->> 'personId' = ${personId}`)
}

export async function eraseJob(tx: Tx, id: string): Promise<void> {
  await rows(tx, 'jobs.erase-job', sql`delete from ${jobTable} where ${hasId(id)}`)
}
