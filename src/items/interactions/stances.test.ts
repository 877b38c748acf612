/** What is read of events: stances, positives and their changes, activity, people, and one person’s own. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { eventually } from '../../../test/support/jobs.ts'
import { recentActivity } from './activity-store.ts'
import type { Interaction } from './interaction.ts'
import { exportPerson, forgetPerson } from './person-store.ts'
import { countPositives, readPositiveChanges, readPositives } from './positives-store.ts'
import type { StanceName } from './positives-store.ts'
import { countStances, listLikes, listPeople, listStances } from './stances-store.ts'
import { takeInteractions } from './take-interactions.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())
beforeEach(async () => {
  await corner.db.statements('delete from interactions')
  await corner.db.statements('delete from stances')
})

const minute = (at: number): Date => new Date(Date.UTC(2026, 0, 1, 0, at))
let count = 0
/** `ann likes tea at 3`: who, what, with which item, in which minute. */
function eventOf(sentence: string): Interaction {
  const [userId = '', type = '', itemId = '', , at = '0'] = sentence.split(' ')
  return {
    eventId: `e${(count += 1)}`,
    userId: userId === 'nobody' ? null : userId,
    itemId,
    type: type.replace(/s$/u, '') as Interaction['type'],
    time: minute(Number(at)),
    value: null,
    recommendationId: null,
    source: 'api',
  }
}
const happened = (...sentences: readonly string[]) =>
  corner.db.transaction((tx) => takeInteractions(tx, { felt: async () => {} }, sentences.map(eventOf)))

test('stances come newest first, of equal times in one order, and as many as are asked for', async () => {
  await happened('ann likes tea at 1', 'ann clicks cup at 5', 'ann hides map at 5', 'bob likes tea at 9')
  const stances = await listStances(corner.db.query, 'ann')
  expect(stances.map(({ itemId }) => itemId)).toEqual(['map', 'cup', 'tea'])
  expect(stances[2]).toEqual({
    itemId: 'tea',
    opinion: 'like',
    opinionAt: minute(1),
    isHidden: false,
    clicks: 0,
    purchases: 0,
    weight: 1,
    lastAt: minute(1),
  })
  expect((await listStances(corner.db.query, 'ann', 2)).map(({ itemId }) => itemId)).toEqual(['map', 'cup'])
  expect(await listStances(corner.db.query, 'nobody')).toEqual([])
})

test('likes are those that stand, by when they were liked', async () => {
  await happened(
    'ann likes tea at 1',
    'ann likes cup at 2',
    'ann clicks tea at 9',
    'ann likes map at 3',
    'ann unlikes map at 4',
  )
  expect(await listLikes(corner.db.query, 'ann', 10)).toEqual(['cup', 'tea'])
  expect(await listLikes(corner.db.query, 'ann', 1)).toEqual(['cup'])
})

test('people are counted by what they like now', async () => {
  await happened('ann likes a at 1', 'ann likes b at 2', 'ann likes c at 3', 'ann clicks d at 4', 'ann views e at 4')
  await happened('bob likes a at 1', 'cid likes a at 1', 'cid unlikes a at 2', 'dan clicks a at 1')
  const counts = await countStances(corner.db.query, ['ann', 'cid', 'dan', 'nobody'])
  expect(counts.toSorted((one, other) => (one.userId < other.userId ? -1 : 1))).toEqual([
    { userId: 'ann', likes: 3, positives: 4, lastLikeAt: minute(3) },
    { userId: 'cid', likes: 0, positives: 0, lastLikeAt: null },
    { userId: 'dan', likes: 0, positives: 1, lastLikeAt: null },
  ])
  expect(await listPeople(corner.db.query, '', 3)).toEqual(['ann', 'bob', 'cid'])
  expect(await listPeople(corner.db.query, 'cid', 3)).toEqual(['dan'])
})

test('positives come in the order of people and items, page by page, and nothing else does', async () => {
  await happened('bob likes b at 2', 'ann likes b at 1', 'ann clicks a at 3', 'ann views c at 1', 'ann dislikes d at 1')
  await happened('ann clicks b at 8')
  const pages: (readonly unknown[])[] = []
  for (let after: StanceName | null = null; ;) {
    const page = await readPositives(corner.db.query, after, 2)
    pages.push(page.map(({ userId, itemId, at }) => [userId, itemId, at]))
    const last = page.at(-1)
    if (!last || page.length < 2) break
    after = last
  }
  expect(pages).toEqual([
    [
      ['ann', 'a', minute(3)],
      ['ann', 'b', minute(1)],
    ],
    [['bob', 'b', minute(2)]],
  ])
  const [click, like] = await readPositives(corner.db.query, null, 2)
  expect([click?.weight, like?.weight]).toEqual([expect.closeTo(1 / 3, 6), 1])
})

/** A mark from which nothing is told again: on a server that others use, too, it lies behind what they have under way. */
async function settledMark(): Promise<string> {
  let mark = '0'
  await eventually(async () => {
    mark = (await readPositiveChanges(corner.db.query, { since: null, after: null }, 10)).mark
    return (await readPositiveChanges(corner.db.query, { since: mark, after: null }, 10)).changes.length === 0
  })
  return mark
}

test('from a mark on, positives that come, change and go are told, and what says nothing new is not', async () => {
  await happened('ann likes a at 1', 'ann clicks b at 1', 'ann likes c at 1')
  expect((await readPositiveChanges(corner.db.query, { since: null, after: null }, 10)).changes).toEqual([])
  const mark = await settledMark()
  await happened('ann clicks a at 2', 'ann likes b at 2', 'ann dislikes c at 2', 'bob likes a at 2', 'bob views b at 2')
  const told: string[] = []
  for (let after: StanceName | null = null; ;) {
    const page = await readPositiveChanges(corner.db.query, { since: mark, after }, 2)
    told.push(...page.changes.map(({ userId, itemId, weight }) => `${userId} ${itemId} ${weight}`))
    if (page.next === null) break
    after = page.next
  }
  expect(told).toEqual(['ann b 1', 'ann c 0', 'bob a 1'])
})

test('whether there is enough to learn from is counted, of a hundred people a hundred things each', async () => {
  expect(await countPositives(corner.db.query)).toEqual({ people: 0, items: 0, positives: 0 })
  await happened('ann likes a at 1', 'ann likes b at 1', 'bob clicks a at 1', 'bob views c at 1')
  expect(await countPositives(corner.db.query)).toEqual({ people: 2, items: 2, positives: 3 })
  await happened(...Array.from({ length: 150 }, (_, at) => `aaa likes i${at} at 1`))
  expect(await countPositives(corner.db.query)).toEqual({ people: 3, items: 102, positives: 103 })
  await happened(...Array.from({ length: 150 }, (_, at) => `u${at} likes a at 1`))
  expect(await countPositives(corner.db.query)).toEqual({ people: 100, items: 102, positives: 200 })
})

test('activity weighs the most that each person did, a click 1 and a like 3, in the last days and in those before, of items with anything recent', async () => {
  const now = new Date('2026-03-01T00:00:00Z')
  const daysAgo = (days: number) => ({ time: new Date(now.getTime() - days * 86_400_000) })
  const events = [
    { ...eventOf('ann likes a'), ...daysAgo(1) },
    { ...eventOf('nobody clicks a'), ...daysAgo(6) },
    { ...eventOf('ann views a'), ...daysAgo(1) },
    { ...eventOf('ann purchases a'), ...daysAgo(8) },
    { ...eventOf('ann clicks a'), ...daysAgo(36) },
    { ...eventOf('ann likes a'), ...daysAgo(38) },
    { ...eventOf('ann likes old'), ...daysAgo(10) },
    { ...eventOf('ann clicks fresh'), ...daysAgo(0) },
    ...Array.from({ length: 9 }, () => ({ ...eventOf('bot clicks fresh'), ...daysAgo(2) })),
  ]
  await corner.db.transaction((tx) => takeInteractions(tx, { felt: async () => {} }, events))
  const found = await recentActivity(corner.db.query, { recentDays: 7, priorDays: 30, now })
  expect(found.toSorted((one, other) => (one.itemId < other.itemId ? -1 : 1))).toEqual([
    { itemId: 'a', recent: 4, prior: 3 },
    { itemId: 'fresh', recent: 2, prior: 0 },
  ])
})

test('somebody gets all that she did, and of whoever leaves nothing stays', async () => {
  await happened('ann likes a at 1', 'ann clicks b at 2', 'bob likes a at 1')
  const { interactions, stances } = await exportPerson(corner.db.query, 'ann')
  expect(interactions).toMatchObject([
    { item_id: 'a', type: 'like', time: minute(1) },
    { item_id: 'b', type: 'click' },
  ])
  expect(stances).toMatchObject([
    { item_id: 'a', opinion: 'like', clicks: 0 },
    { item_id: 'b', opinion: null, clicks: 1 },
  ])
  await corner.db.transaction((tx) => forgetPerson(tx, 'ann'))
  expect(await exportPerson(corner.db.query, 'ann')).toEqual({ interactions: [], stances: [] })
  expect((await exportPerson(corner.db.query, 'bob')).stances).toHaveLength(1)
})
