import assert from 'node:assert/strict'
import { test } from 'vitest'
import { because } from './because.ts'
import type { Reason } from './because.ts'

const reason = (changes: Partial<Reason>): string =>
  because({ source: 'popular', speaker: null, group: null, isLiked: true, ...changes })

test('what speaks for an item is named, and what she did with that', () => {
  const said = (source: 'collaborative' | 'content', how: 'liked' | 'clicked' | 'asked'): string =>
    reason({ source, speaker: { name: 'Rope bag', how } })
  assert.equal(said('collaborative', 'liked'), 'You liked “Rope bag”, and so did people who like this.')
  assert.equal(said('collaborative', 'clicked'), 'You looked at “Rope bag”, and people who like that like this.')
  assert.equal(said('collaborative', 'asked'), 'People who like “Rope bag” like this.')
  assert.equal(said('content', 'liked'), 'It is like “Rope bag”, which you liked.')
  assert.equal(said('content', 'clicked'), 'It is like “Rope bag”, which you looked at.')
  assert.equal(said('content', 'asked'), 'It is like “Rope bag”.')
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
  assert.equal(reason({ source: 'collaborative' }), 'Many people like this.')
  assert.equal(reason({ source: 'new' }), 'This is new.')
  assert.equal(reason({ isLiked: false }), 'Nobody has said yet how this is liked.')
})
