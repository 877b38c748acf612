import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openFingerprint } from './fingerprint.ts'

const said = { weight: 1, atMs: 1000 }
type Event = readonly [string, string, typeof said]

function printOf(events: readonly Event[]): string {
  const print = openFingerprint()
  for (const [user, item, how] of events) print.add(user, item, how)
  return print.text()
}

const events = fc.array(
  fc.tuple(
    fc.string({ minLength: 1, maxLength: 5 }),
    fc.string({ minLength: 1, maxLength: 5 }),
    fc.record({ weight: fc.constantFrom(1, 1 / 3), atMs: fc.nat() }),
  ),
)

test('the order in which events are read makes no difference', () => {
  fc.assert(
    fc.property(events, (list) => {
      expect(printOf(list.toReversed())).toBe(printOf(list))
    }),
  )
})

test('one event more, less or other is another print', () => {
  const list: Event[] = Array.from({ length: 1000 }, (_, at) => [`u${at % 70}`, `i${at}`, said])
  const others: readonly (readonly Event[])[] = [
    list.slice(1),
    [...list, ['u1', 'new', said]],
    [...list.slice(1), ['u1', 'i0', said]],
    [...list.slice(1), ['u0', 'i0', { ...said, weight: 1 / 3 }]],
    [...list.slice(1), ['u0', 'i0', { ...said, atMs: 1001 }]],
  ]
  const prints = [list, ...others].map(printOf)
  expect(new Set(prints).size).toBe(prints.length)
})

test('who and what are not mixed up', () => {
  expect(printOf([['ab', 'c', said]])).not.toBe(printOf([['a', 'bc', said]]))
})

test('no events have a print too', () => {
  expect(printOf([])).toBe('0-0000000000000000')
})
