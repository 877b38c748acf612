import assert from 'node:assert/strict'
import { test } from 'vitest'
import { answerOf, mainSource } from './answer-page.ts'

const parts = (changes: object = {}) => ({
  id: '0198f2a0-0000-7000-8000-000000000000',
  algorithm: 'popular' as const,
  filled: { ids: ['a', 'b'], totalCount: 42, isStale: false },
  tookMs: 1.23456,
  explanations: null,
  groups: null,
  ...changes,
})

test('pages are counted up, and the last one has none after it', () => {
  assert.deepEqual(answerOf({ page: 1, limit: 20 }, parts()).pagination, {
    page: 1,
    limit: 20,
    total_pages: 3,
    total_count: 42,
    has_next: true,
    has_previous: false,
  })
  const last = answerOf({ page: 3, limit: 20 }, parts()).pagination
  assert.deepEqual([last.has_next, last.has_previous], [false, true])
})

test('an empty list has no pages', () => {
  const filled = { ids: [], totalCount: 0, isStale: false }
  const { items, pagination } = answerOf({ page: 1, limit: 20 }, parts({ filled }))
  assert.deepEqual([items, pagination.total_pages, pagination.has_next], [[], 0, false])
})

test('what was not asked for is not in the answer', () => {
  const plain = answerOf({ page: 1, limit: 20 }, parts())
  assert.deepEqual(
    ['stale', 'explanations', 'groups'].filter((name) => Object.hasOwn(plain, name)),
    [],
  )
  const filled = { ids: [], totalCount: 0, isStale: true }
  assert.equal(answerOf({ page: 1, limit: 20 }, parts({ filled, explanations: [] })).stale, true)
})

test('the main source is what brought most of the page, or came first', () => {
  assert.equal(mainSource(['popular', 'content', 'content']), 'content')
  assert.equal(mainSource(['content', 'popular']), 'content')
  assert.equal(mainSource([]), null)
})
