import assert from 'node:assert/strict'
import { test } from 'vitest'
import { plainItem } from '../../../test/support/plain-item.ts'
import { openColumns } from '../shelf/index.ts'
import { featuresOf, likeness } from '../shelf/index.ts'
import { contentScores } from './content-scores.ts'

const kind = (at: number): string => ['beauty', 'books', 'games'][at % 3] ?? ''
const item = (at: number) => plainItem(`i${at}`, { categories: { category: kind(at) }, price: 5 + 10 * at })

test('every item is as like a direction as the two vectors are, those that came since the last copy too', () => {
  const columns = openColumns()
  const direction = featuresOf(plainItem('liked', { categories: { category: 'books' }, price: 30 }), null)
  const expectAll = (): void => {
    const scores = contentScores(columns, direction)
    assert.equal(scores.length, columns.count)
    for (const [place, score] of scores.entries()) {
      const exact = likeness(direction, featuresOf(item(place), null))
      assert.ok(Math.abs(score - exact) < 0.001, `${place}: ${score} is not ${exact}`)
    }
  }
  for (let at = 0; at < 50; at += 1) columns.put(item(at), null)
  expectAll()
  columns.put(item(50), null)
  columns.put(item(51), null)
  expectAll()
  for (let at = 52; at < 700; at += 1) columns.put(item(at), null)
  expectAll()
})

test('a shelf with nothing on it has no scores', () => {
  assert.equal(contentScores(openColumns(), featuresOf(item(1), null)).length, 0)
})
