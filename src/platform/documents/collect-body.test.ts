import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { problemOf } from '../../../test/fixtures/documents/problem-of.ts'
import { claimedLength, collectBody } from './collect-body.ts'

const never = new AbortController().signal

const body = (stream: Readable, contentEncoding?: string, contentLength?: number) => ({
  stream,
  contentEncoding,
  contentLength,
})

const pieces = (...texts: string[]): Readable => Readable.from(texts.map((text) => Buffer.from(text)))

test('the pieces of a body become one, in memory of its own', async () => {
  const bytes = await collectBody(body(pieces('Ada ', 'Love', 'lace')), 100, never)
  expect(Buffer.from(bytes).toString()).toBe('Ada Lovelace')
  expect(bytes.buffer.byteLength).toBe(12)
})

test('a body of nothing is nothing', async () => {
  expect(await collectBody(body(pieces()), 100, never)).toEqual(new Uint8Array())
})

test('a length that is claimed is believed when it is too much, and never when it is small', async () => {
  expect(await problemOf(collectBody(body(pieces('a'), undefined, 101), 100, never))).toMatchObject({
    code: 'resume.too_large',
  })
  expect(await problemOf(collectBody(body(pieces('a'.repeat(101)), undefined, 1), 100, never))).toMatchObject({
    code: 'resume.too_large',
  })
})

test.each([
  ['too large', pieces('a'.repeat(101)), undefined],
  ['in an unknown encoding', pieces('a'), 'zstd'],
  ['not what it claims', pieces('a'), 'gzip'],
])('a body that is %s is let go', async (_what, stream, encoding) => {
  await problemOf(collectBody(body(stream, encoding), 100, never))
  expect(stream.destroyed).toBe(true)
})

test('bytes are counted after decoding', async () => {
  const packed = (size: number): Readable => Readable.from([gzipSync(Buffer.alloc(size))])
  expect((await collectBody(body(packed(1000), ' GZIP '), 1000, never)).length).toBe(1000)
  expect(await problemOf(collectBody(body(packed(1001), 'gzip'), 1000, never))).toMatchObject({
    code: 'resume.too_large',
  })
})

test('an encoding that ends too early is damaged', async () => {
  const half = gzipSync(Buffer.from('Ada Lovelace')).subarray(0, 15)
  expect(await problemOf(collectBody(body(Readable.from([half]), 'gzip'), 100, never))).toMatchObject({
    code: 'resume.unreadable',
    detail: 'The document is damaged.',
  })
})

test('an abort lets a body go that never ends', async () => {
  const stream = new Readable({ read: () => {} })
  const controller = new AbortController()
  const collecting = collectBody(body(stream), 100, controller.signal)
  controller.abort()
  await expect(collecting).rejects.toMatchObject({ name: 'AbortError' })
  expect(stream.destroyed).toBe(true)
})

test('an error of the connection stays what it was', async () => {
  const stream = new Readable({ read: () => stream.destroy(new Error('reset')) })
  await expect(collectBody(body(stream), 100, never)).rejects.toThrow('reset')
})

test('property: a body comes out whole up to the limit and not at all beyond', async () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(chunks, fc.integer({ min: 0, max: 100 }), async (given, sizeBytesMax) => {
      const whole = Buffer.concat(given)
      const collecting = collectBody(body(Readable.from(given.map((chunk) => Buffer.from(chunk)))), sizeBytesMax, never)
      if (whole.length <= sizeBytesMax) expect(Buffer.from(await collecting)).toEqual(whole)
      else expect((await problemOf(collecting)).code).toBe('resume.too_large')
    }),
    { numRuns: 50 },
  )
})

test.each([
  ['10', 10],
  ['0', 0],
  [undefined, undefined],
  ['', undefined],
  ['-1', undefined],
  ['1e9', undefined],
  ['9'.repeat(30), undefined],
])('the header %s claims %s', (header, length) => expect(claimedLength(header)).toBe(length))
