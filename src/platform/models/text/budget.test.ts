import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '../../../../test/support/db.ts'
import type { Corner } from '../../../../test/support/db.ts'
import { recordingTelemetry } from '../../../../test/support/recording-telemetry.ts'
import { silentLogger } from '../../../base/index.ts'
import { estimateTokens, reserve, secondsToMidnight, utcDay } from './budget.ts'
import type { BudgetDeps } from './budget.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

const depsOn = (day: string, dailyTokens: number | null = 1000): BudgetDeps => ({
  db: corner.db,
  log: silentLogger,
  clock: () => new Date(`${day}T23:59:30Z`),
  dailyTokens,
})

test('a day is a day of UTC', () => {
  expect(utcDay(new Date('2026-01-31T23:30:00-05:00'))).toBe('2026-02-01')
})

test.each([
  ['2026-01-31T00:00:00.000Z', 86_400],
  ['2026-01-31T23:59:59.001Z', 1],
  ['2026-12-31T12:00:00.000Z', 43_200],
])('from %s midnight is %s seconds away', (now, seconds) => {
  expect(secondsToMidnight(new Date(now))).toBe(seconds)
})

test('an estimate counts the texts, and an answer of ordinary length', () => {
  expect(estimateTokens('x'.repeat(300), 'y'.repeat(30))).toBe(1110)
  expect(estimateTokens('语')).toBe(1001)
})

test('a spent day is refused until midnight UTC', async () => {
  const deps = depsOn('2026-03-01')
  await reserve(deps, 900)
  await expect(reserve(deps, 200)).rejects.toMatchObject({ code: 'model.budget_spent', retryAfterSeconds: 30 })
})

test('what was set aside and not used can be used', async () => {
  const deps = depsOn('2026-03-02')
  const reservation = await reserve(deps, 900)
  await reservation.settle(100)
  await reserve(deps, 900)
  await expect(reserve(deps, 1)).rejects.toMatchObject({ code: 'model.budget_spent' })
})

test('a call that cost more than was thought counts for what it cost', async () => {
  const deps = depsOn('2026-03-03')
  const reservation = await reserve(deps, 100)
  await reservation.settle(1000)
  await expect(reserve(deps, 1)).rejects.toMatchObject({ code: 'model.budget_spent' })
})

test('a call over midnight is settled on the day that paid for it', async () => {
  let now = new Date('2026-03-04T23:59:59Z')
  const deps: BudgetDeps = { ...depsOn('2026-03-04'), clock: () => now }
  const reservation = await reserve(deps, 1000)
  now = new Date('2026-03-05T00:00:01Z')
  await reservation.settle(0)
  await reserve(deps, 1000)
  await expect(reserve(deps, 1)).rejects.toMatchObject({ code: 'model.budget_spent' })
})

test('without a limit nothing is set aside', async () => {
  const reservation = await reserve(depsOn('2026-03-06', null), 1e12)
  await reservation.settle(1e12)
  await reserve(depsOn('2026-03-06'), 1000)
})

test('a correction that cannot be written does not cost the answer', async () => {
  const lost = await testDb()
  const { log, lines } = recordingTelemetry()
  const reservation = await reserve({ ...depsOn('2026-03-07'), db: lost.db, log }, 100)
  await lost.db.statements('drop table model_budget')
  await reservation.settle(10)
  await lost.close()
  expect(lines.map(({ message }) => message)).toEqual(['The budget of model tokens could not be put right.'])
})
