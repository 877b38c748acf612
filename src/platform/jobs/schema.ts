/** Jobs on the wire. */
import { z } from 'zod'
import type { StoredJob } from './store.ts'

const jobStates = ['waiting', 'running', 'completed', 'failed', 'cancelled'] as const

export const jobOutput = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(jobStates),
  attempts: z.number().int(),
  attempts_max: z.number().int(),
  last_error: z.string().nullable(),
  age_seconds: z.number(),
  created_at: z.string(),
  due_at: z.string(),
  started_at: z.string().nullable(),
  completed_at: z.string().nullable(),
})

export const jobListQuery = z.object({
  name: z.string().max(100).optional(),
  state: z.enum(jobStates).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
})

export const jobListOutput = z.object({ jobs: z.array(jobOutput), next_cursor: z.string().nullable() })

export function toWire(job: StoredJob, now: Date): z.infer<typeof jobOutput> {
  return {
    id: job.id,
    name: job.name,
    state: job.state,
    attempts: job.attempts,
    attempts_max: job.attemptsMax,
    last_error: job.lastError,
    age_seconds: Math.max(0, Math.round((now.getTime() - job.createdAt.getTime()) / 1000)),
    created_at: job.createdAt.toISOString(),
    due_at: job.dueAt.toISOString(),
    started_at: job.startedAt?.toISOString() ?? null,
    completed_at: job.completedAt?.toISOString() ?? null,
  }
}
