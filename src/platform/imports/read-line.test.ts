import { expect, test } from 'vitest'
import { z } from 'zod'
import { Problem } from '../../base/index.ts'
import { readLine } from './read-line.ts'
import type { LineShape } from './read-line.ts'

const shape: LineShape<{ star_id: string; size: number }> = {
  schema: z.strictObject({ star_id: z.string(), size: z.number() }),
  idField: 'star_id',
  faultsOf: ({ size }) => (size > 9 ? [{ path: 'size', message: 'is too large' }] : []),
}
const lineOf = (value: unknown) => ({ number: 7, bytes: 1, read: () => value })
const badOf = (value: unknown, of = shape) => {
  const read = readLine(lineOf(value), of)
  return read.isKept ? null : read.bad
}

test('a line that is as it should be is handed on as the schema reads it', () => {
  const trimming = { ...shape, schema: z.object({ star_id: z.string().trim(), size: z.number() }) }
  expect(readLine(lineOf({ star_id: ' a ', size: 1, more: 1 }), trimming)).toEqual({
    isKept: true,
    value: { star_id: 'a', size: 1 },
  })
})

test('a bad one is told by its number, by what it names in the field of its kind, and by what is wrong with it', () => {
  expect(badOf({ star_id: 'a', size: 'big' })).toEqual({
    line: 7,
    star_id: 'a',
    message: expect.stringMatching(/^size: /u),
  })
  expect(badOf({ star_id: 'a', size: 10 })).toEqual({ line: 7, star_id: 'a', message: 'size: is too large' })
  expect(badOf({ star_id: 'a' }, { ...shape, namedAs: 'name' })).toMatchObject({ line: 7, name: 'a' })
  expect(badOf('text')).toEqual({ line: 7, message: expect.stringMatching(/^line: /u) })
})

test.each([['a/b'], [''], [5], [null]])('an id that nobody could have is not repeated: %j', (id) => {
  expect(Object.keys(badOf({ star_id: id, size: null }) ?? {})).toEqual(['line', 'message'])
})

test('of many faults the first five are said, and how many more there are', () => {
  const fields = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => ({ path: [name, 0], message: 'is wrong' }))
  const anything = z.custom<{ star_id: string; size: number }>()
  const many = { ...shape, schema: anything, faultsOf: () => fields }
  const message = 'a.0: is wrong; b.0: is wrong; c.0: is wrong; d.0: is wrong; e.0: is wrong; 2 more'
  expect(badOf({}, many)).toEqual({ line: 7, message })
  expect(badOf({}, { ...many, faultsOf: () => fields.slice(0, 5) })?.message).not.toContain('more')
})

test('a line that cannot be read at all is bad, and a failure of ours is no fault of the line', () => {
  const broken = (error: Error) => ({
    number: 3,
    bytes: 1,
    read: () => {
      throw error
    },
  })
  const malformed = new Problem('request.malformed', 'The line is not valid JSON.')
  expect(readLine(broken(malformed), shape)).toEqual({
    isKept: false,
    bad: { line: 3, message: 'The line is not valid JSON.' },
  })
  expect(() => readLine(broken(new Error('ours')), shape)).toThrow('ours')
})
