import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Answer, decodeCursor, encodeCursor, route } from './index.ts'

const shape = z.object({ id: z.string(), score: z.number() })

test('a cursor comes back as it went out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.double({ noNaN: true, noDefaultInfinity: true }), (id, score) => {
      const value = { id, score: score + 0 }
      expect(decodeCursor(encodeCursor(value), shape)).toEqual(value)
    }),
  )
})

test('whatever is no cursor of the list is refused by name', () => {
  fc.assert(
    fc.property(fc.string(), (cursor) => {
      expect(() => decodeCursor(cursor, shape)).toThrow(
        expect.objectContaining({ code: 'request.invalid', errors: [{ path: 'cursor', message: expect.any(String) }] }),
      )
    }),
  )
  expect(() => decodeCursor(encodeCursor({ id: 1 }), shape)).toThrow(/not one that this list gave/u)
})

test('a cursor travels in an address as it is', () => {
  expect(encodeCursor({ id: '???>>>', score: 1 })).toMatch(/^[\w-]+$/u)
})

test('an answer carries a status of its own, or bytes that are ready', () => {
  expect(Answer.of(202, { ok: true })).toMatchObject({ status: 202, body: { ok: true }, bytes: undefined })
  expect(Answer.ready('{}')).toMatchObject({
    bytes: '{}',
    mediaType: 'application/json; charset=utf-8',
    status: undefined,
  })
})

const noLines = (async function* () {})()

test('a route is the value that was written', async () => {
  const made = route({
    method: 'GET',
    path: '/x/:id',
    access: 'open',
    tag: 'x',
    summary: 'X.',
    params: z.object({ id: z.string() }),
    output: z.string(),
    handle: async ({ params }) => params.id,
  })
  expect(made).toMatchObject({ method: 'GET', path: '/x/:id', access: 'open' })
  expect(
    await made.handle({ params: { id: 'a' }, query: undefined, body: undefined, lines: noLines }, {} as never),
  ).toBe('a')
})
