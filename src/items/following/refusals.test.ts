import assert from 'node:assert/strict'
import { test } from 'vitest'
import { openRefusals } from './refusals.ts'

test('what does not stand is refused until it stands again', () => {
  const refusals = openRefusals()
  refusals.note(['a', 'b'], new Set(['a']))
  assert.deepEqual(['a', 'b', 'c'].map(refusals.has), [false, true, false])
  refusals.note(['b'], new Set(['b']))
  assert.equal(refusals.has('b'), false)
})

test('of too many the oldest are forgotten', () => {
  const refusals = openRefusals()
  refusals.note(['first'], new Set())
  refusals.note(
    Array.from({ length: 10_000 }, (_, at) => `item-${at}`),
    new Set(),
  )
  assert.equal(refusals.has('first'), false)
  assert.equal(refusals.has('item-0'), true)
})
