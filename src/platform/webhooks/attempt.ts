/** One attempt: claim it in one transaction, call the host outside any, record the answer in another. */
import { randomUUID } from 'node:crypto'
import { later } from './deps.ts'
import { planClaim, planNext } from './decide.ts'
import { sendDelivery } from './jobs.ts'
import { scheduleSeconds } from './schedule.ts'
import { signatureHeaders } from './signature.ts'
import { addAttempt, finishDelivery, leaseDelivery, lockDelivery, postponeDelivery } from './store.ts'
import { callbackUrl } from './webhook-settings.ts'
import type { Tx } from '../db/index.ts'
import type { JobRun } from '../jobs/index.ts'
import type { DeliveryStanding, NextPlan } from './decide.ts'
import type { WebhookDeps } from './deps.ts'
import type { CallbackAnswer } from './post-callback.ts'
import type { Delivery } from './store.ts'

/** The row as it was claimed, and the lease that it was claimed under. */
interface Claim {
  readonly delivery: Delivery
  readonly body: string
  readonly leaseId: string
  readonly startedAt: Date
}

/** The margin covers the two transactions around the call and clocks that differ between machines. */
const LEASE_MARGIN_SECONDS = 15

/** A process that dies in here leaves its lease behind; the repeated job sends again when that has run out. */
export async function attemptDelivery(
  deps: WebhookDeps,
  input: { id: string; at: string },
  run: JobRun,
): Promise<void> {
  const claim = await deps.db.transaction((tx) => claimAttempt(deps, tx, input))
  if (claim === null) return
  const answer = await callHost(deps, claim, run.signal)
  const recorded = await deps.db.transaction((tx) => recordAnswer(deps, tx, { claim, answer }))
  report(deps, run, { claim, answer, ...recorded })
}

/**
 * Read, decide, lease: under the lock of the row, so that of two workers one sees what the other decided. Null when
 * there is nothing to send for this job.
 */
async function claimAttempt(deps: WebhookDeps, tx: Tx, { id, at }: { id: string; at: string }): Promise<Claim | null> {
  const now = deps.clock()
  const delivery = await lockDelivery(tx, id)

  const plan = planClaim(delivery && standingOf(delivery), new Date(at), now)

  if (plan.act === 'wait') await deps.jobs.enqueue(tx, sendDelivery, { id, at }, { afterSeconds: plan.seconds })
  if (plan.act !== 'send' || delivery === null || delivery.body === null) return null
  if (plan.wasInterrupted) await noteInterrupted(tx, delivery, now)
  const { timeoutSeconds, leaseMarginSeconds = LEASE_MARGIN_SECONDS } = deps.settings
  const lease = { leaseId: randomUUID(), leasedAt: now, leasedUntil: later(now, timeoutSeconds + leaseMarginSeconds) }
  await leaseDelivery(tx, id, lease)
  return { delivery, body: delivery.body, leaseId: lease.leaseId, startedAt: now }
}

/** It may have reached the host or not; the schedule does not count it. */
async function noteInterrupted(tx: Tx, { id, isReplay, leasedAt }: Delivery, now: Date): Promise<void> {
  const startedAt = leasedAt ?? now
  const ms = now.getTime() - startedAt.getTime()
  const error = 'The process stopped before an answer was recorded.'
  await addAttempt(tx, id, { isReplay, startedAt, ms, status: null, error })
}

async function callHost(deps: WebhookDeps, claim: Claim, signal: AbortSignal): Promise<CallbackAnswer> {
  const { baseUrl, secrets } = deps.settings
  if (baseUrl === null) {
    return { status: null, retryAfterSeconds: null, error: 'RECIPROCITY_BACKEND_URL is no longer set.', ms: 0 }
  }
  const { delivery, startedAt } = claim
  const body = Buffer.from(claim.body)
  const headers = await signatureHeaders({ id: delivery.id, sentAt: startedAt, body }, secrets)
  return deps.poster.post({ url: callbackUrl(baseUrl, delivery.path), headers, body }, signal)
}

interface Answered {
  readonly claim: Claim
  readonly answer: CallbackAnswer
}

interface Recorded {
  /** Null when the delivery was erased meanwhile. */
  readonly number: number | null
  readonly plan: NextPlan
}

/**
 * The job for the next attempt is enqueued in the transaction that records this one: neither is ever there without the
 * other. The row is read again, because much can happen while a host thinks.
 */
async function recordAnswer(deps: WebhookDeps, tx: Tx, { claim, answer }: Answered): Promise<Recorded> {
  const { id, isReplay } = claim.delivery
  const now = deps.clock()
  const delivery = await lockDelivery(tx, id)
  if (delivery === null) return { number: null, plan: { act: 'note' } }

  const { schedule = scheduleSeconds, random = Math.random } = deps.settings
  const plan = planNext(standingOf(delivery), { ...answer, leaseId: claim.leaseId }, { schedule, chance: random() })

  const number = await addAttempt(tx, id, { ...answer, isReplay, startedAt: claim.startedAt })
  if (plan.act === 'finish') await finishDelivery(tx, id, { state: plan.state, now })
  if (plan.act === 'retry') {
    const dueAt = later(now, plan.afterSeconds)
    await postponeDelivery(tx, id, dueAt)
    await deps.jobs.enqueue(tx, sendDelivery, { id, at: dueAt.toISOString() }, { afterSeconds: plan.afterSeconds })
  }
  return { number, plan }
}

/** What decisions need of a row. */
export const standingOf = (delivery: Delivery): DeliveryStanding => ({ ...delivery, hasBody: delivery.body !== null })

/** One line and one count for each attempt. Nothing in it was written by the host or by a member. */
function report(deps: WebhookDeps, run: JobRun, { claim, answer, number, plan }: Answered & Recorded): void {
  const { id, event } = claim.delivery
  const outcome = plan.act === 'finish' ? plan.state : plan.act
  deps.telemetry.metrics.count('reciprocity_delivery_attempts_total', { event, outcome })
  const { status, ms, error } = answer
  const facts = {
    deliveryId: id,
    event,
    attempt: number,
    status,
    ms,
    outcome,
    ...(error !== null && { reason: error }),
  }
  if (outcome === 'failed' || outcome === 'gone') run.log.warn('A delivery was given up.', facts)
  else run.log.info('A delivery was attempted.', facts)
}
