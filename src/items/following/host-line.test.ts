import { expect, test, vi } from 'vitest'
import { recordingTelemetry } from '../../../test/support/recording-telemetry.ts'
import { hostLine, retryMs } from './host-line.ts'

/** A host that answers or fails as the test says, and a clock that stands still until it is moved. */
function lineTo(limitMs = 1000) {
  const { log, lines } = recordingTelemetry()
  const state = { nowMs: 1_000_000, asked: 0, answer: async (): Promise<string> => 'yes' }
  const line = hostLine<string, string>({
    async ask() {
      state.asked += 1
      return state.answer()
    },
    clock: () => new Date(state.nowMs),
    log,
    limitMs,
  })
  return { state, lines, line }
}
const failing = () => Promise.reject(new Error('connection refused'))

test('who asks hears the answer, and each is asked for', async () => {
  const { line, state, lines } = lineTo()
  expect([await line('a'), await line('b')]).toEqual(['yes', 'yes'])
  expect([state.asked, lines]).toEqual([2, []])
})

test('after a question without an answer nobody asks for some seconds, and the operator hears of it once', async () => {
  const { line, state, lines } = lineTo()
  state.answer = failing
  expect(await line('a')).toBeNull()
  state.answer = async () => 'yes'
  state.nowMs += retryMs - 1
  expect([await line('b'), await line('c'), state.asked]).toEqual([null, null, 1])
  state.nowMs += 1
  expect([await line('d'), await line('e'), state.asked]).toEqual(['yes', 'yes', 3])
  expect(lines.map(({ level }) => level)).toEqual(['error', 'info'])
})

test('after the rest one finds out for all, and a host that is still lost rests again', async () => {
  const { line, state, lines } = lineTo()
  state.answer = failing
  await line('a')
  state.nowMs += retryMs
  const gate = Promise.withResolvers<string>()
  state.answer = () => gate.promise
  const first = line('b')
  expect([await line('c'), state.asked]).toEqual([null, 2])
  gate.reject(new Error('still'))
  expect(await first).toBeNull()
  expect([await line('d'), state.asked]).toEqual([null, 2])
  expect(lines.map(({ level }) => level)).toEqual(['error'])
})

test('an answer that comes too late is none', async () => {
  vi.useFakeTimers()
  try {
    const { line, state } = lineTo(10_000)
    state.answer = () => new Promise(() => {})
    const asked = line('a')
    await vi.advanceTimersByTimeAsync(9_999)
    expect(await Promise.race([asked, Promise.resolve('waiting')])).toBe('waiting')
    await vi.advanceTimersByTimeAsync(1)
    expect([await asked, vi.getTimerCount()]).toEqual([null, 0])
  } finally {
    vi.useRealTimers()
  }
})

test('a clock that is set back makes nobody wait for ever', async () => {
  const { line, state } = lineTo()
  state.answer = failing
  await line('a')
  state.answer = async () => 'yes'
  state.nowMs -= 3_600_000
  expect(await line('b')).toBe('yes')
})
