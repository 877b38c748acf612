/** Every query on `deliveries` and `delivery_attempts`. */
import { rows, sql } from '../db/index.ts'
import type { Tx } from '../db/index.ts'
import type { DeliveryState, WatchedState } from './decide.ts'

/** A delivery as its own work needs it. */
export interface Delivery {
  readonly id: string
  readonly event: string
  readonly path: string
  readonly body: string | null
  readonly state: DeliveryState
  readonly step: number
  readonly isReplay: boolean
  readonly dueAt: Date | null
  readonly leaseId: string | null
  readonly leasedAt: Date | null
  readonly leasedUntil: Date | null
  readonly deliveredAt: Date | null
}

/** A delivery as its own people are told of it: without its body and without a word of others. */
export interface DeliveryOutline {
  readonly id: string
  readonly event: string
  readonly path: string
  readonly state: DeliveryState
  readonly bodyBytes: number | null
  readonly attemptCount: number
  readonly lastStatus: number | null
  readonly lastError: string | null
  readonly createdAt: Date
  readonly dueAt: Date | null
  readonly deliveredAt: Date | null
  readonly finishedAt: Date | null
}

/** A delivery as a list shows it. */
export interface DeliverySummary extends DeliveryOutline {
  readonly subjectCount: number
  /** The first of them: a batch may tell of a hundred thousand. */
  readonly subjectIds: readonly string[]
}

export interface Attempt {
  readonly number: number
  readonly isReplay: boolean
  readonly startedAt: Date
  readonly ms: number
  readonly status: number | null
  readonly error: string | null
}

export interface NewDelivery {
  readonly id: string
  readonly event: string
  readonly path: string
  readonly body: string
  readonly subjectIds: readonly string[]
  readonly now: Date
}

/** Due at once. */
export async function insertDelivery(tx: Tx, delivery: NewDelivery): Promise<void> {
  const { id, event, path, body, subjectIds, now } = delivery
  await rows(
    tx,
    'webhooks.insert-delivery',
    sql`insert into deliveries (id, event, path, body, subject_ids, created_at, due_at)
      values (${id}, ${event}, ${path}, ${body}, ${[...subjectIds]}::text[], ${now}, ${now})`,
  )
}

/** Holds the row until the transaction ends, so that of two workers one decides after the other. */
export async function lockDelivery(tx: Tx, id: string): Promise<Delivery | null> {
  const found = await rows<Delivery>(
    tx,
    'webhooks.lock-delivery',
    sql`select id, event, path, body, state, step, is_replay as "isReplay", due_at as "dueAt", lease_id as "leaseId",
        leased_at as "leasedAt", leased_until as "leasedUntil", delivered_at as "deliveredAt"
      from deliveries where id = ${id} for update`,
  )
  return found[0] ?? null
}

export interface Lease {
  readonly leaseId: string
  readonly leasedAt: Date
  readonly leasedUntil: Date
}

/** From here on the row says who sends; the lock may go. */
export async function leaseDelivery(tx: Tx, id: string, lease: Lease): Promise<void> {
  const { leaseId, leasedAt, leasedUntil } = lease
  await rows(
    tx,
    'webhooks.lease-delivery',
    sql`update deliveries set lease_id = ${leaseId}, leased_at = ${leasedAt}, leased_until = ${leasedUntil} where id = ${id}`,
  )
}

/** Returns the number of the attempt. The row of the delivery must be locked: it is what numbers are counted under. */
export async function addAttempt(tx: Tx, deliveryId: string, attempt: Omit<Attempt, 'number'>): Promise<number> {
  const { isReplay, startedAt, ms, status, error } = attempt
  const added = await rows<{ number: number }>(
    tx,
    'webhooks.add-attempt',
    sql`insert into delivery_attempts (delivery_id, number, is_replay, started_at, ms, status, error)
      select ${deliveryId}, coalesce(max(number), 0) + 1, ${isReplay}::boolean, ${startedAt}::timestamptz, ${ms}::int,
        ${status}::int, ${error}::text
      from delivery_attempts where delivery_id = ${deliveryId} returning number`,
  )
  return added[0]?.number ?? 0
}

const WITHOUT_LEASE = sql`lease_id = null, leased_at = null, leased_until = null`

/** Keeps the first `delivered_at`: a replay that arrives too changes nothing about when the host first knew. */
export async function finishDelivery(tx: Tx, id: string, end: { state: DeliveryState; now: Date }): Promise<void> {
  const { state, now } = end
  await rows(
    tx,
    'webhooks.finish-delivery',
    sql`update deliveries set state = ${state}, due_at = null, finished_at = ${now}, ${WITHOUT_LEASE},
        body = case when is_outdated then null else body end,
        delivered_at = case when ${state} = 'delivered' then coalesce(delivered_at, ${now}) else delivered_at end
      where id = ${id}`,
  )
}

/** The next attempt of the running schedule. */
export async function postponeDelivery(tx: Tx, id: string, dueAt: Date): Promise<void> {
  await rows(
    tx,
    'webhooks.postpone-delivery',
    sql`update deliveries set step = step + 1, due_at = ${dueAt}, ${WITHOUT_LEASE} where id = ${id}`,
  )
}

/** The first attempt of a new schedule. */
export async function restartDelivery(tx: Tx, id: string, dueAt: Date): Promise<void> {
  await rows(
    tx,
    'webhooks.restart-delivery',
    sql`update deliveries set state = 'pending', step = 0, is_replay = true, due_at = ${dueAt}, finished_at = null,
        ${WITHOUT_LEASE} where id = ${id}`,
  )
}

export interface DeliveryFilter {
  readonly id?: string | undefined
  readonly state?: DeliveryState | undefined
  readonly event?: string | undefined
  readonly subject?: string | undefined
  /** Deliveries before this id. */
  readonly before?: string | undefined
  readonly limit: number
}

const OUTLINE = sql`id, event, path, state, octet_length(body) as "bodyBytes",
  coalesce(last.number, 0) as "attemptCount", last.status as "lastStatus", last.error as "lastError",
  created_at as "createdAt", due_at as "dueAt", delivered_at as "deliveredAt", finished_at as "finishedAt"`

const WITH_LAST_ATTEMPT = sql`deliveries left join lateral (
    select number, status, error from delivery_attempts where delivery_id = id order by number desc limit 1
  ) last on true`

/** Subjects that a list names of each delivery. */
export const SUBJECTS_LISTED = 10

/** Newest first: ids sort by time of birth, and no two are the same. */
export async function listDeliveries(tx: Tx, filter: DeliveryFilter): Promise<DeliverySummary[]> {
  const { id = null, state = null, event = null, subject = null, before = null } = filter
  return rows<DeliverySummary>(
    tx,
    'webhooks.list-deliveries',
    sql`select ${OUTLINE}, cardinality(subject_ids) as "subjectCount",
        subject_ids[1:${SUBJECTS_LISTED}::int] as "subjectIds"
      from ${WITH_LAST_ATTEMPT}
      where (${id}::text is null or id = ${id}) and (${state}::text is null or state = ${state})
        and (${event}::text is null or event = ${event}) and (${before}::text is null or id < ${before})
        and (${subject}::text is null or subject_ids @> array[${subject}::text])
      order by id desc limit ${filter.limit}`,
  )
}

/** Newest first; the subjects are left out, for the one who asks may not learn who the others are. */
export async function listOutlinesAbout(tx: Tx, subjectId: string, limit: number): Promise<DeliveryOutline[]> {
  return rows<DeliveryOutline>(
    tx,
    'webhooks.list-outlines-about',
    sql`select ${OUTLINE} from ${WITH_LAST_ATTEMPT}
      where subject_ids @> array[${subjectId}::text] order by id desc limit ${limit}`,
  )
}

/** The people whom a delivery tells of. */
export async function listSubjects(tx: Tx, deliveryId: string): Promise<readonly string[]> {
  const found = await rows<{ subjectIds: string[] }>(
    tx,
    'webhooks.list-subjects',
    sql`select subject_ids as "subjectIds" from deliveries where id = ${deliveryId}`,
  )
  return found[0]?.subjectIds ?? []
}

/** In the order in which they were recorded, which is the order of their numbers. */
export async function listAttempts(tx: Tx, deliveryId: string): Promise<Attempt[]> {
  return rows<Attempt>(
    tx,
    'webhooks.list-attempts',
    sql`select number, is_replay as "isReplay", started_at as "startedAt", ms, status, error
      from delivery_attempts where delivery_id = ${deliveryId} order by number`,
  )
}

/** A look into `deliveries_by_state`: what was delivered, nearly every row, is not touched. */
export async function countWatched(tx: Tx): Promise<{ state: WatchedState; count: number }[]> {
  return rows(
    tx,
    'webhooks.count-watched',
    sql`select state, count(*)::int as count from deliveries where state in ('pending', 'failed', 'gone') group by state`,
  )
}

/** Pending, due before `dueBefore`, and nobody at work on them; the longest overdue first. */
export async function findOverdue(
  tx: Tx,
  overdue: { dueBefore: Date; now: Date; limit: number },
): Promise<{ id: string; dueAt: Date }[]> {
  return rows(
    tx,
    'webhooks.find-overdue',
    sql`select id, due_at as "dueAt" from deliveries
      where state = 'pending' and due_at < ${overdue.dueBefore} and (leased_until is null or leased_until < ${overdue.now})
      order by due_at limit ${overdue.limit}`,
  )
}

interface Ended {
  readonly finishedBefore: Date
  readonly limit: number
}

/** Returns how many there were. A row that somebody replays right now is left alone. */
export async function clearBodies(tx: Tx, { finishedBefore, limit }: Ended): Promise<number> {
  const cleared = await rows(
    tx,
    'webhooks.clear-bodies',
    sql`update deliveries set body = null where id in (
        select id from deliveries where finished_at < ${finishedBefore} and body is not null
        order by finished_at limit ${limit} for update skip locked
      ) returning id`,
  )
  return cleared.length
}

/** Attempts go with their delivery. */
export async function removeDeliveries(tx: Tx, { finishedBefore, limit }: Ended): Promise<number> {
  const removed = await rows(
    tx,
    'webhooks.remove-deliveries',
    sql`delete from deliveries where id in (
        select id from deliveries where finished_at < ${finishedBefore}
        order by finished_at limit ${limit} for update skip locked
      ) returning id`,
  )
  return removed.length
}

/** Both containments: the list may name one person twice. */
export async function removePendingOnlyAbout(tx: Tx, subjectId: string): Promise<void> {
  await rows(
    tx,
    'webhooks.remove-pending-only-about',
    sql`delete from deliveries where state = 'pending' and subject_ids @> array[${subjectId}::text]
      and subject_ids <@ array[${subjectId}::text]`,
  )
}

/**
 * In the order of ids, so that two erasures at once cannot wait for each other. The ids alone: while a host is down many
 * bodies of tens of megabytes may wait.
 */
export async function lockPendingAbout(tx: Tx, subjectId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    'webhooks.lock-pending-about',
    sql`select id from deliveries where state = 'pending' and subject_ids @> array[${subjectId}::text]
      order by id for update`,
  )
  return found.map(({ id }) => id)
}

/** Of a pending delivery, which always has a body. */
export async function readTold(tx: Tx, id: string): Promise<{ event: string; body: string } | null> {
  const found = await rows<{ event: string; body: string }>(
    tx,
    'webhooks.read-told',
    sql`select event, body from deliveries where id = ${id} and body is not null`,
  )
  return found[0] ?? null
}

/** The one case in which a body changes under its id: what was left out must not be told any more. */
export async function replaceBody(tx: Tx, id: string, body: string): Promise<void> {
  await rows(tx, 'webhooks.replace-body', sql`update deliveries set body = ${body} where id = ${id}`)
}

/**
 * Takes the bodies of ended callbacks of one kind about one person alone. One that is still to be told was promised: it
 * goes out as it is, and its body goes with its end.
 */
export async function outdate(
  tx: Tx,
  { event, subjectId }: { readonly event: string; readonly subjectId: string },
): Promise<void> {
  await rows(
    tx,
    'webhooks.outdate',
    sql`update deliveries set is_outdated = true, body = case when state = 'pending' then body end
      where event = ${event} and body is not null and subject_ids @> array[${subjectId}::text]
        and subject_ids <@ array[${subjectId}::text]`,
  )
}

/** A pending row without a body cannot be sent: it ends as erased. */
export async function erasePending(tx: Tx, id: string, now: Date): Promise<void> {
  await rows(
    tx,
    'webhooks.erase-pending',
    sql`update deliveries set state = 'erased', body = null, due_at = null, finished_at = ${now}, ${WITHOUT_LEASE}
      where id = ${id}`,
  )
}

/** Takes the id out of every row, and the body out of those that have ended. */
export async function dropSubject(tx: Tx, subjectId: string): Promise<void> {
  await rows(
    tx,
    'webhooks.drop-subject',
    sql`update deliveries set subject_ids = array_remove(subject_ids, ${subjectId}),
        body = case when state = 'pending' then body end
      where subject_ids @> array[${subjectId}::text]`,
  )
}
