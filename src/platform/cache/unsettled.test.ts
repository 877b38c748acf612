import { expect, test } from 'vitest'
import { openUnsettled } from './unsettled.ts'

function open() {
  const clock = { nowMs: 0 }
  return { clock, unsettled: openUnsettled(1_000, () => clock.nowMs) }
}

test('a key is unsettled from the beginning of its change until the commit is heard', () => {
  const { unsettled } = open()
  expect(unsettled.has('a')).toBe(false)
  const change = unsettled.begin(['a', 'b'])
  expect([unsettled.has('a'), unsettled.has('b'), unsettled.has('c')]).toEqual([true, true, false])
  unsettled.settle(change)
  expect([unsettled.has('a'), unsettled.has('b')]).toEqual([false, false])
})

test('a key in two changes stays unsettled until both are heard', () => {
  const { unsettled } = open()
  const [first, second] = [unsettled.begin(['a']), unsettled.begin(['a', 'a'])]
  unsettled.settle(second)
  expect(unsettled.has('a')).toBe(true)
  unsettled.settle(first)
  expect(unsettled.has('a')).toBe(false)
})

test('a change of everything unsettles every key', () => {
  const { unsettled } = open()
  const change = unsettled.begin(null)
  expect(unsettled.has('never seen')).toBe(true)
  unsettled.settle(change)
  expect(unsettled.has('never seen')).toBe(false)
})

test('a change that was rolled back runs out', () => {
  const { clock, unsettled } = open()
  unsettled.begin(['a'])
  clock.nowMs = 500
  unsettled.begin(['b'])
  clock.nowMs = 1_000
  expect([unsettled.has('a'), unsettled.has('b')]).toEqual([false, true])
  clock.nowMs = 1_500
  expect(unsettled.has('b')).toBe(false)
})

test('hearing of a change twice, or of one that nobody began, changes nothing', () => {
  const { unsettled } = open()
  const first = unsettled.begin(['a'])
  unsettled.begin(['a'])
  unsettled.settle(first)
  unsettled.settle(first)
  unsettled.settle(99)
  expect(unsettled.has('a')).toBe(true)
})
