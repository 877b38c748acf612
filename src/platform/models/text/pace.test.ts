import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '../../../../test/support/db.ts'
import type { Corner } from '../../../../test/support/db.ts'
import { waitForTurn } from './pace.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

test('calls at once go out one interval apart', async () => {
  const settings = { provider: 'apart', requestsPerMinute: 600, paceWaitSeconds: 60 }
  const started = performance.now()
  const times = await Promise.all(
    Array.from({ length: 4 }, () =>
      waitForTurn(corner.db, settings, undefined).then(() => performance.now() - started),
    ),
  )
  expect(Math.max(...times)).toBeGreaterThan(280)
})

test('four calls a tenth of a second apart are out before the second of those ten seconds apart', async () => {
  const often = { provider: 'often', requestsPerMinute: 600, paceWaitSeconds: 60 }
  const seldom = { provider: 'seldom', requestsPerMinute: 6, paceWaitSeconds: 60 }
  const abort = new AbortController()
  const last = async (settings: typeof often, calls: number): Promise<string> => {
    await Promise.all(Array.from({ length: calls }, () => waitForTurn(corner.db, settings, abort.signal)))
    return settings.provider
  }
  const [four, two] = [last(often, 4), last(seldom, 2)]
  expect(await Promise.race([four, two])).toBe('often')
  abort.abort(new Error('enough'))
  await expect(two).rejects.toThrow('enough')
})

test('waiting holds no transaction: the database answers others meanwhile', async () => {
  const settings = { provider: 'free', requestsPerMinute: 120, paceWaitSeconds: 60 }
  await waitForTurn(corner.db, settings, undefined)
  const waiting = waitForTurn(corner.db, settings, undefined).then(() => 'the turn')
  const answer = corner.db.statements('select 1').then(() => 'the answer')
  expect(await Promise.race([waiting, answer])).toBe('the answer')
  await waiting
})

test('a turn too far away is refused with the time to come back', async () => {
  const settings = { provider: 'far', requestsPerMinute: 1, paceWaitSeconds: 30 }
  await waitForTurn(corner.db, settings, undefined)
  await expect(waitForTurn(corner.db, { ...settings, paceWaitSeconds: 0 }, undefined)).rejects.toMatchObject({
    code: 'model.unavailable',
    retryAfterSeconds: 0,
  })
})

test('a caller that gives up while waiting is let go', async () => {
  const settings = { provider: 'given up', requestsPerMinute: 1, paceWaitSeconds: 600 }
  await waitForTurn(corner.db, settings, undefined)
  const abort = new AbortController()
  const waiting = waitForTurn(corner.db, settings, abort.signal)
  setTimeout(() => abort.abort(new Error('enough')), 20)
  await expect(waiting).rejects.toThrow('enough')
})

test('without a pace nobody asks the database', async () => {
  const closed = await testDb()
  await closed.close()
  await waitForTurn(closed.db, { provider: 'any', requestsPerMinute: null, paceWaitSeconds: 1 }, undefined)
})
