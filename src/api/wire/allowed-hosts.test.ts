import { expect, test } from 'vitest'
import { hostRule } from './allowed-hosts.ts'

test.each([['a.example.org'], ['127.0.0.1:8000'], [undefined], ['']])('with * any host passes: %s', (host) => {
  expect(hostRule(['*'])(host)).toBe(true)
})

test.each([
  ['api.example.org', true],
  ['API.Example.ORG', true],
  ['api.example.org:8000', true],
  ['api.example.org.', true],
  ['example.org', false],
  ['evil.org', false],
  ['api.example.org.evil.org', false],
  ['api.example.org@evil.org', false],
  ['', false],
  [undefined, false],
])('with one name listed, %s passes: %s', (host, passes) => {
  expect(hostRule(['api.example.org'])(host)).toBe(passes)
})

test.each([
  ['a.example.org', true],
  ['a.b.example.org:443', true],
  ['example.org', false],
  ['.example.org', false],
  ['badexample.org', false],
])('with *.example.org, %s passes: %s', (host, passes) => {
  expect(hostRule(['*.example.org'])(host)).toBe(passes)
})

test('an IPv6 address is listed between its brackets, as in an address bar', () => {
  const rule = hostRule(['[::1]', 'localhost'])
  expect([rule('[::1]:8000'), rule('[::1]'), rule('[::2]:8000'), rule('localhost:1')]).toEqual([
    true,
    true,
    false,
    true,
  ])
})

test('an empty list lets nobody in', () => {
  expect(hostRule([])('localhost')).toBe(false)
})
