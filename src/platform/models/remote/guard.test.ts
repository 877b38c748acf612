import { APICallError } from 'ai'
import { expect, test } from 'vitest'
import { recordingTelemetry } from '../../../../test/support/recording-telemetry.ts'
import { openGuard } from './guard.ts'
import type { Guard, GuardOptions } from './guard.ts'

const telemetry = recordingTelemetry()

function open(options: Partial<GuardOptions> = {}): Guard {
  return openGuard({
    provider: 'openai',
    timeoutSeconds: 5,
    attempts: 1,
    circuitFailures: 3,
    circuitOpenSeconds: 0.2,
    log: telemetry.log,
    random: () => 0,
    ...options,
  })
}

function answerOf(statusCode: number): APICallError {
  return new APICallError({ message: '', url: '', requestBodyValues: {}, statusCode })
}

const failing = (statusCode: number) => async (): Promise<never> => {
  throw answerOf(statusCode)
}

async function failTimes(guard: Guard, times: number, statusCode = 500): Promise<void> {
  for (let time = 0; time < times; time += 1) await guard.call(failing(statusCode)).catch(() => {})
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

test('a call that works is called once', async () => {
  let calls = 0
  expect(await open().call(async () => (calls += 1))).toBe(1)
  expect(calls).toBe(1)
})

test('tries are counted in all, and each waits for its turn first', async () => {
  const events: string[] = []
  const guard = open({ attempts: 3, circuitFailures: 10 })
  const call = guard.call(
    async () => {
      events.push('try')
      throw answerOf(500)
    },
    { beforeTry: async () => void events.push('turn') },
  )
  await expect(call).rejects.toMatchObject({ code: 'model.unavailable' })
  expect(events).toEqual(['turn', 'try', 'turn', 'try', 'turn', 'try'])
})

test('so many failures in a row open the circuit: calls fail at once and the state says lost', async () => {
  const guard = open()
  await failTimes(guard, 2)
  expect(guard.state().status).toBe('ready')
  await failTimes(guard, 1)
  expect(guard.state()).toMatchObject({
    status: 'lost',
    detail: 'The model provider does not answer. Try again later.',
  })
  let turns = 0
  const call = guard.call(async () => 'never', { beforeTry: async () => void (turns += 1) })
  await expect(call).rejects.toMatchObject({ code: 'model.unavailable', retryAfterSeconds: 1 })
  expect(turns).toBe(0)
})

test('a success in between starts the count anew', async () => {
  const guard = open()
  await failTimes(guard, 2)
  await guard.call(async () => 'fine')
  await failTimes(guard, 2)
  expect(guard.state().status).toBe('ready')
})

test('after a while one call is let through, and its success heals', async () => {
  const guard = open()
  await failTimes(guard, 3)
  await pause(250)
  expect(await guard.call(async () => 'fine')).toBe('fine')
  expect(guard.state()).toMatchObject({ status: 'ready', detail: null })
})

test('a failure of that call opens the circuit again', async () => {
  const guard = open()
  await failTimes(guard, 3)
  await pause(250)
  await failTimes(guard, 1)
  expect(guard.state().status).toBe('lost')
  let isCalled = false
  await guard.call(async () => (isCalled = true)).catch(() => {})
  expect(isCalled).toBe(false)
})

test('a caller that gives up that call does not close the circuit', async () => {
  const guard = open()
  await failTimes(guard, 3)
  await pause(250)
  const abort = new AbortController()
  const call = guard.call(hang, { signal: abort.signal })
  setTimeout(() => abort.abort(new Error('enough')), 20)
  await expect(call).rejects.toThrow('enough')
  expect(guard.state().status).toBe('lost')
  await expect(guard.call(async () => 'never')).rejects.toMatchObject({ code: 'model.unavailable' })
})

test('the circuit stays closed for requests that are turned down one by one', async () => {
  const guard = open()
  await failTimes(guard, 10, 400)
  expect(guard.state().status).toBe('ready')
})

test('a key that is refused opens the circuit, and the state says why', async () => {
  const guard = open()
  await failTimes(guard, 3, 401)
  expect(guard.state().detail).toBe('The model provider does not accept the key or the model that is set here.')
})

function hang(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
}

test('a call that takes too long is cut off', async () => {
  const guard = open({ timeoutSeconds: 0.05 })
  await expect(guard.call(hang)).rejects.toMatchObject({ code: 'model.unavailable', facts: { isTimeout: true } })
})

test('a caller that gives up while waiting for the next try is let go', async () => {
  const guard = open({ attempts: 2, random: () => 1 })
  const abort = new AbortController()
  let tries = 0
  const patient = guard.call(async () => {
    tries += 1
    throw answerOf(500)
  })
  const ended = expect(patient).rejects.toMatchObject({ code: 'model.unavailable' })
  const call = guard.call(failing(500), { signal: abort.signal })
  setTimeout(() => abort.abort(new Error('enough')), 50)
  await expect(call).rejects.toThrow('enough')
  expect(tries, 'whoever waits is still waiting').toBe(1)
  await ended
})

test('a turn that cannot be had ends the call', async () => {
  const call = open().call(async () => 'never', { beforeTry: () => Promise.reject(new Error('too far away')) })
  await expect(call).rejects.toThrow('too far away')
})
