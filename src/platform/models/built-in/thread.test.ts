import { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { silentLogger, systemClock } from '../../../base/index.ts'
import { openHealth } from '../health.ts'
import type { Health } from '../health.ts'
import { ModelThread, restartDelayMs } from './thread.ts'
import type { ThreadOptions } from './thread.ts'

/** Threads by what they do. They know how many were started before them as `born`. */
const lives = {
  good: `tell({ kind: 'ready' }); hear((order) => tell({ kind: 'done', id: order.id, vectors: Float32Array.of(born) }))`,
  stillborn: `throw new Error('stillborn')`,
  mute: `hear(() => {})`,
  hanging: `tell({ kind: 'ready' }); hear(() => {})`,
  dying: `tell({ kind: 'ready' }); hear(() => { throw new Error('dying') })`,
  unwell: `tell({ kind: 'ready' }); hear((order) => tell({ kind: 'failed', id: order.id, message: 'Error' }))`,
}

type Life = keyof typeof lives

function startLife(life: Life, born: number): Worker {
  const code = `
    const { parentPort, workerData: born } = require('node:worker_threads')
    const tell = (news) => parentPort.postMessage(news)
    const hear = (act) => parentPort.on('message', (order) => order.stop ? parentPort.close() : act(order))
    ${lives[life]}`
  return new Worker(code, { eval: true, workerData: born })
}

interface Opened {
  readonly thread: ModelThread
  readonly health: Health
  born(): number
}

/** The last life is lived by every thread after it, too. */
function open(generations: readonly Life[], options: Partial<ThreadOptions> = {}): Opened {
  const health = openHealth(systemClock)
  let born = 0
  const thread = new ModelThread({
    start() {
      born += 1
      return startLife(generations[Math.min(born, generations.length) - 1] ?? 'good', born)
    },
    health,
    log: silentLogger,
    readyTimeoutMs: 10_000,
    orderTimeoutMs: 1000,
    restartDelayMs: () => 20,
    ...options,
  })
  onTestFinished(() => thread.close())
  return { thread, health, born: () => born }
}

test('calls that come before the thread is ready wait for it', async () => {
  const { thread, health } = open(['good'])
  expect(health.state().status).toBe('starting')
  expect([...(await thread.run(['a']))]).toEqual([1])
  expect(health.state().status).toBe('ready')
})

test('a call that the thread died with is asked once more, of the next one', async () => {
  const { thread, health } = open(['dying', 'good'])
  expect([...(await thread.run(['a']))]).toEqual([2])
  expect(health.state().status).toBe('ready')
})

test('a call that kills two threads is refused, and the one after it is answered', async () => {
  const { thread, born } = open(['dying', 'dying', 'good'])
  await expect(thread.run(['a'])).rejects.toMatchObject({ code: 'model.unavailable', retryAfterSeconds: 5 })
  expect([...(await thread.run(['b']))]).toEqual([3])
  expect(born()).toBe(3)
})

test('a thread that hangs is left for another', async () => {
  const { thread, born } = open(['hanging', 'good'])
  expect([...(await thread.run(['a']))]).toEqual([2])
  expect(born()).toBe(2)
})

test('a thread that never gets ready is left for another', async () => {
  const { thread } = open(['mute', 'good'], { readyTimeoutMs: 2000 })
  await expect(thread.run(['a'])).rejects.toMatchObject({ code: 'model.unavailable' })
  expect([...(await thread.run(['b']))]).toEqual([2])
})

test('an order that fails in a thread that lives is refused at once', async () => {
  const { thread, born } = open(['unwell'])
  await expect(thread.run(['a'])).rejects.toMatchObject({ code: 'model.unavailable' })
  expect(born()).toBe(1)
})

test('while thread after thread dies, calls are refused at once and the state says lost', async () => {
  const { thread, health } = open(['stillborn'], { restartDelayMs: (deaths) => (deaths < 3 ? 1 : 60_000) })
  await expect(thread.run(['a'])).rejects.toMatchObject({ code: 'model.unavailable' })
  expect(health.state()).toMatchObject({ status: 'lost', detail: 'The thread of the built-in embedding model ended.' })
  const refusal = thread.run(['b']).catch((error: unknown) => error)
  const never = new Promise((resolve) => setTimeout(resolve, 20_000, 'still waiting'))
  expect(await Promise.race([refusal, never])).toMatchObject({ code: 'model.unavailable' })
})

test('it heals by itself', async () => {
  const { thread, health } = open(['stillborn', 'stillborn', 'stillborn', 'good'], { restartDelayMs: () => 50 })
  await expect(thread.run(['a'])).rejects.toMatchObject({ code: 'model.unavailable' })
  await expect.poll(() => health.state().status).toBe('ready')
  expect([...(await thread.run(['b']))]).toEqual([4])
})

test('closing refuses what is under way, and no thread is started any more', async () => {
  const { thread, born } = open(['hanging'], { orderTimeoutMs: 60_000 })
  const call = expect(thread.run(['a'])).rejects.toMatchObject({ detail: 'The embedding model is closed.' })
  await new Promise((resolve) => setTimeout(resolve, 100))
  await thread.close()
  await call
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(born()).toBe(1)
})

test('the wait before the next start doubles, up to half a minute', () => {
  expect([1, 2, 3, 4, 20].map(restartDelayMs)).toEqual([100, 200, 400, 800, 30_000])
})
