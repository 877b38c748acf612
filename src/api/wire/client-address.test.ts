import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressGroup } from './client-address.ts'

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
  ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
  ['::1', '::/64'],
  ['fe80::1%eth0', 'fe80::/64'],
])('%s is counted as %s', (address, group) => {
  expect(addressGroup(address)).toBe(group)
})

test.each(['', 'unknown', '_hidden', '999.1.1.1', '203.0.113.9:80', '<script>', 'a'.repeat(10_000)])(
  'what is no address opens no account of its own: %s',
  (address) => {
    expect(addressGroup(address)).toBe('unknown')
  },
)

test('an IPv4 address is one caller however it is written', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(addressGroup(`::ffff:${address}`)).toBe(addressGroup(address))
    }),
  )
})

test('everybody in one /64 is one caller', () => {
  const word = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16))
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 4, maxLength: 4 }),
      fc.array(word, { minLength: 4, maxLength: 4 }),
      (host, other) => {
        const network = '2001:db8:7:9'
        expect(addressGroup(`${network}:${host.join(':')}`)).toBe(addressGroup(`${network}:${other.join(':')}`))
      },
    ),
  )
})

test('whatever stands in a header, it is grouped and nothing is thrown', () => {
  fc.assert(fc.property(fc.string(), (text) => addressGroup(text).length > 0))
})
