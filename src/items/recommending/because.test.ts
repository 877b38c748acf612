import assert from 'node:assert/strict'
import { test } from 'vitest'
import { because } from './because.ts'
import type { Reason } from './because.ts'

const reason = (changes: Partial<Reason>): string =>
  because({ source: 'popular', liked: null, group: null, ...changes })

test('what neighbours like names the item that led there', () => {
  assert.equal(
    reason({ source: 'collaborative', liked: 'Rope bag' }),
    'You liked “Rope bag”, and so did people who like this.',
  )
  assert.equal(reason({ source: 'content', liked: 'Rope bag' }), 'It is like “Rope bag”, which you liked.')
})

test('what is popular names the group', () => {
  const groups = [
    { gender: null, age: '25-34' },
    { gender: 'f', age: '25-34' },
    { gender: 'm', age: null },
    { gender: 'x', age: '18-24' },
    { gender: null, age: null },
    null,
  ]
  assert.deepEqual(
    groups.map((group) => reason({ group })),
    [
      'People of 25-34 like this.',
      'Women of 25-34 like this.',
      'Men like this.',
      'People of the group “x” of 18-24 like this.',
      'Many people like this.',
      'Many people like this.',
    ],
  )
})

test('where no item of hers speaks for it, nothing is made up', () => {
  assert.equal(reason({ source: 'collaborative', liked: null }), 'Many people like this.')
  assert.equal(reason({ source: 'new' }), 'This is new.')
})
