import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { plainItem } from '../../../test/support/plain-item.ts'
import { openColumns } from '../shelf/index.ts'
import type { Columns } from '../shelf/index.ts'
import { bestPlaces } from './best-places.ts'

const day = (number: number): Date => new Date(Date.UTC(2026, 0, number))

function shelfOf(items: readonly { readonly id: string; readonly made: number }[]): Columns {
  const columns = openColumns()
  for (const { id, made } of items) columns.put(plainItem(id, { createdAt: day(made) }), null)
  return columns
}

const open = (count: number): Uint8Array => new Uint8Array(count).fill(1)

test('the best come first, and no more than are asked for', () => {
  const columns = shelfOf(['a', 'b', 'c', 'd'].map((id) => ({ id, made: 1 })))
  const ranked = { columns, scores: Float32Array.of(1, 4, 2, 3), mask: open(4) }
  assert.deepEqual(bestPlaces(ranked, 3), [1, 3, 2])
  assert.deepEqual(bestPlaces(ranked, 0), [])
  assert.deepEqual(bestPlaces(ranked, 9), [1, 3, 2, 0])
})

test('of equal scores the newer item comes first, then the smaller id, however places are numbered', () => {
  const items = [
    { id: 'b', made: 1 },
    { id: 'a', made: 1 },
    { id: 'c', made: 2 },
  ]
  const orders = [items, items.toReversed()].map((order) => {
    const columns = shelfOf(order)
    return bestPlaces({ columns, scores: new Float32Array(3), mask: open(3) }, 3).map((place) => columns.ids[place])
  })
  assert.deepEqual(orders, [
    ['c', 'a', 'b'],
    ['c', 'a', 'b'],
  ])
})

test('what is masked is not taken, and a score that is no number is the lowest', () => {
  const columns = shelfOf(['a', 'b', 'c'].map((id) => ({ id, made: 1 })))
  const scores = Float32Array.of(Number.NaN, 5, -1)
  assert.deepEqual(bestPlaces({ columns, scores, mask: Uint8Array.of(1, 0, 1) }, 3), [2, 0])
})

test('a selection is the beginning of the whole order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 }), fc.nat(70), (points, count) => {
      const columns = shelfOf(points.map((_, at) => ({ id: `item-${at}`, made: 1 + (at % 3) })))
      const ranked = { columns, scores: Float32Array.from(points), mask: open(points.length) }
      assert.deepEqual(bestPlaces(ranked, count), bestPlaces(ranked, points.length).slice(0, count))
    }),
  )
})
