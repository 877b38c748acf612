import { afterEach, expect, test } from 'vitest'
import { eventually } from '../../../test/support/jobs.ts'
import { openLine } from './line.ts'
import type { Hearing, Tx } from '../db/index.ts'
import type { Line } from './line.ts'

const open: Line[] = []
afterEach(() => {
  for (const line of open.splice(0)) line.close()
})

/** A database whose line the test holds in its hand. */
function stage() {
  const state = {
    said: [] as string[],
    heard: [] as string[],
    unsure: 0,
    isDown: false,
    hearing: null as Hearing | null,
  }
  const query = {} as Tx
  const line = openLine({
    channel: 'test',
    onPayload: (payload) => void state.heard.push(payload),
    onUnsure: () => void (state.unsure += 1),
    db: {
      query,
      async notify(_tx, _channel, payload) {
        if (state.isDown) throw new Error('away')
        state.said.push(payload)
      },
      listen(_channel, hearing) {
        state.hearing = hearing
        return () => void (state.hearing = null)
      },
    },
  })
  open.push(line)
  return { state, line, hearLast: () => state.hearing?.onPayload(state.said.at(-1) ?? '') }
}

test('a line that says it is up is sure only when it has heard itself', async () => {
  const { state, line, hearLast } = stage()
  state.hearing?.onReady()
  expect(line.isSure()).toBe(false)
  await eventually(() => state.said.length > 0)
  expect(line.isSure()).toBe(false)
  hearLast()
  expect(line.isSure()).toBe(true)
})

test('a word that nobody heard is said again', async () => {
  const { state, line, hearLast } = stage()
  state.isDown = true
  state.hearing?.onReady()
  await new Promise((resolve) => setTimeout(resolve, 150))
  state.isDown = false
  await eventually(() => state.said.length >= 2)
  hearLast()
  expect(line.isSure()).toBe(true)
  const saidBefore = state.said.length
  await new Promise((resolve) => setTimeout(resolve, 250))
  expect(state.said).toHaveLength(saidBefore)
})

test('a gap makes it unsure, and a word of before the gap proves nothing after it', async () => {
  const { state, line, hearLast } = stage()
  state.hearing?.onReady()
  await eventually(() => state.said.length > 0)
  const early = state.said[0] ?? ''
  state.hearing?.onGap()
  state.hearing?.onReady()
  state.hearing?.onPayload(early)
  expect(line.isSure()).toBe(false)
  await eventually(() => state.said.at(-1) !== early)
  hearLast()
  expect(line.isSure()).toBe(true)
  const unsureBefore = state.unsure
  state.hearing?.onGap()
  expect([line.isSure(), state.unsure]).toEqual([false, unsureBefore + 1])
})

test('words of others about themselves are no payloads', () => {
  const { state } = stage()
  state.hearing?.onPayload('hello somebody else')
  state.hearing?.onPayload('{"keys":[]}')
  expect(state.heard).toEqual(['{"keys":[]}'])
})

test('a closed line is not sure, hears nothing and says nothing more', async () => {
  const { state, line } = stage()
  state.hearing?.onReady()
  line.close()
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect([line.isSure(), state.hearing, state.said.length]).toEqual([false, null, 1])
})
