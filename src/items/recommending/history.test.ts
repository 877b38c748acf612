import assert from 'node:assert/strict'
import { test } from 'vitest'
import type { Stance } from '../interactions/index.ts'
import { historyOf, likedIn } from './history.ts'

const nobody = { gender: null, age: null }
const stance = (itemId: string, changes: Partial<Stance> = {}): Stance => ({
  itemId,
  opinion: null,
  isHidden: false,
  clicks: 0,
  purchases: 0,
  lastAt: new Date(0),
  opinionAt: null,
  ...changes,
})

test('a like and a purchase say three times what a click says', () => {
  const { positives } = historyOf(
    [stance('liked', { opinion: 'like' }), stance('bought', { purchases: 2 }), stance('clicked', { clicks: 5 })],
    nobody,
  )
  assert.deepEqual(
    positives.map(({ itemId, weight }) => [itemId, weight]),
    [
      ['liked', 1],
      ['bought', 1],
      ['clicked', 1 / 3],
    ],
  )
})

test('what was only looked at, or disliked after a click, says nothing good', () => {
  const { positives } = historyOf([stance('seen'), stance('bad', { opinion: 'dislike', clicks: 3 })], nobody)
  assert.deepEqual(positives, [])
})

test('disliked and hidden are unwanted, and what was liked before it was hidden still says what she likes', () => {
  const history = historyOf(
    [stance('bad', { opinion: 'dislike' }), stance('had enough of', { opinion: 'like', isHidden: true })],
    nobody,
  )
  assert.deepEqual([...history.unwanted], ['bad', 'had enough of'])
  assert.deepEqual(likedIn(history), ['had enough of'])
})

test('a click alone may come again', () => {
  const history = historyOf([stance('clicked', { clicks: 1 }), stance('liked', { opinion: 'like' })], nobody)
  assert.deepEqual(likedIn(history), ['liked'])
})
