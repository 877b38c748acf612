/** Enqueues again what should have been sent a while ago: its job failed for good, or was lost with a backup. */
import { later } from './deps.ts'
import { sendDelivery } from './jobs.ts'
import { findOverdue } from './store.ts'
import type { WebhookDeps } from './deps.ts'

/** Longer than a queue without a backlog ever takes. */
const OVERDUE_SECONDS = 120

/** A long backlog is overdue too, but its jobs are waiting already; a bounded look leaves the database its peace. */
const LOOK = 1_000

export async function rescue(deps: WebhookDeps): Promise<void> {
  const now = deps.clock()
  await deps.db.transaction(async (tx) => {
    const overdue = await findOverdue(tx, { dueBefore: later(now, -OVERDUE_SECONDS), now, limit: LOOK })
    const inputs = overdue.map(({ id, dueAt }) => ({ id, at: dueAt.toISOString() }))
    await deps.jobs.enqueueAll(tx, sendDelivery, inputs)
  })
}
