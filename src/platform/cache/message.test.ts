import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupKeys, messageBytesMax, readMessage, writeMessage } from './message.ts'

const anyKeys = fc.array(fc.string({ unit: 'grapheme', maxLength: 128 }), { maxLength: 200 })

test('a message is read as it was written, or as "everything" when it is too long', () => {
  fc.assert(
    fc.property(anyKeys, (keys) => {
      const payload = writeMessage({ from: 'me', change: 7, keys })
      const heard = readMessage(payload)
      expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(messageBytesMax)
      expect([null, keys]).toContainEqual(heard.keys)
      expect(heard).toMatchObject({ from: 'me', change: 7 })
    }),
  )
})

test('keys of a large change are told in messages that fit, none lost and none twice', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 128 }), { maxLength: 300 }), (keys) => {
      const groups = groupKeys(keys) ?? []
      expect(groups.flat()).toEqual(groups.length > 0 ? keys : [])
      for (const group of groups)
        expect(readMessage(writeMessage({ from: 'f'.repeat(36), change: 9, keys: group })).keys).toEqual(group)
    }),
  )
  expect(groupKeys([])).toEqual([])
})

test('so many keys that a dozen messages would not hold them are everything', () => {
  const keys = Array.from({ length: 9_000 }, (_, index) => `key-${index}`)
  expect(groupKeys(keys.slice(0, 3_000))?.flat()).toHaveLength(3_000)
  expect(groupKeys(keys)).toBeNull()
})

test('the limit counts bytes, not characters', () => {
  const keys = ['é'.repeat(messageBytesMax / 2)]
  expect(readMessage(writeMessage({ from: 'me', change: 1, keys })).keys).toBeNull()
  expect(
    readMessage(writeMessage({ from: 'me', change: 1, keys: ['e'.repeat(messageBytesMax / 2)] })).keys,
  ).toHaveLength(1)
})

test('a payload that cannot be read is about everything', () => {
  for (const payload of [
    '',
    'hello',
    '{}',
    '{"from":"me","change":1}',
    '{"from":"me","change":1,"keys":[1]}',
    'null',
  ]) {
    expect(readMessage(payload)).toEqual({ from: '', change: 0, keys: null })
  }
})
