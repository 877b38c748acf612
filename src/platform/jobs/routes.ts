/** For the operator: what waits, what runs, what failed and why. */
import { z } from 'zod'
import { isUuid, Problem } from '../../base/index.ts'
import type { Clock } from '../../base/index.ts'
import type { Db } from '../db/index.ts'
import { decodeCursor, encodeCursor, route } from '../http/index.ts'
import type { Route } from '../http/index.ts'
import type { JobRunner } from './open-jobs.ts'
import { jobListOutput, jobListQuery, jobOutput, toWire } from './schema.ts'
import { findJob, listJobs } from './store.ts'
import type { StoredJob } from './store.ts'

export interface JobRoutesDeps {
  readonly db: Db
  readonly jobs: JobRunner
  readonly clock: Clock
}

const cursorShape = z.object({ enqueuedAt: z.iso.datetime().regex(/^[12]/u), id: z.uuid() })
const params = z.object({ id: z.string().max(64) })

export const jobRoutes = (deps: JobRoutesDeps): Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/jobs',
    access: { scope: 'ops' },
    tag: 'operations',
    summary: 'Jobs, newest first.',
    query: jobListQuery,
    output: jobListOutput,
    problems: ['request.invalid'],
    example: { query: { state: 'failed', limit: '10' } },
    async handle({ query }) {
      const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor, cursorShape)
      const jobs = await listJobs(deps.db.query, { ...query, before, limit: query.limit })
      const last = jobs.length === query.limit ? jobs.at(-1) : undefined
      return { jobs: jobs.map((job) => toWire(job, deps.clock())), next_cursor: last ? cursorOf(last) : null }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/jobs/:id',
    access: { scope: 'ops' },
    tag: 'operations',
    summary: 'One job: its state, runs and last error.',
    params,
    output: jobOutput,
    problems: ['job.not_found'],
    handle: async ({ params: { id } }) => toWire(await requireJob(deps.db, id), deps.clock()),
  }),
  // Creates nothing, so it needs no Idempotency-Key: a repeat finds the job no longer failed, and is refused.
  route({
    method: 'POST',
    path: '/api/v1/jobs/:id/retry',
    access: { scope: 'ops' },
    tag: 'operations',
    summary: 'Runs a failed job once more, and one that waits now.',
    params,
    output: jobOutput,
    status: 202,
    problems: ['job.not_found', 'job.not_retryable'],
    async handle({ params: { id } }) {
      const job = await requireJob(deps.db, id)
      if (job.state !== 'failed' && job.state !== 'waiting') {
        throw new Problem('job.not_retryable', `Job ${id} is ${job.state}, so it cannot be tried again.`)
      }
      await deps.jobs.retry(job.name, job.id)
      return toWire(await requireJob(deps.db, id), deps.clock())
    },
  }),
]

const cursorOf = ({ enqueuedAt, id }: StoredJob): string => encodeCursor({ enqueuedAt, id })

async function requireJob(db: Db, id: string): Promise<StoredJob> {
  const job = isUuid(id) ? await findJob(db.query, id) : null
  if (!job) throw new Problem('job.not_found', `There is no job ${id}.`)
  return job
}
