import { randomUUID } from 'node:crypto'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { expect, test, vi } from 'vitest'
import { recordingLogger } from '../../../test/support/edge.ts'
import type { LogLine } from '../../../test/support/edge.ts'
import { silentLogger } from '../../base/index.ts'
import { limitStoreKeepsItsPromises } from './contract.ts'
import { limitStoreWithFallback } from './fallback-store.ts'
import { memoryLimitStore } from './memory-store.ts'
import { openLimitStore } from './open.ts'
import type { LimitStore } from './port.ts'
import type { Rate } from './rate.ts'
import { redisLimitStore, untilReachable } from './redis-store.ts'

const redisUrl = process.env['TEST_REDIS_URL']
const perMinute: Rate = { count: 2, periodMs: 60_000, burst: null }

limitStoreKeepsItsPromises('memory', async () => memoryLimitStore())

test('memory goes by the clock that it is given', async () => {
  let nowMs = 0
  const store = memoryLimitStore(() => nowMs)
  await store.take('a', perMinute)
  await store.take('a', perMinute)
  expect((await store.take('a', perMinute)).isAllowed).toBe(false)
  nowMs = 60_000
  expect((await store.take('a', perMinute)).isAllowed).toBe(true)
})

/** A store that a test can switch off. */
function switchable() {
  const store = memoryLimitStore()
  const state = { isUp: true, asked: 0 }
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    state.asked += 1
    if (!state.isUp) throw new Error('connection lost')
    return work()
  }
  const primary: LimitStore = {
    take: (key, rate) => guarded(() => store.take(key, rate)),
    ping: () => guarded(() => store.ping()),
    close: () => store.close(),
  }
  return { primary, state }
}

test('with the store lost, limits are kept by each process, and this is said once, and once when it is over', async () => {
  const { primary, state } = switchable()
  const lines: LogLine[] = []
  const store = limitStoreWithFallback({
    primary,
    fallback: memoryLimitStore(),
    log: recordingLogger(lines),
    restMs: 0,
  })
  state.isUp = false
  const taken = [await store.take('a', perMinute), await store.take('a', perMinute), await store.take('a', perMinute)]
  expect(taken.map(({ isAllowed }) => isAllowed)).toEqual([true, true, false])
  await expect(store.ping()).rejects.toThrow()
  state.isUp = true
  expect(await store.take('a', perMinute)).toMatchObject({ isAllowed: true, remaining: 1 })
  expect(await store.ping()).toBe(undefined)
  expect(lines.map(({ level }) => level)).toEqual(['warn', 'info'])
})

test('a store that fails is left alone for a while, so that requests do not wait for it one by one', async () => {
  const { primary, state } = switchable()
  const store = limitStoreWithFallback({ primary, fallback: memoryLimitStore(), log: silentLogger, restMs: 150 })
  state.isUp = false
  for (let request = 0; request < 20; request += 1) await store.take(`caller-${request}`, perMinute)
  expect(state.asked).toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 160))
  await store.take('a', perMinute)
  expect(state.asked).toBe(2)
})

test('without an address for Redis, limits are kept in memory', async () => {
  const store = await openLimitStore(undefined, silentLogger)
  expect(await store.take('a', perMinute)).toMatchObject({ isAllowed: true })
  await store.close()
})

test('a Redis that is not there does not stop the start, and limits are kept all the same', async () => {
  const lines: LogLine[] = []
  const store = await openLimitStore('redis://127.0.0.1:1', recordingLogger(lines))
  const taken = [await store.take('a', perMinute), await store.take('a', perMinute), await store.take('a', perMinute)]
  expect(taken.map(({ isAllowed }) => isAllowed)).toEqual([true, true, false])
  await expect(store.ping()).rejects.toThrow()
  expect(lines).toHaveLength(1)
  await store.close()
})

/** A wire to Redis that a test can cut and mend. */
async function wireTo(url: string) {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  const state = { isCut: false, isMute: false }
  const server = createServer((socket) => {
    if (state.isCut) {
      socket.destroy()
      return
    }
    const onward = connect(Number(port || 6379), hostname)
    for (const end of [socket, onward])
      end.on('error', () => {}).on('close', () => [socket, onward].map((each) => each.destroy()))
    sockets.add(socket)
    onward.pipe(socket)
    socket.on('data', (bytes) => void (state.isMute || onward.write(bytes)))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    cut() {
      state.isCut = true
      for (const socket of sockets) socket.destroy()
    },
    close: () => void server.close(),
  }
}

if (redisUrl !== undefined) {
  limitStoreKeepsItsPromises('redis', async () => {
    const store = redisLimitStore(redisUrl, `test:${randomUUID()}:`)
    await untilReachable(store, 5_000)
    return store
  })

  test('two processes with one Redis count together', async () => {
    const prefix = `test:${randomUUID()}:`
    const [one, other] = [redisLimitStore(redisUrl, prefix), redisLimitStore(redisUrl, prefix)]
    await Promise.all([untilReachable(one, 5_000), untilReachable(other, 5_000)])
    const taken = [await one.take('a', perMinute), await other.take('a', perMinute), await one.take('a', perMinute)]
    expect(taken.map(({ isAllowed }) => isAllowed)).toEqual([true, true, false])
    await Promise.all([one.close(), other.close()])
  })

  test('a connection to Redis that is cut, or says nothing, is lived without and mended', async () => {
    const wire = await wireTo(redisUrl)
    const lines: LogLine[] = []
    const store = limitStoreWithFallback({
      primary: redisLimitStore(wire.url, `test:${randomUUID()}:`),
      fallback: memoryLimitStore(),
      log: recordingLogger(lines),
      restMs: 50,
    })
    await untilReachable(store, 5_000)
    expect(await store.take('a', perMinute)).toMatchObject({ remaining: 1 })
    wire.cut()
    await vi.waitFor(async () => expect((await store.take('b', perMinute), lines.length)).toBe(1))
    wire.state.isCut = false
    await vi.waitFor(async () => expect((await store.take('c', perMinute), lines.length)).toBe(2), { timeout: 10_000 })
    wire.state.isMute = true
    expect((await store.take('d', perMinute)).isAllowed).toBe(true)
    expect(lines.map(({ level }) => level)).toEqual(['warn', 'info', 'warn'])
    await store.close()
    wire.close()
  })
}
