/** What every store of limits promises. Times are real and short, because Redis goes by a clock of its own. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LimitStore } from './port.ts'
import type { Rate } from './rate.ts'

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const window: Rate = { count: 3, periodMs: 400, burst: null }
const bucket: Rate = { count: 10, periodMs: 1_000, burst: 2 }
const long: Rate = { count: 50, periodMs: 60_000, burst: null }

export function limitStoreKeepsItsPromises(name: string, openStore: () => Promise<LimitStore>): void {
  describe(name, () => {
    let store: LimitStore
    let count = 0
    const freshKey = (): string => `${name}-${(count += 1)}`
    const take = async (key: string, rate: Rate, times: number) => {
      const results = []
      for (let request = 0; request < times; request += 1) results.push(await store.take(key, rate))
      return results
    }

    beforeAll(async () => {
      store = await openStore()
    })
    afterAll(() => store.close())

    test('a window lets its number through, says what is left, and opens again', async () => {
      const key = freshKey()
      const results = await take(key, window, 4)
      expect(results.map(({ isAllowed, remaining, limit }) => [isAllowed, remaining, limit])).toEqual([
        [true, 2, 3],
        [true, 1, 3],
        [true, 0, 3],
        [false, 0, 3],
      ])
      const wait = results[3]?.retryAfterMs ?? 0
      expect(wait).toBeGreaterThan(0)
      expect(wait).toBeLessThanOrEqual(400)
      await pause(wait + 20)
      expect(await store.take(key, window)).toMatchObject({ isAllowed: true, remaining: 2 })
    })

    test('a bucket lets a burst through and then its pace', async () => {
      const key = freshKey()
      const [first, second, third] = await take(key, bucket, 3)
      expect([first?.isAllowed, second?.isAllowed, third?.isAllowed]).toEqual([true, true, false])
      await pause((third?.retryAfterMs ?? 0) + 20)
      expect(await store.take(key, bucket)).toMatchObject({ isAllowed: true, limit: 2 })
    })

    test('what is refused takes nothing: whoever asks too soon is not held up longer', async () => {
      const key = freshKey()
      await take(key, bucket, 2)
      const before = await store.take(key, bucket)
      await take(key, bucket, 20)
      await pause(before.retryAfterMs + 20)
      expect(await store.take(key, bucket)).toMatchObject({ isAllowed: true })
    })

    test('one caller does not use up what is another one’s', async () => {
      const [one, other] = [freshKey(), freshKey()]
      await take(one, window, 4)
      expect(await store.take(other, window)).toMatchObject({ isAllowed: true, remaining: 2 })
    })

    test('of a hundred at once no more are let through than may be', async () => {
      const key = freshKey()
      const results = await Promise.all(Array.from({ length: 100 }, () => store.take(key, long)))
      expect(results.filter(({ isAllowed }) => isAllowed)).toHaveLength(50)
    })

    test('names of callers may be anything that a caller may be called', async () => {
      const key = `${freshKey()} :{}* "\\ \u{1F600} ${'x'.repeat(300)}`
      expect(await store.take(key, window)).toMatchObject({ remaining: 2 })
      expect(await store.take(key, window)).toMatchObject({ remaining: 1 })
    })

    test('a store that is there can be reached', async () => {
      expect(await store.ping()).toBe(undefined)
    })
  })
}
