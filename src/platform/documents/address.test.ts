import { expect, test } from 'vitest'
import { isPublicAddress } from './address.ts'

test.each([
  '8.8.8.8',
  '1.1.1.1',
  '93.184.216.34',
  '172.15.255.255',
  '172.32.0.1',
  '100.63.255.255',
  '2606:4700:4700::1111',
])('an address of the public internet may be reached: %s', (address) => expect(isPublicAddress(address)).toBe(true))

test.each([
  ['unspecified', '0.0.0.0'],
  ['this network', '0.1.2.3'],
  ['loopback', '127.0.0.1'],
  ['the rest of loopback', '127.255.255.254'],
  ['private', '10.0.0.1'],
  ['private', '172.16.0.1'],
  ['private', '172.31.255.255'],
  ['private', '192.168.1.1'],
  ['link-local, where clouds keep credentials', '169.254.169.254'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['carrier-grade NAT, where Alibaba keeps credentials', '100.100.100.200'],
  ['protocol assignments, where Oracle keeps them', '192.0.0.192'],
  ['documentation', '192.0.2.1'],
  ['6to4 relay', '192.88.99.1'],
  ['benchmarking', '198.18.0.1'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ["Azure's WireServer", '168.63.129.16'],
])('no IPv4 address that is %s', (_what, address) => expect(isPublicAddress(address)).toBe(false))

test.each([
  ['unspecified', '::'],
  ['loopback', '::1'],
  ['IPv4-mapped', '::ffff:8.8.8.8'],
  ['IPv4-mapped loopback', '::ffff:127.0.0.1'],
  ['IPv4-compatible', '::127.0.0.1'],
  ['IPv4-translated', '::ffff:0:127.0.0.1'],
  ['NAT64', '64:ff9b::7f00:1'],
  ['local NAT64', '64:ff9b:1::a00:1'],
  ['6to4', '2002:7f00:1::'],
  ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['link-local', 'fe80::1'],
  ['link-local with a zone', 'fe80::1%eth0'],
  ['site-local', 'fec0::1'],
  ['unique local', 'fc00::1'],
  ['unique local, where AWS keeps credentials', 'fd00:ec2::254'],
  ['multicast', 'ff02::1'],
  ['documentation', '2001:db8::1'],
  ['discard', '100::1'],
  ['segment routing', '5f00::1'],
  ['not given out', '4000::1'],
])('no IPv6 address that is %s', (_what, address) => expect(isPublicAddress(address)).toBe(false))

test.each(['', 'localhost', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '8.8.8', ' 8.8.8.8', '[2606:4700::1]'])(
  'what is not one address in its plain spelling is not public: "%s"',
  (text) => expect(isPublicAddress(text)).toBe(false),
)
