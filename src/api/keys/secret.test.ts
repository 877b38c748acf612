import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatKey, hashSecret, isSameHash, newKeyText, newSecret, parseKey } from './secret.ts'

test('a new key has the shape that is documented, and is read back as it was made', () => {
  for (let round = 0; round < 200; round += 1) {
    const key = newKeyText()
    expect(formatKey(key)).toMatch(/^rk_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$/u)
    expect(parseKey(formatKey(key))).toEqual(key)
  }
})

test('a secret is 256 random bits', () => {
  expect(Buffer.from(newSecret(), 'base64url')).toHaveLength(32)
  expect(new Set(Array.from({ length: 1_000 }, newSecret)).size).toBe(1_000)
})

test('ids draw on every letter that they may have', () => {
  const letters = new Set(Array.from({ length: 500 }, () => newKeyText().id).join(''))
  expect(letters.size).toBe(36)
})

const good = formatKey({ id: 'abcd1234', secret: 'x'.repeat(43) })

test.each([
  ['', 'nothing'],
  ['rk_', 'a beginning'],
  [good.slice(0, -1), 'one letter short'],
  [`${good}x`, 'one letter long'],
  [` ${good}`, 'with a space before'],
  [`${good}\n`, 'with a line break after'],
  [good.toUpperCase(), 'in capitals'],
  [good.replace('rk_', 'sk_'), 'of another product'],
  [good.replace('x', '.'), 'with a letter that is not used'],
])('%j (%s) is no key of ours', (text) => {
  expect(parseKey(text)).toBe(null)
})

test('whatever is sent as a key, it is read or it is not', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const key = parseKey(text)
      if (key !== null) expect(formatKey(key)).toBe(text)
    }),
  )
})

test('a hash tells secrets apart and does not hold them', () => {
  const [one, other] = [hashSecret('one'), hashSecret('other')]
  expect(one).toHaveLength(32)
  expect(isSameHash(one, hashSecret('one'))).toBe(true)
  expect(isSameHash(one, other)).toBe(false)
  expect(one.toString('latin1')).not.toContain('one')
})

test('hashes of unlike lengths are not the same, and asking does not throw', () => {
  expect(isSameHash(hashSecret('a'), Buffer.alloc(0))).toBe(false)
})
