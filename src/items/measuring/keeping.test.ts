import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { test } from 'vitest'
import { keeping } from './keeping.ts'

function reading(take: (key: number) => Promise<string>, keptMs = 100) {
  const clock = { ms: 0 }
  const asked: number[] = []
  const get = keeping(
    async (key: number) => {
      asked.push(key)
      return take(key)
    },
    { keptMs, nowMs: () => clock.ms },
  )
  return { clock, asked, get }
}

test('what was read is kept for its time, and then read again', async () => {
  const { clock, asked, get } = reading(async (key) => `of ${key}`)
  assert.equal(await get(1), 'of 1')
  clock.ms = 99
  await get(1)
  assert.deepEqual(asked, [1])
  clock.ms = 100
  await get(1)
  assert.deepEqual(asked, [1, 1])
})

test('whoever asks while it is read waits for the same reading', async () => {
  const gate = Promise.withResolvers<string>()
  const { asked, get, clock } = reading(() => gate.promise)
  const answers = [get(1), get(1)]
  await turn()
  clock.ms = 1000
  answers.push(get(1))
  gate.resolve('done')
  assert.deepEqual(await Promise.all(answers), ['done', 'done', 'done'])
  assert.deepEqual(asked, [1])
})

test('what took long to read is kept thirty times as long', async () => {
  const { clock, asked, get } = reading(async () => {
    clock.ms += 50
    return 'slow'
  })
  await get(1)
  clock.ms = 50 + 1499
  await get(1)
  assert.equal(asked.length, 1)
  clock.ms = 50 + 1500
  await get(1)
  assert.equal(asked.length, 2)
})

test('a failure is told to everybody who waited, and not kept', async () => {
  let isBroken = true
  const { asked, get } = reading(async () => {
    if (isBroken) throw new Error('away')
    return 'back'
  })
  const both = [get(1), get(1)]
  for (const one of both) await assert.rejects(one, /away/u)
  isBroken = false
  assert.equal(await get(1), 'back')
  assert.equal(asked.length, 2)
})

test('each key is kept for itself, and not without end', async () => {
  const { asked, get } = reading(async (key) => `of ${key}`)
  assert.deepEqual([await get(1), await get(2)], ['of 1', 'of 2'])
  for (let key = 3; key <= 101; key += 1) await get(key)
  assert.equal(await get(1), 'of 1')
  assert.equal(asked.filter((key) => key === 1).length, 2)
})
