import { expect, test } from 'vitest'
import { openVectorMemory } from './memory.ts'

const vector = Float32Array.of(1, 2)

test('what was put comes back as a copy', () => {
  const memory = openVectorMemory(10_000)
  memory.put('key', vector)
  const first = memory.get('key')
  first?.fill(0)
  expect(memory.get('key')).toEqual(vector)
  expect(vector[0]).toBe(1)
})

test('what was used longest ago makes room', () => {
  const memory = openVectorMemory(1000)
  for (const key of ['a', 'b', 'c']) memory.put(key, vector)
  memory.get('a')
  memory.put('d', vector)
  expect(['a', 'b', 'c', 'd'].filter((key) => memory.get(key))).toEqual(
    ['a', 'c', 'd'].filter((key) => memory.get(key)),
  )
  expect(memory.get('b')).toBeUndefined()
  expect(memory.get('a')).toEqual(vector)
})

test('a forgotten text is gone, and stays away for a while', () => {
  const memory = openVectorMemory(10_000)
  memory.put('key', vector)
  memory.forget(['key'])
  memory.put('key', vector)
  expect(memory.get('key')).toBeUndefined()
  expect(memory.isForgotten('key')).toBe(true)
  expect(memory.isForgotten('other')).toBe(false)
})

test('clearing forgets nothing for good', () => {
  const memory = openVectorMemory(10_000)
  memory.put('key', vector)
  memory.clear()
  expect(memory.get('key')).toBeUndefined()
  memory.put('key', vector)
  expect(memory.get('key')).toEqual(vector)
})

test('no room at all is room for nothing', () => {
  const memory = openVectorMemory(0)
  memory.put('key', vector)
  expect(memory.get('key')).toBeUndefined()
})
