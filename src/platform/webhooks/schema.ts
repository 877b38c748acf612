/** Deliveries on the wire. */
import { z } from 'zod'
import { deliveryStates } from './decide.ts'
import { SUBJECTS_LISTED } from './store.ts'
import type { Attempt, DeliveryOutline, DeliverySummary } from './store.ts'

const instant = z.iso.datetime()

/** The body is not shown: it may hold what a member said. */
export const outlineOutput = z.object({
  id: z.string().describe('The webhook-id that every attempt carries.'),
  event: z.string(),
  path: z.string(),
  state: z.enum(deliveryStates),
  body_bytes: z.number().int().nullable().describe('Null once the body is no longer kept.'),
  attempt_count: z.number().int(),
  last_status: z.number().int().nullable(),
  last_error: z.string().nullable(),
  created_at: instant,
  due_at: instant.nullable().describe('When the next attempt is due.'),
  delivered_at: instant.nullable().describe('When the host first answered with a 2xx.'),
  finished_at: instant.nullable(),
})

export const deliveryOutput = outlineOutput.extend({
  subject_count: z.number().int().describe('How many people the callback tells of.'),
  subject_ids: z.array(z.string()).describe(`Who they are; a list names the first ${SUBJECTS_LISTED}.`),
})

/** `error` is a sentence of ours; what the host wrote is not kept. */
export const attemptOutput = z.object({
  number: z.number().int(),
  replay: z.boolean(),
  started_at: instant,
  ms: z.number().int(),
  status: z.number().int().nullable(),
  error: z.string().nullable(),
})

export const deliveryDetailOutput = deliveryOutput.extend({
  subject_ids: z.array(z.string()).describe('All the people whom the callback tells of.'),
  attempts: z.array(attemptOutput),
})

/** `subject` is the id of a person, as the host gave it. */
export const deliveryListQuery = z.object({
  state: z.enum(deliveryStates).optional(),
  event: z.string().max(100).optional().describe('`summary-ready`, `matches-ready` or `batch-matches-ready`.'),
  subject: z.string().max(128).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
})

export const deliveryListOutput = z.object({
  deliveries: z.array(deliveryOutput),
  next_cursor: z.string().nullable(),
})

export type OutlineOnTheWire = z.infer<typeof outlineOutput>

const wireTime = (time: Date | null): string | null => time?.toISOString() ?? null

export function toWire(delivery: DeliverySummary): z.infer<typeof deliveryOutput> {
  const { subjectCount, subjectIds } = delivery
  return { ...outlineToWire(delivery), subject_count: subjectCount, subject_ids: [...subjectIds] }
}

export function outlineToWire(delivery: DeliveryOutline): OutlineOnTheWire {
  return {
    id: delivery.id,
    event: delivery.event,
    path: delivery.path,
    state: delivery.state,
    body_bytes: delivery.bodyBytes,
    attempt_count: delivery.attemptCount,
    last_status: delivery.lastStatus,
    last_error: delivery.lastError,
    created_at: delivery.createdAt.toISOString(),
    due_at: wireTime(delivery.dueAt),
    delivered_at: wireTime(delivery.deliveredAt),
    finished_at: wireTime(delivery.finishedAt),
  }
}

export function attemptToWire(attempt: Attempt): z.infer<typeof attemptOutput> {
  const { number, isReplay, startedAt, ms, status, error } = attempt
  return { number, replay: isReplay, started_at: startedAt.toISOString(), ms, status, error }
}
