import assert from 'node:assert/strict'
import { test } from 'vitest'
import { hashText } from './hash-text.ts'

test('of texts in ASCII it is the hash of their bytes, as its authors publish it', () => {
  assert.equal(hashText(''), 0x811c9dc5)
  assert.equal(hashText('a'), 0xe40c292c)
  assert.equal(hashText('foobar'), 0xbf9cf968)
})

test('another seed is another hash, and every hash is a whole number of 32 bits', () => {
  assert.notEqual(hashText('foobar', 1), hashText('foobar'))
  for (const text of ['é', '😀', 'x'.repeat(1000)]) {
    const hash = hashText(text)
    assert.ok(Number.isInteger(hash) && hash >= 0 && hash < 2 ** 32)
  }
})
