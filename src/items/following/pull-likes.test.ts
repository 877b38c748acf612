import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { followingCorner } from '../../../test/support/following-corner.ts'
import type { FollowingCorner } from '../../../test/support/following-corner.ts'
import { pullLikes } from './pull-likes.ts'

let corner: FollowingCorner
beforeAll(async () => {
  corner = await followingCorner()
})
afterAll(() => corner.close())
beforeEach(() => corner.begin())

const pull = (userId: string) => pullLikes({ ...corner.deps, answers: corner.host().answers }, userId)
const has = (...likes: readonly (readonly [string, string])[]) => {
  corner.host().likes.length = 0
  for (const [userId, itemId] of likes)
    corner.host().likes.push({ userId, itemId, likedAt: '2026-03-01T11:00:00.000000Z' })
}
const liked = async () =>
  (await corner.rows(`select user_id, item_id from stances where opinion = 'like' order by 1, 2`)).map(
    (row) => `${String(row['user_id'])} ${String(row['item_id'])}`,
  )

test('what somebody likes at the host now is known at once, and nobody else is asked about', async () => {
  has(['ann', 'mug'], ['ann', 'lamp'], ['bob', 'vase'])
  await pull('ann')
  expect(await liked()).toEqual(['ann lamp', 'ann mug'])
  expect(corner.felt).toEqual(['ann'])
})

test('what she likes no more is taken back, the last one too', async () => {
  has(['ann', 'mug'], ['bob', 'mug'])
  await pull('ann')
  await pull('bob')
  has(['bob', 'mug'])
  await pull('ann')
  expect(await liked()).toEqual(['bob mug'])
})

test('nothing is said to be known where the host does not answer, and nothing is changed', async () => {
  has(['ann', 'mug'])
  await pull('ann')
  has()
  corner.host().isAway = true
  await expect(pull('ann')).rejects.toMatchObject({ code: 'database.unavailable' })
  expect(await liked()).toEqual(['ann mug'])
})

test('where the host keeps no likes ours stay as they are', async () => {
  has(['ann', 'mug'])
  await pull('ann')
  await pullLikes({ ...corner.deps, answers: { likesOf: async () => null } }, 'ann')
  expect(await liked()).toEqual(['ann mug'])
})

test('ids that nobody can have are left out', async () => {
  has(['ann', 'mug'], ['ann', 'a/b'])
  await pull('ann')
  expect(await liked()).toEqual(['ann mug'])
})

test('of two who read one after the other what the later one read stands, whoever writes last', async () => {
  has(['ann', 'mug'])
  const { answers } = corner.host()
  let isFirst = true
  const readEarly = async (userId: string) => {
    const likes = await answers.likesOf(userId)
    if (!isFirst) return likes
    isFirst = false
    has()
    await pull('ann')
    return likes
  }
  await pullLikes({ ...corner.deps, answers: { likesOf: readEarly } }, 'ann')
  expect(await liked()).toEqual([])
})
