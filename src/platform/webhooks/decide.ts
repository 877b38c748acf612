/** What to do with a delivery: pure decisions about the row as it was read under its lock. */
import { nextDelaySeconds } from './schedule.ts'

export const deliveryStates = ['pending', 'delivered', 'failed', 'gone', 'erased'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** What an operator watches: what waits, and what was given up. */
export const watchedStates = ['pending', 'failed', 'gone'] as const satisfies readonly DeliveryState[]
export type WatchedState = (typeof watchedStates)[number]

/** A delivery as far as decisions go. */
export interface DeliveryStanding {
  readonly state: DeliveryState
  readonly hasBody: boolean
  /** How many attempts of the running schedule were answered. */
  readonly step: number
  /** The appointment of the next attempt; null unless pending. */
  readonly dueAt: Date | null
  readonly leaseId: string | null
  readonly leasedUntil: Date | null
  /** The first 2xx that was recorded. */
  readonly deliveredAt: Date | null
}

export type ClaimPlan =
  | { readonly act: 'leave' }
  | { readonly act: 'wait'; readonly seconds: number }
  | { readonly act: 'send'; readonly wasInterrupted: boolean }

/**
 * A job is for one appointment. Whoever comes for one that is past leaves; whoever finds another at work comes back
 * when that one's lease has run out, for it may have died.
 */
export function planClaim(delivery: DeliveryStanding | null, appointment: Date, now: Date): ClaimPlan {
  if (delivery?.dueAt?.getTime() !== appointment.getTime()) return { act: 'leave' }
  const { leasedUntil } = delivery
  if (leasedUntil === null) return { act: 'send', wasInterrupted: false }
  if (leasedUntil <= now) return { act: 'send', wasInterrupted: true }
  return { act: 'wait', seconds: (leasedUntil.getTime() - now.getTime()) / 1000 }
}

/** What came of one attempt; a null status means that no answer came. */
export interface AttemptResult {
  readonly leaseId: string
  readonly status: number | null
  readonly retryAfterSeconds: number | null
}

export type NextPlan =
  | { readonly act: 'note' }
  | { readonly act: 'finish'; readonly state: 'delivered' | 'failed' | 'gone' }
  | { readonly act: 'retry'; readonly afterSeconds: number }

export interface RetryRules {
  readonly schedule: readonly number[]
  /** 0 to 1: see `nextDelaySeconds`. */
  readonly chance: number
}

/**
 * A 2xx always counts, even one that comes after the lease was lost. Any other answer counts only from whoever holds
 * the lease. A replay that never got through leaves a delivered callback delivered.
 */
export function planNext(delivery: DeliveryStanding, result: AttemptResult, rules: RetryRules): NextPlan {
  const isDelivered = result.status !== null && result.status >= 200 && result.status < 300
  if (isDelivered && delivery.state !== 'erased') return { act: 'finish', state: 'delivered' }
  if (delivery.state !== 'pending' || delivery.leaseId !== result.leaseId) return { act: 'note' }
  if (result.status === 410) return { act: 'finish', state: 'gone' }
  const { retryAfterSeconds } = result
  const afterSeconds = nextDelaySeconds({ ...rules, step: delivery.step + 1, retryAfterSeconds })
  if (afterSeconds !== null) return { act: 'retry', afterSeconds }
  return { act: 'finish', state: delivery.deliveredAt === null ? 'failed' : 'delivered' }
}

export type ReplayPlan =
  | { readonly act: 'refuse' }
  | { readonly act: 'enqueue'; readonly dueAt: Date }
  | { readonly act: 'restart' }

/** Asking twice sends once: what is due already, or in the air, only gets its job again, should that have been lost. */
export function planReplay(delivery: DeliveryStanding, now: Date): ReplayPlan {
  if (!delivery.hasBody) return { act: 'refuse' }
  const { dueAt, leasedUntil } = delivery
  const isInTheAir = leasedUntil !== null && leasedUntil > now
  if (dueAt !== null && (dueAt <= now || isInTheAir)) return { act: 'enqueue', dueAt }
  return { act: 'restart' }
}
