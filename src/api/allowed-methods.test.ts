import { expect, test } from 'vitest'
import { allowedMethods } from './allowed-methods.ts'

const routes = [
  { method: 'GET', path: '/' },
  { method: 'GET', path: '/a' },
  { method: 'POST', path: '/a' },
  { method: 'PUT', path: '/a/:id' },
  { method: 'DELETE', path: '/a/:id' },
  { method: 'POST', path: '/a/special' },
  { method: 'GET', path: '/a/:id/b/:other' },
] as const

test.each([
  ['/', ['GET', 'HEAD']],
  ['/a', ['GET', 'HEAD', 'POST']],
  ['/a/1', ['DELETE', 'PUT']],
  ['/a/special', ['DELETE', 'POST', 'PUT']],
  ['/a/1/b/2', ['GET', 'HEAD']],
  ['/a/', ['DELETE', 'PUT']],
  ['/a/1/b', []],
  ['/b', []],
  ['', []],
  ['*', []],
  ['/a/1/b/2/c', []],
])('%j takes %j', (path, methods) => {
  expect(allowedMethods(routes, path)).toEqual(methods)
})
