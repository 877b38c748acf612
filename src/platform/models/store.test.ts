import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { addUsage, claimTurn, correctTokens, findDimension, reserveTokens, saveVectors } from './store.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

test('reservations at once never pass the limit together', async () => {
  const day = '2026-01-01'
  const asked = Array.from({ length: 20 }, () => reserveTokens(corner.db.query, day, { tokens: 30, limit: 100 }))
  expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(3)
})

test('a reservation larger than the day is refused on an empty day, and leaves it empty', async () => {
  const day = '2026-01-02'
  expect(await reserveTokens(corner.db.query, day, { tokens: 101, limit: 100 })).toBe(false)
  expect(await reserveTokens(corner.db.query, day, { tokens: 100, limit: 100 })).toBe(true)
})

test('a correction gives back what was not used', async () => {
  const day = '2026-01-03'
  await reserveTokens(corner.db.query, day, { tokens: 100, limit: 100 })
  await correctTokens(corner.db.query, day, -40)
  expect(await reserveTokens(corner.db.query, day, { tokens: 41, limit: 100 })).toBe(false)
  expect(await reserveTokens(corner.db.query, day, { tokens: 40, limit: 100 })).toBe(true)
})

test('a correction never makes a day richer than it was', async () => {
  const day = '2026-01-04'
  await reserveTokens(corner.db.query, day, { tokens: 10, limit: 100 })
  await correctTokens(corner.db.query, day, -500)
  expect(await reserveTokens(corner.db.query, day, { tokens: 101, limit: 100 })).toBe(false)
})

test('days have budgets of their own', async () => {
  await reserveTokens(corner.db.query, '2026-01-05', { tokens: 100, limit: 100 })
  expect(await reserveTokens(corner.db.query, '2026-01-06', { tokens: 100, limit: 100 })).toBe(true)
})

test('usage adds up by day, provider and model', async () => {
  const owner = { day: '2026-01-07', provider: 'openai', model: 'gpt-4o-mini' }
  const usage = { inputTokens: 100, outputTokens: 20, refusals: 0, failures: 0 }
  await addUsage(corner.db.query, owner, usage)
  await addUsage(corner.db.query, owner, { ...usage, refusals: 1 })
  await addUsage(corner.db.query, { ...owner, provider: 'gemini' }, { ...usage, failures: 1 })
  const { rows } = await corner.db.statements(`
    select provider, input_tokens::int, output_tokens::int, refusals::int, failures::int, calls::int
    from model_usage where day = '2026-01-07' order by provider`)
  expect(rows).toEqual([
    { provider: 'gemini', input_tokens: 100, output_tokens: 20, refusals: 0, failures: 1, calls: 1 },
    { provider: 'openai', input_tokens: 200, output_tokens: 40, refusals: 1, failures: 0, calls: 2 },
  ])
})

test('turns taken at once stand one interval apart', async () => {
  const pace = { intervalMs: 1000, waitMsMax: 60_000 }
  const waits = await Promise.all(Array.from({ length: 5 }, () => claimTurn(corner.db.query, 'together', pace)))
  const sorted = waits.map(Number).toSorted((one, other) => one - other)
  for (const [index, wait] of sorted.entries()) {
    expect(wait).toBeGreaterThan(index * 1000 - 900)
    expect(wait).toBeLessThanOrEqual(index * 1000)
  }
})

test('turns that nobody took are not saved up', async () => {
  const pace = { intervalMs: 20, waitMsMax: 1000 }
  await claimTurn(corner.db.query, 'idle', pace)
  await new Promise((resolve) => setTimeout(resolve, 200))
  const waits = [
    await claimTurn(corner.db.query, 'idle', { ...pace, intervalMs: 500 }),
    await claimTurn(corner.db.query, 'idle', pace),
  ]
  expect(waits[0]).toBe(0)
  expect(waits[1]).toBeGreaterThan(300)
})

test('a turn too far away is not taken, and keeps nobody waiting', async () => {
  const pace = { intervalMs: 10_000, waitMsMax: 15_000 }
  expect(await claimTurn(corner.db.query, 'far', pace)).toBe(0)
  expect(await claimTurn(corner.db.query, 'far', pace)).toBeGreaterThan(9000)
  expect(await claimTurn(corner.db.query, 'far', pace)).toBeNull()
  expect(await claimTurn(corner.db.query, 'far', { ...pace, waitMsMax: 21_000 })).toBeLessThan(20_000)
})

test('the length of a model’s vectors is read from one that is kept', async () => {
  expect(await findDimension(corner.db.query, 'unseen')).toBeNull()
  const vectors = [{ hash: Buffer.alloc(32), vector: Buffer.alloc(64) }]
  await saveVectors(corner.db.query, { model: 'seen', vectors, usedAt: new Date() })
  expect(await findDimension(corner.db.query, 'seen')).toBe(16)
})
