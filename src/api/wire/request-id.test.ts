import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isUuid } from '../../base/index.ts'
import { requestIdFrom } from './request-id.ts'

test.each(['a', 'trace-1.2_3', 'A'.repeat(128)])('the decent id %s of a caller is kept', (id) => {
  expect(requestIdFrom(id)).toBe(id)
})

test.each([
  [undefined],
  [''],
  ['A'.repeat(129)],
  ['with space'],
  ['new\nline'],
  ['<script>'],
  ['ünï'],
  [['one', 'two']],
  ['one, two'],
])('instead of %j a UUIDv7 is made', (header) => {
  const id = requestIdFrom(header)
  expect(isUuid(id)).toBe(true)
  expect(id[14]).toBe('7')
})

test('a made id tells the millisecond in which it was made', () => {
  const before = Date.now()
  const stamp = Number.parseInt(requestIdFrom(undefined).replace('-', '').slice(0, 12), 16)
  expect(stamp).toBeGreaterThanOrEqual(before)
  expect(stamp).toBeLessThanOrEqual(Date.now())
})

test('ten thousand made ids are ten thousand', () => {
  expect(new Set(Array.from({ length: 10_000 }, () => requestIdFrom(undefined))).size).toBe(10_000)
})

test('whatever a caller sends, the id can stand in a header and in a line of a log', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (header) => {
      expect(requestIdFrom(header)).toMatch(/^[A-Za-z0-9._-]{1,128}$/u)
    }),
  )
})
