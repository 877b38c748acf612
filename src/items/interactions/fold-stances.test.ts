import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldStances } from './fold-stances.ts'
import { derivedEventId, interactionTypes } from './interaction.ts'
import type { Interaction } from './interaction.ts'

const minute = (at: number): Date => new Date(Date.UTC(2026, 0, 1, 0, at))
let count = 0
const event = (type: Interaction['type'], at: number, changes: Partial<Interaction> = {}): Interaction => ({
  eventId: `e${(count += 1)}`,
  userId: 'ann',
  itemId: 'tea',
  type,
  time: minute(at),
  value: null,
  recommendationId: null,
  source: 'api',
  ...changes,
})
const opinionAfter = (...events: readonly Interaction[]) => foldStances(events)[0]?.opinion

test('the last opinion by time counts, whatever comes last', () => {
  expect(opinionAfter(event('like', 1), event('dislike', 2))).toBe('dislike')
  expect(opinionAfter(event('dislike', 2), event('like', 1))).toBe('dislike')
  expect(opinionAfter(event('unlike', 3), event('like', 1))).toBeNull()
})

test('of equal times the larger event id counts, byte by byte', () => {
  const [small, large] = [event('like', 1, { eventId: '\uffff' }), event('dislike', 1, { eventId: '😀' })]
  expect(opinionAfter(small, large)).toBe('dislike')
  expect(opinionAfter(large, small)).toBe('dislike')
})

test('clicks and purchases add up, and are no opinion; to have seen an item is nothing of either', () => {
  const [change] = foldStances([
    event('view', 0),
    event('click', 1),
    event('click', 3),
    event('purchase', 4),
    event('view', 5),
  ])
  expect(change).toMatchObject({ clicks: 2, purchases: 1, opinion: null, opinionAt: null })
  expect([change?.firstAt, change?.lastAt]).toEqual([minute(1), minute(4)])
})

test('of hiding and liking the latest of each is kept', () => {
  const [change] = foldStances([
    event('hide', 5),
    event('like', 9),
    event('hide', 2),
    event('like', 1),
    event('unlike', 8),
  ])
  expect(change).toMatchObject({ hiddenAt: minute(5), likedAt: minute(9), opinion: 'like' })
})

test('each person and item has a change of its own, and nobody known has none', () => {
  const events = [
    event('like', 1),
    event('like', 1, { userId: 'bob' }),
    event('like', 1, { itemId: 'cup', source: 'host' }),
    event('click', 1, { userId: null }),
    event('like', 1, { userId: 'ann"', itemId: ',tea' }),
  ]
  expect(foldStances(events).map((change) => [change.userId, change.itemId, change.opinionSource])).toEqual([
    ['ann', 'tea', 'api'],
    ['bob', 'tea', 'api'],
    ['ann', 'cup', 'host'],
    ['ann"', ',tea', 'api'],
  ])
})

test('in whatever order events come, the change is the same', () => {
  const events = fc.uniqueArray(
    fc.record({ type: fc.constantFrom(...interactionTypes), at: fc.integer({ min: 0, max: 3 }), id: fc.string() }),
    { selector: ({ id }) => id, maxLength: 8 },
  )
  fc.assert(
    fc.property(events, fc.func(fc.nat()), (made, rank) => {
      const all = made.map(({ type, at, id }) => event(type, at, { eventId: id }))
      const shuffled = all.toSorted((one, other) => rank(one.eventId) - rank(other.eventId))
      expect(foldStances(shuffled)).toEqual(foldStances(all))
    }),
  )
})

test('the same parts give the same id, and others another', () => {
  expect(derivedEventId(['a', 'b', 1])).toBe(derivedEventId(['a', 'b', 1]))
  expect(derivedEventId(['a', 'b', 1])).toMatch(/^derived:[\w-]{43}$/u)
  const ids = [
    ['ab', ''],
    ['a', 'b'],
    ['a', 'b', ''],
    ['a', 1],
    ['a', '1'],
  ].map(derivedEventId)
  expect(new Set(ids).size).toBe(ids.length)
})
