import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { problemOf } from '../../../test/fixtures/documents/problem-of.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'

const shape = z.object({ after: z.string(), seen: z.number() })

test('a cursor comes back as it was given, whatever the id in it', () => {
  const id = fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Cc}/u.test(text))
  fc.assert(
    fc.property(id, fc.integer(), (after, seen) => {
      const cursor = encodeCursor({ after, seen })
      expect(cursor).toMatch(/^[\w-]+$/u)
      expect(decodeCursor(cursor, shape)).toEqual({ after, seen })
    }),
  )
})

const foreign: readonly (readonly [what: string, cursor: string])[] = [
  ['nothing', ''],
  ['noise', 'noise'],
  ['JSON that is cut off', Buffer.from('{"after": "a"').toString('base64url')],
  ['another list', encodeCursor({ before: 'a' })],
  ['another kind', encodeCursor({ after: 1, seen: '1' })],
  ['NUL', encodeCursor({ after: 'a\0b', seen: 1 })],
  ['half a surrogate pair', encodeCursor({ after: '\ud800', seen: 1 })],
]

test.each(foreign)('a cursor of %s is refused by the name of its field', async (_what, cursor) => {
  const problem = await problemOf((async () => decodeCursor(cursor, shape))())
  expect(problem).toMatchObject({
    code: 'request.invalid',
    errors: [{ path: 'cursor', message: 'is not a cursor of this list' }],
  })
})
