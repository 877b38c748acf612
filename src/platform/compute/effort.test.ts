import { expect, test } from 'vitest'
import { beginEffort, newStopFlag, raiseStop } from './index.ts'

test('the seconds that are left grow fewer as time goes by, also below none', async () => {
  const effort = beginEffort({ seconds: 0.02, seed: 1 })
  const before = effort.secondsLeft()
  expect(before).toBeLessThanOrEqual(0.02)
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(effort.secondsLeft()).toBeLessThan(0)
  expect(before - effort.secondsLeft()).toBeGreaterThan(0.02)
})

test('without a limit as much is left as ever', () => {
  expect(beginEffort({ seconds: Infinity, seed: 1 }).secondsLeft()).toBe(Infinity)
})

test('a stop is heard by everybody who was given the flag, and by nobody else', () => {
  const stopFlag = newStopFlag()
  const [one, other, third] = [{ stopFlag }, { stopFlag }, {}].map((flag) =>
    beginEffort({ seconds: 1, seed: 3, ...flag }),
  )
  expect([one, other, third].map((effort) => effort?.shouldStop())).toEqual([false, false, false])
  raiseStop(stopFlag)
  expect([one, other, third].map((effort) => effort?.shouldStop())).toEqual([true, true, false])
})

test('the seed is handed on', () => {
  expect(beginEffort({ seconds: 1, seed: 42 }).seed).toBe(42)
})
