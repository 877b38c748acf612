/** What happens later: sending, looking for lost sends, and forgetting. */
import { z } from 'zod'
import { job } from '../jobs/index.ts'

/** `at` is the appointment that the job is for, as in `due_at` of the row; the same one waiting twice is one job. */
export const sendDelivery = job({
  name: 'webhooks.send',
  input: z.object({ id: z.string(), at: z.iso.datetime() }),
  key: ({ id, at }) => `${id} ${at}`,
  attempts: 10,
  backoffSecondsMax: 60,
  concurrency: 8,
})

const nothing = z.object({})

/** A row is a promise, the job that keeps it only a means: one that got lost is enqueued anew. */
export const rescueDeliveries = job({
  name: 'webhooks.rescue',
  input: nothing,
  key: () => 'all',
  attempts: 1,
  concurrency: 1,
})

export const pruneDeliveries = job({
  name: 'webhooks.prune',
  input: nothing,
  key: () => 'all',
  attempts: 1,
  concurrency: 1,
})
