import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from '../../base/index.ts'
import { jsonBodyType, readJson } from './json-body.ts'

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8')

function codeOf(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    return error instanceof Problem ? error.code : 'no problem'
  }
  return 'nothing thrown'
}

test('every value of JSON is read as it was written', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      expect(readJson(bytes(text))).toEqual(JSON.parse(text))
    }),
  )
})

test('an empty body is no body', () => {
  expect(readJson(Buffer.alloc(0))).toBe(undefined)
})

test('a byte order mark is no part of what was said', () => {
  expect(readJson(bytes('\u{FEFF}{"a":1}'))).toEqual({ a: 1 })
})

test.each(['{', '{"a":1', 'null null', '{a:1}', "{'a':1}", 'NaN', '\0', 'undefined', ' '])(
  '%j is malformed',
  (text) => {
    expect(codeOf(() => readJson(bytes(text)))).toBe('request.malformed')
  },
)

test('bytes that are no UTF-8 are refused, not replaced', () => {
  expect(codeOf(() => readJson(Buffer.from([0x22, 0xff, 0x22])))).toBe('request.malformed')
  expect(codeOf(() => readJson(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])))).toBe('request.malformed')
})

test.each([
  ['application/json', 'nothing thrown'],
  ['application/json; charset=utf-8', 'nothing thrown'],
  ['application/json; charset="UTF-8"', 'nothing thrown'],
  ['application/json;charset=us-ascii', 'nothing thrown'],
  ['application/json; charset=iso-8859-1', 'request.unsupported_media_type'],
  ['application/json; charset=utf-16', 'request.unsupported_media_type'],
])('a body in %s: %s', (contentType, code) => {
  expect(codeOf(() => readJson(bytes('{}'), contentType))).toBe(code)
})

test('what could not be read is not quoted, to the caller or to the log', () => {
  try {
    readJson(bytes('{"secret": "hunter2'))
    expect.unreachable()
  } catch (error) {
    expect(String(error)).not.toContain('hunter2')
    expect((error as Problem).cause).toBe(undefined)
  }
})

test('whatever bytes come, the answer is a value or a problem', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
      expect(['request.malformed', 'nothing thrown']).toContain(codeOf(() => readJson(Buffer.from(noise))))
    }),
  )
})

test.each([
  ['application/json', true],
  ['application/json; charset=utf-8', true],
  ['APPLICATION/JSON', true],
  ['application/merge-patch+json', true],
  ['application/jsonp', false],
  ['text/json', false],
  ['text/plain', false],
  ['application/x-www-form-urlencoded', false],
  ['multipart/form-data; boundary=application/json', false],
])('%s is read as JSON: %s', (mediaType, isRead) => {
  expect(jsonBodyType.test(mediaType)).toBe(isRead)
})
