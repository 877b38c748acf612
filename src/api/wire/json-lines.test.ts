import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from '../../base/index.ts'
import { jsonLines, jsonLinesType, lineBytesMax } from './json-lines.ts'

/** What each line holds, or the words of its problem. */
async function linesOf(chunks: readonly (string | Uint8Array)[]): Promise<[number, unknown][]> {
  const found: [number, unknown][] = []
  const stream = Readable.from(chunks.map((chunk) => Buffer.from(chunk)))
  for await (const { number, read } of jsonLines(stream, 1000)) found.push([number, valueOrWords(read)])
  return found
}

function valueOrWords(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof Problem) return error.detail
    throw error
  }
}

test('lines are counted from 1, blank ones too, and need no break at the end', async () => {
  expect(await linesOf(['{"a":1}\n\n \t\r\n[2]\r\n', '3'])).toEqual([
    [1, { a: 1 }],
    [4, [2]],
    [5, 3],
  ])
  expect(await linesOf([])).toEqual([])
  expect(await linesOf(['\n\n'])).toEqual([])
})

test('wherever the pieces of a body are cut, the lines are the same', async () => {
  const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.dictionary(fc.constant('k'), fc.integer()))
  await fc.assert(
    fc.asyncProperty(fc.array(value), fc.array(fc.nat(200)), async (values, cuts) => {
      const bytes = Buffer.from(values.map((each) => JSON.stringify(each)).join('\n'))
      const ends = [...cuts.filter((cut) => cut < bytes.length), bytes.length].toSorted((one, other) => one - other)
      const chunks = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
      const kept = values.map((each, index) => [index + 1, each])
      const fit = (each: unknown): boolean => !JSON.stringify(each).includes('u0000')
      fc.pre(values.every(fit))
      expect(await linesOf(chunks)).toEqual(kept)
    }),
  )
})

test.each([
  ['no JSON', '{"a":', 'The line is not valid JSON.'],
  ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'The line is not valid UTF-8.'],
  ['NUL', String.raw`{"a":"\u0000"}`, 'a must not contain the character NUL.'],
  ['half a surrogate pair', String.raw`"\ud800"`, 'The line must not contain unpaired surrogates.'],
])('a line of %s says so, and the next one is read', async (_what, line, words) => {
  expect(await linesOf([line, '\n', '1'])).toEqual([
    [1, words],
    [2, 1],
  ])
})

test('a line may be as long as it may be and no longer, and is not gathered beyond that', async () => {
  const longest = JSON.stringify('a'.repeat(lineBytesMax - 2))
  const tooLong = `The line is longer than ${lineBytesMax} bytes.`
  expect(await linesOf([longest, '\n', longest, ' \n1'])).toEqual([
    [1, 'a'.repeat(lineBytesMax - 2)],
    [2, tooLong],
    [3, 1],
  ])
})

const never = () => new Promise<void>(() => {})

test('a body that falls silent is given up, and so is one whose connection ends', async () => {
  async function* silent() {
    yield Buffer.from('1\n')
    await never()
  }
  async function* broken() {
    yield Buffer.from('1\n2')
    throw new Error('aborted')
  }
  for (const body of [silent(), broken()]) {
    const found: unknown[] = []
    const reading = (async () => {
      for await (const { read } of jsonLines(Readable.from(body), 20)) found.push(read())
    })()
    await expect(reading).rejects.toMatchObject({ code: 'request.timeout' })
    expect(found).toEqual([1])
  }
})

test('JSON lines are known by several names', () => {
  const types = ['application/x-ndjson', 'application/ndjson', 'application/jsonl; charset=utf-8']
  expect(types.every((type) => jsonLinesType.test(type))).toBe(true)
  expect(['application/json', 'text/x-ndjson', 'application/x-ndjsonp'].some((type) => jsonLinesType.test(type))).toBe(
    false,
  )
})
