import assert from 'node:assert/strict'
import { test } from 'vitest'
import type { Held, Stance } from '../interactions/index.ts'
import { historyOf, likedIn } from './history.ts'

const nobody = { gender: null, age: null }
const held = (newest: readonly Stance[]): Held => ({ newest, olderLiked: [], olderUnwanted: [] })
const stance = (itemId: string, changes: Partial<Stance> = {}): Stance => ({
  itemId,
  opinion: null,
  isHidden: false,
  clicks: 0,
  purchases: 0,
  weight: 0,
  lastAt: new Date(0),
  opinionAt: null,
  ...changes,
})

test('a like and a purchase say three times what a click says', () => {
  const stances = [stance('liked', { opinion: 'like', weight: 1 }), stance('clicked', { clicks: 5, weight: 1 / 3 })]
  const { positives } = historyOf(held(stances), nobody)
  assert.deepEqual(positives, [
    { itemId: 'liked', weight: 1, isLiked: true },
    { itemId: 'clicked', weight: 1 / 3, isLiked: false },
  ])
})

test('what was only looked at, or disliked after a click, says nothing good', () => {
  const { positives } = historyOf(held([stance('seen'), stance('bad', { opinion: 'dislike', clicks: 3 })]), nobody)
  assert.deepEqual(positives, [])
})

test('disliked and hidden are unwanted', () => {
  const stances = [stance('bad', { opinion: 'dislike' }), stance('enough of', { isHidden: true }), stance('seen')]
  assert.deepEqual([...historyOf(held(stances), nobody).unwanted], ['bad', 'enough of'])
})

test('a click alone may come again', () => {
  const stances = [stance('clicked', { clicks: 1, weight: 1 / 3 }), stance('liked', { opinion: 'like', weight: 1 })]
  assert.deepEqual(likedIn(historyOf(held(stances), nobody)), ['liked'])
})

test('what somebody holds since long ago may not come again either, and is no positive', () => {
  const all = { newest: [stance('liked', { opinion: 'like', weight: 1 })], olderLiked: ['old'], olderUnwanted: ['bad'] }
  const history = historyOf(all, nobody)
  assert.deepEqual(likedIn(history), ['liked', 'old'])
  assert.deepEqual([...history.unwanted], ['bad'])
  assert.equal(history.positives.length, 1)
})
