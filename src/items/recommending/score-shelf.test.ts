import assert from 'node:assert/strict'
import { test } from 'vitest'
import { plainItem } from '../../../test/support/plain-item.ts'
import { featuresOf, openColumns } from '../shelf/index.ts'
import type { ShelfItem } from '../shelf/index.ts'
import type { Learnt, PopularityTable } from './learnt.ts'
import { scoreShelf, sourceOf } from './score-shelf.ts'
import type { Scored } from './score-shelf.ts'

const cups = Array.from({ length: 4 }, (_, at): ShelfItem =>
  plainItem(`cup-${at}`, { categories: { category: 'cups', gender: 'f', age: '25-34' }, price: 100 }),
)
const balls = Array.from({ length: 4 }, (_, at): ShelfItem =>
  plainItem(`ball-${at}`, { categories: { category: 'sport', gender: 'm', age: '45+' }, price: 9000 }),
)
const items = [...cups, ...balls]

function shelf() {
  const columns = openColumns()
  for (const item of items) columns.put(item, null)
  return columns
}

/** The chances of the items of the shelf, in its order. */
function popularityOf(chances: readonly number[]): PopularityTable {
  const columnById = new Map(items.map(({ id }, column) => [id, column]))
  return {
    id: 'one',
    columnOf: (id) => columnById.get(id),
    rank: () => ({ scores: Float32Array.from(chances), groups: [] }),
  }
}

const learntOf = (chances: readonly number[] | null): Learnt => ({
  model: () => null,
  popularity: () => chances && popularityOf(chances),
})

const cup = items[0] ?? plainItem('cup')
const likesCups = (): Scored => ({
  columns: shelf(),
  history: { positives: [{ itemId: 'cup-0', weight: 1, isLiked: true }], segment: { gender: null, age: null } },
  direction: featuresOf(cup, null),
  allowed: null,
})
const bestOf = (total: Float32Array): string => items[total.indexOf(Math.max(...total))]?.id ?? ''
const flat = [0.13, 0.12, 0.125, 0.125, 0.13, 0.12, 0.125, 0.125]

test('what all items have alike is not what brought one of them', () => {
  const { total, parts } = scoreShelf(learntOf(flat), likesCups())
  assert.match(bestOf(total), /cup/u)
  assert.deepEqual(
    [1, 2, 3].map((place) => sourceOf(parts, place)),
    ['content', 'content', 'content'],
  )
})

test('a favourite of many that resembles nothing of hers was brought by the many', () => {
  const { parts } = scoreShelf(learntOf([0.01, 0.01, 0.01, 0.01, 0.9, 0.02, 0.02, 0.02]), likesCups())
  assert.equal(sourceOf(parts, 4), 'popular')
})

test('of whom nothing is known the popular come first, in their order', () => {
  const nobody = { ...likesCups(), history: { positives: [], segment: { gender: null, age: null } }, direction: null }
  const { total, parts } = scoreShelf(learntOf([1, 2, 3, 4, 5, 6, 8, 7]), nobody)
  assert.equal(bestOf(total), 'ball-2')
  assert.deepEqual([...parts.keys()], ['popular'])
  assert.equal(sourceOf(parts, 0), 'popular')
})

test('while nothing is learnt what is alike comes first', () => {
  const { total, parts } = scoreShelf(learntOf(null), likesCups())
  assert.match(bestOf(total), /cup/u)
  assert.deepEqual([...parts.keys()], ['content'])
})

test('a source that may not bring items adds nothing', () => {
  const { parts } = scoreShelf(learntOf(flat), { ...likesCups(), allowed: new Set(['popular']) })
  assert.deepEqual([...parts.keys()], ['popular'])
})
