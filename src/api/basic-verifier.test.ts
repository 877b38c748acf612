import fc from 'fast-check'
import { expect, test } from 'vitest'
import { basicVerifier } from './basic-verifier.ts'

const account = { username: 'mysanta_service', password: 'open: sésame' }
const { verify } = basicVerifier(account)
const encode = (text: string): string => Buffer.from(text).toString('base64')
const good = encode(`${account.username}:${account.password}`)

test('the name with its password is a service that reads and writes items, and nothing else', () => {
  expect(verify(good)).toEqual({ kind: 'service', keyId: 'basic', scopes: new Set(['items:read', 'items:write']) })
})

test('the first colon parts name and password, so that a password may hold some and a name none', () => {
  expect(basicVerifier({ username: 'a', password: ':b::c:' }).verify(encode('a::b::c:'))).not.toBeNull()
  expect(basicVerifier({ username: 'a:b', password: 'c' }).verify(encode('a:b:c'))).toBeNull()
})

test('padding may be missing, as some clients leave it out', () => {
  expect(good).toMatch(/=$/u)
  expect(verify(good.replace(/=+$/u, ''))).not.toBeNull()
})

test.each([
  ['nothing', ''],
  ['a colon alone', encode(':')],
  ['no colon', encode('mysanta_service')],
  ['no colon between the two', encode('mysanta_serviceopen: sésame')],
  ['the name alone', encode('mysanta_service:')],
  ['the password alone', encode(':open: sésame')],
  ['another name', encode('mysanta_servicf:open: sésame')],
  ['another password', encode('mysanta_service:open: sesame')],
  ['more than the password', encode('mysanta_service:open: sésame\0')],
  ['the other case', encode('Mysanta_Service:open: sésame')],
  ['text that was not encoded', 'mysanta_service:open: sésame'],
  ['the alphabet of addresses', good.replaceAll('+', '-').replaceAll('/', '_').concat('-')],
  ['a blank in it', `${good.slice(0, 4)} ${good.slice(4)}`],
  ['bytes that are no UTF-8', Buffer.from(`${account.username}:${account.password}`, 'latin1').toString('base64')],
  ['ten megabytes', 'A'.repeat(10_000_000)],
])('%s is nobody’s', (_what, credentials) => {
  expect(verify(credentials)).toBeNull()
})

test('whatever is sent is either exactly the account or nobody', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, password) => {
      const isOwn = name === account.username && password === account.password
      expect(verify(encode(`${name}:${password}`)) !== null).toBe(isOwn)
    }),
  )
  fc.assert(fc.property(fc.string(), (text) => verify(text) === null))
})

test('an account whose name and password are the ones sent is found, whatever they are', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1 })
  fc.assert(
    fc.property(word, word, (username, password) => {
      fc.pre(!username.includes(':'))
      expect(basicVerifier({ username, password }).verify(encode(`${username}:${password}`))).not.toBeNull()
    }),
  )
})
