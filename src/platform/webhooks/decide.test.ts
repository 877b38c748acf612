import { expect, test } from 'vitest'
import { planClaim, planNext, planReplay } from './decide.ts'
import { scheduleSeconds } from './schedule.ts'
import type { AttemptResult, DeliveryStanding } from './decide.ts'

const now = new Date('2026-03-01T12:00:00Z')
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000)

const pending: DeliveryStanding = {
  state: 'pending',
  hasBody: true,
  step: 0,
  dueAt: now,
  leaseId: null,
  leasedUntil: null,
  deliveredAt: null,
}
const leased: DeliveryStanding = { ...pending, leaseId: 'mine', leasedUntil: later(30) }
const done: DeliveryStanding = { ...pending, state: 'delivered', dueAt: null, deliveredAt: now }

const rules = { schedule: scheduleSeconds, chance: 0.5 }
const result = (status: number | null, more: Partial<AttemptResult> = {}): AttemptResult => ({
  leaseId: 'mine',
  status,
  retryAfterSeconds: null,
  ...more,
})

test('a job for the appointment sends', () => {
  expect(planClaim(pending, now, now)).toEqual({ act: 'send', wasInterrupted: false })
})

test('the clock of this machine does not matter: the queue said that it is time', () => {
  expect(planClaim(pending, now, later(-5))).toEqual({ act: 'send', wasInterrupted: false })
})

test('a job for an appointment that is past, moved, finished or erased leaves', () => {
  expect(planClaim({ ...pending, dueAt: later(5) }, now, now)).toEqual({ act: 'leave' })
  expect(planClaim(done, now, now)).toEqual({ act: 'leave' })
  expect(planClaim(null, now, now)).toEqual({ act: 'leave' })
})

test('a job that finds another at work waits for the end of its lease', () => {
  expect(planClaim(leased, now, later(10))).toEqual({ act: 'wait', seconds: 20 })
})

test('a lease that ran out is taken over, and the attempt counts as interrupted', () => {
  expect(planClaim(leased, now, later(30))).toEqual({ act: 'send', wasInterrupted: true })
})

test('every 2xx is the end', () => {
  for (const status of [200, 201, 204, 299]) {
    expect(planNext(leased, result(status), rules)).toEqual({ act: 'finish', state: 'delivered' })
  }
})

test('a 2xx counts even after the lease was lost or another had given up', () => {
  const others: DeliveryStanding[] = [
    { ...leased, leaseId: 'other' },
    { ...done, state: 'failed', deliveredAt: null },
    { ...done, state: 'gone', deliveredAt: null },
  ]
  for (const delivery of others) {
    expect(planNext(delivery, result(200), rules)).toEqual({ act: 'finish', state: 'delivered' })
  }
})

test('410 stops', () => {
  expect(planNext(leased, result(410), rules)).toEqual({ act: 'finish', state: 'gone' })
})

test('other answers, redirects and silence are tried again on the schedule', () => {
  for (const status of [null, 100, 199, 300, 302, 400, 404, 429, 500, 503, 999]) {
    expect(planNext(leased, result(status), rules)).toEqual({ act: 'retry', afterSeconds: 5 })
  }
  expect(planNext({ ...leased, step: 3 }, result(500), rules)).toEqual({ act: 'retry', afterSeconds: 7_200 })
})

test('the host can ask for more time', () => {
  expect(planNext(leased, result(429, { retryAfterSeconds: 90 }), rules)).toEqual({ act: 'retry', afterSeconds: 90 })
})

test('the eighth failure is the last', () => {
  expect(planNext({ ...leased, step: 6 }, result(500), rules).act).toBe('retry')
  expect(planNext({ ...leased, step: 7 }, result(500), rules)).toEqual({ act: 'finish', state: 'failed' })
})

test('a failure of somebody who lost the lease, or after the end, is only noted', () => {
  expect(planNext({ ...leased, leaseId: 'other' }, result(500), rules)).toEqual({ act: 'note' })
  expect(planNext({ ...leased, leaseId: null }, result(410), rules)).toEqual({ act: 'note' })
  expect(planNext(done, result(500), rules)).toEqual({ act: 'note' })
  expect(planNext({ ...done, state: 'erased' }, result(200), rules)).toEqual({ act: 'note' })
})

test('a replay that never got through leaves a delivered callback delivered', () => {
  const replay = { ...leased, step: 7, deliveredAt: now }
  expect(planNext(replay, result(500), rules)).toEqual({ act: 'finish', state: 'delivered' })
})

test('whatever has a body and is not under way can be replayed', () => {
  for (const state of ['delivered', 'failed', 'gone'] as const) {
    expect(planReplay({ ...done, state }, now)).toEqual({ act: 'restart' })
  }
  expect(planReplay({ ...pending, dueAt: later(3_600) }, now)).toEqual({ act: 'restart' })
  const interrupted = { ...pending, dueAt: later(1), leaseId: 'dead', leasedUntil: later(-1) }
  expect(planReplay(interrupted, now)).toEqual({ act: 'restart' })
})

test('what is due or in the air is not restarted', () => {
  expect(planReplay(pending, now)).toEqual({ act: 'enqueue', dueAt: now })
  expect(planReplay({ ...leased, dueAt: later(5) }, now)).toEqual({ act: 'enqueue', dueAt: later(5) })
})

test('without a body there is nothing to replay', () => {
  expect(planReplay({ ...done, hasBody: false }, now)).toEqual({ act: 'refuse' })
})
