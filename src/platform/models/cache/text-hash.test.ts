import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashFromKey, hashKey, hashText } from './text-hash.ts'

test('a text is kept under its sha256', () => {
  expect(hashText('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('a lone surrogate hashes as what it is embedded as', () => {
  expect(hashText('a\ud800')).toEqual(hashText('a\ufffd'))
})

test('a key is the hash, and fits between commas', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const key = hashKey(hashText(text))
      expect(key).toMatch(/^[\w-]{43}$/u)
      expect(hashFromKey(key)).toEqual(hashText(text))
    }),
  )
})
