import { expect, test } from 'vitest'
import { mapInTurns, newAllowance } from './take-turns.ts'

const busy = (ms: number): void => {
  const until = performance.now() + ms
  while (performance.now() < until);
}

test('everybody comes in order, and others have turns in between', async () => {
  let turns = 0
  const timer = setInterval(() => (turns += 1), 1)
  const results = await mapInTurns([1, 2, 3, 4], newAllowance(), (item) => {
    busy(15)
    return item * 2
  })
  clearInterval(timer)
  expect(results).toEqual([2, 4, 6, 8])
  expect(turns).toBeGreaterThan(0)
})

test('what takes too long ends, and says so', async () => {
  let done = 0
  const work = mapInTurns(
    Array.from({ length: 100 }, () => null),
    { leftMs: 40 },
    () => {
      busy(15)
      done += 1
    },
  )
  await expect(work).rejects.toMatchObject({ code: 'request.invalid' })
  expect(done).toBeLessThan(100)
})

test('short work costs nothing of what is allowed', async () => {
  const allowance = { leftMs: 1 }
  await mapInTurns([1, 2, 3], allowance, (item) => item)
  expect(allowance.leftMs).toBe(1)
})
