import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPublicAddress } from './address.ts'
import { allowedHostFault, linkFault, linkLengthMax, readLink, readWebLink } from './link.ts'

const faultOf = (link: string, ...allowedHosts: string[]): string | null => linkFault(link, { allowedHosts })

const SCHEME = 'must begin with https:// or s3://'
const PRIVATE = 'must not lead to a private or local address'
const HOST = 'must name a host'

test.each([
  'https://example.org/resume.pdf',
  'HTTPS://EXAMPLE.ORG/RESUME.PDF',
  'https://example.org:8443/a/b?x=1#page=2',
  'https://bucket.s3.amazonaws.com/my resume.pdf?X-Amz-Signature=abc',
  'https://bücher.example/lebenslauf.pdf',
  'https://8.8.8.8/resume.pdf',
  'https://[2606:4700:4700::1111]/resume.pdf',
  's3://bucket/key.pdf',
  'S3://bucket.with.dots/a/b/c d.pdf',
  's3://bucket/ключ.pdf',
])('a link that can be followed has no fault: %s', (link) => expect(faultOf(link)).toBe(null))

test.each([
  ['http://example.org/resume.pdf', SCHEME],
  ['http://169.254.169.254/', SCHEME],
  ['http://[::1]', SCHEME],
  ['ftp://example.org/a', SCHEME],
  ['file:///etc/passwd', SCHEME],
  ['data:text/plain,hello', SCHEME],
  ['javascript:alert(1)', SCHEME],
  ['//example.org/a', SCHEME],
  ['example.org/a', SCHEME],
  ['https:example.org', SCHEME],
  [' https://example.org', SCHEME],
  ['', SCHEME],
  ['https://', HOST],
  ['https:///etc/passwd', HOST],
  ['https://?a', HOST],
  ['https://exa mple.org/', HOST],
  ['https://256.256.256.256/', HOST],
  ['https://example.org:99999/', HOST],
  ['https://[::1/', HOST],
  ['https://user:secret@example.org/', 'must not contain a user name or a password'],
  ['https://user@example.org/', 'must not contain a user name or a password'],
  ['https://example.org/\n', 'must not contain control characters or unpaired surrogates'],
  ['https://exa\u0000mple.org/', 'must not contain control characters or unpaired surrogates'],
  ['https://example.org/\ud800', 'must not contain control characters or unpaired surrogates'],
  [`https://example.org/${'a'.repeat(linkLengthMax)}`, `must be at most ${linkLengthMax} characters long`],
])('a link that cannot be followed says why: %j', (link, fault) => expect(faultOf(link)).toBe(fault))

test.each([
  '127.0.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '127.1',
  '127.0.0.1.',
  '①②⑦.⓪.⓪.①',
  '%31%32%37.0.0.1',
  '169.254.169.254',
  '2852039166',
  '0xA9FEA9FE',
  '10.0.0.1',
  '0',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[2002:7f00:0001::]',
  '[fe80::1]',
  '[fd00:ec2::254]',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'api.localhost',
])('no spelling of a private address gets through: %s', (host) => {
  expect(faultOf(`https://${host}/`)).toBe(PRIVATE)
  expect(faultOf(`https://${host}:8443/resume.pdf`)).toBe(PRIVATE)
})

test.each([
  ['s3://', 'must name a bucket and a key, as in s3://bucket/key'],
  ['s3://bucket', 'must name a bucket and a key, as in s3://bucket/key'],
  ['s3://bucket/', 'must name a bucket and a key, as in s3://bucket/key'],
  ['s3:///key', 'must name a bucket and a key, as in s3://bucket/key'],
  ['s3://Bucket/key', 'must name a bucket by its S3 name'],
  ['s3://user:secret@bucket/key', 'must name a bucket by its S3 name'],
  ['s3://bucket:9000/key', 'must name a bucket by its S3 name'],
  ['s3://127.0.0.1/key', 'must name a bucket by its S3 name'],
  ['s3://a/key', 'must name a bucket by its S3 name'],
  ['s3://bucket/../other/key', 'must not have "." or ".." as a step of its key'],
  ['s3://bucket/a/./key', 'must not have "." or ".." as a step of its key'],
  [`s3://bucket/${'é'.repeat(513)}`, 'must have a key of at most 1024 bytes'],
])('a link to a store that cannot be followed says why: %j', (link, fault) => expect(faultOf(link)).toBe(fault))

test('the key of a store is taken as it stands', () => {
  const key = 'a//b c%20d?e#f.pdf'
  expect(readLink(`s3://bucket/${key}`, [])).toEqual({ kind: 's3', bucket: 'bucket', key })
})

test('a redirect to a store is never taken for a link of the web', () => {
  expect(readWebLink('s3://bucket/key', [])).toBe('must begin with https://')
})

test('an allowed pair may be private and plain http', () => {
  expect(faultOf('http://127.0.0.1:9000/a', '127.0.0.1:9000')).toBe(null)
  expect(faultOf('https://127.0.0.1:9000/a', '127.0.0.1:9000')).toBe(null)
  expect(faultOf('http://[::1]:9000/a', '[::1]:9000')).toBe(null)
  expect(faultOf('http://files.internal/a', 'files.internal:80')).toBe(null)
  expect(faultOf('https://localhost/a', 'LOCALHOST:443')).toBe(null)
})

test('an allowed pair allows nothing but itself', () => {
  expect(faultOf('http://127.0.0.1:9001/a', '127.0.0.1:9000')).toBe(SCHEME)
  expect(faultOf('http://127.0.0.2:9000/a', '127.0.0.1:9000')).toBe(SCHEME)
  expect(faultOf('http://localhost:9000/a', '127.0.0.1:9000')).toBe(SCHEME)
  expect(faultOf('http://files.internal.evil.example/a', 'files.internal:80')).toBe(SCHEME)
  expect(faultOf('https://127.0.0.1/a', '127.0.0.1:80')).toBe(PRIVATE)
  expect(faultOf('http://me:secret@127.0.0.1:9000/a', '127.0.0.1:9000')).toBe(
    'must not contain a user name or a password',
  )
})

test('an allowed pair holds in every spelling of its address', () => {
  expect(faultOf('http://2130706433:9000/a', '127.0.0.1:9000')).toBe(null)
  expect(faultOf('http://127.0.0.1:9000/a', '0x7f.1:09000')).toBe(null)
})

test.each(['files.example.org:8443', '127.0.0.1:80', '[::1]:9000', 'LOCALHOST:1'])('%s is an exact pair', (entry) =>
  expect(allowedHostFault(entry)).toBe(null),
)

test.each([
  '',
  ':80',
  'files.example.org',
  'files.example.org:',
  'a:0',
  'a:99999',
  'http://a:80',
  'a:80/',
  '*:80',
  'a@b:80',
  'a?b:80',
  'a/b:80',
  'a#b:80',
  '::1:80',
])('"%s" is no exact pair', (entry) => {
  expect(allowedHostFault(entry)).toMatch(/^must be a host and a port/u)
  expect(faultOf('http://a/', entry)).toBe(SCHEME)
})

const octet = fc.integer({ min: 0, max: 255 })
const address = fc.tuple(octet, octet, octet, octet)
const privateAddress = address.filter((octets) => !isPublicAddress(octets.join('.')))
const inRadix = fc.constantFrom(
  (value: number) => String(value),
  (value: number) => `0x${value.toString(16)}`,
  (value: number) => `0${value.toString(8)}`,
)
/** The four octets, the last ones joined into one number, each number in a radix of its own. */
const spelling = fc.tuple(fc.array(inRadix, { minLength: 4, maxLength: 4 }), fc.integer({ min: 1, max: 4 }))

function spell(octets: readonly number[], [radixes, parts]: [((value: number) => string)[], number]): string {
  const last = octets.slice(parts - 1).reduce((sum, part) => sum * 256 + part, 0)
  return [...octets.slice(0, parts - 1), last].map((value, index) => radixes[index]?.(value)).join('.')
}

test('property: no spelling of any private IPv4 address gets through', () => {
  fc.assert(
    fc.property(privateAddress, spelling, (octets, how) => {
      expect(faultOf(`https://${spell(octets, how)}/`)).toBe(PRIVATE)
    }),
    { numRuns: 500 },
  )
})

test('property: no IPv6 address that carries an IPv4 one gets through', () => {
  const carrier = fc.constantFrom('::ffff:', '::', '64:ff9b::', '::ffff:0:')
  fc.assert(
    fc.property(carrier, address, (prefix, octets) => {
      expect(faultOf(`https://[${prefix}${octets.join('.')}]/`)).toBe(PRIVATE)
    }),
  )
})

test('property: every spelling of a public IPv4 address is as good as the plain one', () => {
  const publicAddress = address.filter((octets) => isPublicAddress(octets.join('.')))
  fc.assert(
    fc.property(publicAddress, spelling, (octets, how) => {
      expect(faultOf(`https://${spell(octets, how)}/`)).toBe(null)
    }),
  )
})

test('property: any text has an answer, and what passes is https to a public place or a key in a bucket', () => {
  const scheme = fc.constantFrom('https://', 's3://', 'http://', 'HTTPS://', 'https:\\\\', '')
  const text = fc.tuple(scheme, fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.domain(), fc.ipV4(), fc.ipV6()))
  fc.assert(
    fc.property(text, ([start, rest]) => {
      const link = readLink(start + rest, [])
      if (typeof link === 'string') {
        expect(link).toMatch(/^must /u)
      } else if (link.kind === 's3') {
        expect(link.key).not.toBe('')
      } else {
        expect(link.url.protocol).toBe('https:')
        expect(link.url.username + link.url.password).toBe('')
      }
    }),
    { numRuns: 1000 },
  )
})
