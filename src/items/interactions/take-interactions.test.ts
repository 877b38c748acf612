/** Events and stances on a database: once each, in whatever order and however many at once. */
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { interactionTypes } from './interaction.ts'
import type { Interaction } from './interaction.ts'
import { takeInteractions } from './take-interactions.ts'
import type { Taken } from './take-interactions.ts'

let corner: Corner
/** Whom the caches were told of, transaction by transaction. */
let told: (readonly string[])[] = []
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())
beforeEach(async () => {
  told = []
  await corner.db.statements('delete from interactions')
  await corner.db.statements('delete from stances')
})

const minute = (at: number): Date => new Date(Date.UTC(2026, 0, 1, 0, at))
const event = (eventId: string, type: Interaction['type'], changes: Partial<Interaction> = {}): Interaction => ({
  eventId,
  userId: 'ann',
  itemId: 'tea',
  type,
  time: minute(0),
  value: null,
  recommendationId: null,
  source: 'api',
  ...changes,
})
const take = (...events: readonly Interaction[]): Promise<Taken> =>
  corner.db.transaction((tx) =>
    takeInteractions(tx, { felt: async (_, userIds) => void told.push(userIds.toSorted()) }, events),
  )
const rows = async (text: string) => (await corner.db.statements(text)).rows
const stance = async () =>
  (await rows(`select opinion, is_hidden, weight, clicks, purchases, first_at, last_at from stances`))[0]

test('an event is kept as it was told, and its person is told of', async () => {
  const id = '01890000-0000-7000-8000-000000000000'
  await take(event('e1', 'purchase', { value: 12.5, recommendationId: id, source: 'host', time: minute(7) }))
  expect(
    await rows('select event_id, user_id, item_id, type, time, value, recommendation_id, source from interactions'),
  ).toEqual([
    {
      event_id: 'e1',
      user_id: 'ann',
      item_id: 'tea',
      type: 'purchase',
      time: minute(7),
      value: 12.5,
      recommendation_id: id,
      source: 'host',
    },
  ])
  expect(told).toEqual([['ann']])
})

test.each(['"', '\\', '\\"', '{a,b}', 'NULL', "';--", ' a ', 'é😀', '$1'])(
  'ids are kept as they are: %s',
  async (id) => {
    await take(event(id, 'like', { userId: id, itemId: id }))
    expect(await rows('select event_id, user_id, item_id from interactions')).toEqual([
      { event_id: id, user_id: id, item_id: id },
    ])
    expect(await rows('select user_id, item_id, opinion_event from stances')).toEqual([
      { user_id: id, item_id: id, opinion_event: id },
    ])
  },
)

test('a repeat changes nothing, whatever it says, within one call and across them', async () => {
  const first = await take(event('e1', 'like'), event('e1', 'dislike', { time: minute(9) }), event('e2', 'click'))
  expect(first).toEqual({ accepted: 2, repeated: 1 })
  const before = [await stance(), await rows('select * from interactions order by event_id')]
  expect(await take(event('e1', 'dislike', { time: minute(99), userId: 'bob' }))).toEqual({ accepted: 0, repeated: 1 })
  expect([await stance(), await rows('select * from interactions order by event_id')]).toEqual(before)
  expect(before[0]).toMatchObject({ opinion: 'like', clicks: 1 })
  expect(told, 'of a repeat nobody is told').toEqual([['ann']])
})

test('nothing taken is nothing done', async () => {
  expect(await take()).toEqual({ accepted: 0, repeated: 0 })
  expect(told).toEqual([])
})

test('to have seen an item is kept, and is no stance, and changes nobody’s answer', async () => {
  await take(event('e1', 'view'))
  expect([await rows('select type from interactions'), await stance(), told]).toEqual([
    [{ type: 'view' }],
    undefined,
    [[]],
  ])
})

test('events of nobody known are kept, and are nobody’s stance', async () => {
  await take(event('e1', 'click', { userId: null }))
  expect([await rows('select type from interactions'), await stance(), told]).toEqual([
    [{ type: 'click' }],
    undefined,
    [[]],
  ])
})

test.each([
  [['like'], 1, false],
  [['purchase'], 1, false],
  [['click', 'click'], 1 / 3, false],
  [['like', 'unlike'], 0, false],
  [['click', 'like', 'unlike'], 1 / 3, false],
  [['purchase', 'dislike'], 0, false],
  [['dislike', 'like'], 1, false],
  [['click', 'hide'], 0, true],
  [['like', 'hide'], 0, true],
  [['hide', 'like'], 1, false],
  [['hide', 'like', 'unlike'], 0, false],
  [['hide', 'purchase'], 0, true],
] as const)('after %j the item counts %d as a positive, and is hidden: %s', async (types, weight, isHidden) => {
  const events = types.map((type, at) => event(`e${at}`, type, { time: minute(at) }))
  await take(...events)
  const together = await stance()
  expect(together).toMatchObject({ is_hidden: isHidden })
  expect(together?.['weight']).toBeCloseTo(weight, 6)
  await corner.db.statements('delete from interactions')
  await corner.db.statements('delete from stances')
  for (const each of events.toReversed()) await take(each)
  expect(await stance(), 'one by one, the last first').toEqual(together)
})

test('a change of the weight is told to whoever learns, and nothing else is', async () => {
  const changedIn = async () => String((await rows('select changed_in::text as xid from stances'))[0]?.['xid'])
  const marks: string[] = []
  for (const [at, type] of (['click', 'view', 'click', 'like', 'purchase', 'hide', 'dislike'] as const).entries()) {
    await take(event(`e${at}`, type, { time: minute(at) }))
    marks.push(await changedIn())
  }
  const isNew = marks.map((mark, at) => mark !== marks[at - 1])
  expect(isNew).toEqual([true, false, false, true, false, true, false])
})

/** What the words of the room say, event after event. */
function judged(events: readonly Interaction[]) {
  const ordered = events.toSorted(
    (one, other) =>
      one.time.getTime() - other.time.getTime() || Buffer.compare(Buffer.from(one.eventId), Buffer.from(other.eventId)),
  )
  const done = ordered.filter(({ type }) => type !== 'view')
  const of = (...types: readonly string[]) => ordered.filter(({ type }) => types.includes(type))
  const last = of('like', 'unlike', 'dislike').at(-1)?.type
  const [hidden, liked] = [of('hide').at(-1)?.time, of('like').at(-1)?.time]
  return {
    opinion: last === 'like' || last === 'dislike' ? last : null,
    is_hidden: hidden !== undefined && (liked === undefined || liked <= hidden),
    clicks: of('click').length,
    purchases: of('purchase').length,
    first_at: done.at(0)?.time,
    last_at: done.at(-1)?.time,
  }
}

test('however events are cut into calls, in whatever order and with repeats, the stance is what all of them say', async () => {
  const made = fc.uniqueArray(
    fc.record({
      id: fc.string({
        minLength: 1,
        maxLength: 3,
        unit: fc.constantFrom('a', 'B', '"', '\\', ',', '}', 'é', '😀', '\uffff'),
      }),
      type: fc.constantFrom(...interactionTypes),
      at: fc.integer({ min: 0, max: 3 }),
      call: fc.integer({ min: 0, max: 3 }),
      isRepeated: fc.boolean(),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 10 },
  )
  await fc.assert(
    fc.asyncProperty(made, async (all) => {
      await corner.db.statements('delete from interactions')
      await corner.db.statements('delete from stances')
      const events = all.map(({ id, type, at }) => event(id, type, { time: minute(at) }))
      for (const call of [2, 0, 3, 1]) await take(...events.filter((_, index) => all[index]?.call === call))
      await take(...events.filter((_, index) => all[index]?.isRepeated))
      const hasStance = events.some(({ type }) => type !== 'view')
      expect((await stance()) ?? null).toEqual(hasStance ? expect.objectContaining(judged(events)) : null)
    }),
    { numRuns: 60 },
  )
})

test('many who write the same people and items at once lose nothing and do not block each other', async () => {
  const all = Array.from({ length: 400 }, (_, at) =>
    event(`e${at}`, 'click', { userId: `u${at % 7}`, itemId: `i${at % 5}`, time: minute(at % 60) }),
  )
  const calls = Array.from({ length: 8 }, (_, call) => {
    const some = all.filter((_each, at) => at % 4 === call % 4)
    return take(...(call % 2 === 0 ? some : some.toReversed()))
  })
  const taken = await Promise.all(calls)
  expect(taken.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(400)
  expect(await rows('select sum(clicks)::integer as clicks, count(*)::integer as stances from stances')).toEqual([
    { clicks: 400, stances: 35 },
  ])
})
