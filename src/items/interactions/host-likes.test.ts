/** Likes that come and go in a host's database. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { dropHostLikes, replaceHostLikes, takeHostLikes } from './host-likes.ts'
import type { HostLike } from './host-likes.ts'
import { listHostLikes } from './host-likes-store.ts'
import type { Interaction } from './interaction.ts'
import { listLikes } from './stances-store.ts'
import { takeInteractions } from './take-interactions.ts'

let corner: Corner
let told: string[] = []
const deps = { felt: async (_: unknown, userIds: readonly string[]) => void told.push(...userIds) }
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
const like = (itemId: string, at: number, userId = 'ann'): HostLike => ({
  userId,
  itemId,
  at: minute(at),
  saidMs: minute(at).getTime(),
})
const come = (...likes: readonly HostLike[]) => corner.db.transaction((tx) => takeHostLikes(tx, deps, likes))
const go = (...itemIds: readonly string[]) =>
  corner.db.transaction((tx) =>
    dropHostLikes(
      tx,
      deps,
      itemIds.map((itemId) => ({ userId: 'ann', itemId })),
    ),
  )
const likes = async (userId = 'ann') => (await listLikes(corner.db.query, userId, 100)).toSorted()
const events = async () => (await corner.db.statements('select type from interactions')).rows.length
const say = (type: Interaction['type'], itemId: string, at: number) =>
  corner.db.transaction((tx) =>
    takeInteractions(tx, deps, [
      {
        eventId: `${type} ${itemId} ${at}`,
        userId: 'ann',
        itemId,
        type,
        time: minute(at),
        value: null,
        recommendationId: null,
        source: 'api',
      },
    ]),
  )

test('what comes is liked, what comes again costs nothing, and what goes is liked no more', async () => {
  await come(like('a', 1), like('b', 2), like('a', 1, 'bob'))
  expect([await likes(), await likes('bob')]).toEqual([['a', 'b'], ['a']])
  const before = [await events(), told.length]
  await come(like('a', 1), like('b', 2))
  expect([await events(), told.length]).toEqual(before)
  await go('a', 'never')
  expect([await likes(), await likes('bob')]).toEqual([['b'], ['a']])
  await go('a')
  expect(await events(), 'gone is gone').toBe(4)
})

test('a row that was liked twice is one like', async () => {
  await come(like('a', 1), like('a', 5))
  await go('a')
  expect(await likes()).toEqual([])
})

test('liked again it is liked, whether its row is a new one, the old one, or older than when it was missed', async () => {
  await come(like('a', 10))
  for (const at of [20, 10, 5]) {
    await go('a')
    expect(await likes()).toEqual([])
    await come(like('a', at))
    expect(await likes(), `a row of minute ${at}`).toEqual(['a'])
  }
})

test('what our own API said later counts for more than what the host has', async () => {
  await come(like('a', 1), like('b', 1))
  await say('unlike', 'a', 5)
  await say('dislike', 'b', 5)
  await come(like('a', 1), like('b', 1))
  expect(await likes()).toEqual([])
  await say('like', 'c', 5)
  await come(like('c', 1))
  await go('c')
  expect(await likes(), 'the host alone takes back no like that was said here').toEqual(['c'])
})

test('likes of the host are listed in order, page by page, and only while the host’s word is the last', async () => {
  await come(like('b', 1), like('a', 1), like('a', 1, 'bob'), like('c', 1))
  await say('like', 'c', 5)
  const first = await listHostLikes(corner.db.query, null, 2)
  expect(first.map(({ userId, itemId }) => `${userId} ${itemId}`)).toEqual(['ann a', 'ann b'])
  const second = await listHostLikes(corner.db.query, first[1] ?? null, 2)
  expect(second.map(({ userId, itemId }) => `${userId} ${itemId}`)).toEqual(['bob a'])
})

test('the likes of one person are replaced by what the host has now, and nobody else’s are touched', async () => {
  await come(like('a', 1), like('b', 1), like('a', 1, 'bob'))
  const replace = (...left: readonly HostLike[]) =>
    replaceHostLikes({ ...deps, db: corner.db }, { userId: 'ann', likes: left })
  await replace(like('b', 1), like('c', 3))
  expect([await likes(), await likes('bob')]).toEqual([['b', 'c'], ['a']])
  const before = await events()
  await replace(like('b', 1), like('c', 3))
  expect(await events()).toBe(before)
  await replace()
  expect([await likes(), await likes('bob')]).toEqual([[], ['a']])
})

test('thousands of likes of one person are replaced in pieces', async () => {
  const many = Array.from({ length: 2500 }, (_, at) => like(`i${at}`, at % 60))
  await replaceHostLikes({ ...deps, db: corner.db }, { userId: 'ann', likes: many })
  expect(await listLikes(corner.db.query, 'ann', 5000)).toHaveLength(2500)
  await replaceHostLikes({ ...deps, db: corner.db }, { userId: 'ann', likes: many.slice(0, 3) })
  expect(await likes()).toEqual(['i0', 'i1', 'i2'])
})
