import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { diversify } from './diversify.ts'

/** Candidates of one kind are wholly alike, of two kinds not at all. */
const kinds = (names: string) => (one: number, other: number) => (names[one] === names[other] ? 1 : 0)

test('without diversity the order stays', () => {
  const candidates = { scores: [9, 8, 7, 1], likeness: kinds('aaab'), diversity: 0 }
  assert.deepEqual(diversify(candidates, 3), [0, 1, 2])
})

test('with diversity another kind comes before more of the same', () => {
  const candidates = { scores: [9, 8, 7, 1], likeness: kinds('aaab'), diversity: 0.6 }
  assert.deepEqual(diversify(candidates, 4), [0, 3, 1, 2])
})

test('a little diversity lets a far better one of the same kind pass', () => {
  const candidates = { scores: [9, 8, 7, 1], likeness: kinds('aaab'), diversity: 0.2 }
  assert.deepEqual(diversify(candidates, 2), [0, 1])
})

test('the best comes first at full diversity, and of equals the earlier', () => {
  const candidates = { scores: [5, 5, 5, 5], likeness: kinds('aabb'), diversity: 1 }
  assert.deepEqual(diversify(candidates, 4), [0, 2, 1, 3])
})

test('there are no more than there are', () => {
  const none = { scores: [], likeness: () => 0, diversity: 0.5 }
  assert.deepEqual(diversify(none, 3), [])
  assert.deepEqual(diversify({ ...none, scores: [1] }, 3), [0])
  assert.deepEqual(diversify({ ...none, scores: [1] }, 0), [])
})

test('nobody is chosen twice, the best is never lost, and the choice is the same each time', () => {
  const list = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(list, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(35), (given, diversity, count) => {
      const scores = given.toSorted((one, other) => other - one)
      const likeness = (one: number, other: number): number => Math.cos(one * 7 + other * 7)
      const chosen = diversify({ scores, likeness, diversity }, count)
      assert.equal(new Set(chosen).size, Math.min(count, scores.length))
      if (count > 0 && diversity < 1) assert.equal(scores[chosen[0] ?? 0], scores[0])
      assert.deepEqual(diversify({ scores, likeness, diversity }, count), chosen)
    }),
  )
})
