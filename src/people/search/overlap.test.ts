import fc from 'fast-check'
import { expect, test } from 'vitest'
import { likeness, meetings, overlap } from './overlap.ts'
import type { Relate } from './overlap.ts'

const same: Relate = (one, other) => (one === other ? 1 : 0)
/** "trek" and "hike" mean nearly the same. */
const related: Relate = (one, other) => {
  if (one === other) return 1
  return [one, other].toSorted().join(' ') === 'hike trek' ? 0.8 : 0
}
const entries = fc.array(fc.constantFrom('music', 'hiking', 'trekking', 'live music', 'chess', '💃'), { maxLength: 6 })

test('the same interests in another order and spelling are all in common', () => {
  expect(overlap(['Music', 'Hiking'], ['hiking', 'music'], same)).toBe(1)
})

test('one in common of two beside two is half, and of one beside four as well', () => {
  expect(overlap(['music', 'hiking'], ['music', 'chess'], same)).toBe(0.5)
  expect(overlap(['music'], ['music', 'chess', 'go', 'tennis'], same)).toBe(0.5)
})

test('an empty list is no evidence', () => {
  expect(overlap([], ['music'], same)).toBe(null)
  expect(overlap(['music'], [], same)).toBe(null)
})

test('a related word counts as far as it is related', () => {
  expect(overlap(['trekking'], ['hiking'], related)).toBeCloseTo(0.8, 9)
  expect(overlap(['trekking'], ['hiking'], same)).toBe(0)
})

test('an entry meets one other only', () => {
  expect(meetings(['music'], ['music', 'live music'], same)).toEqual([{ mine: 'music', theirs: 'music', likeness: 1 }])
})

test('entries of more words meet by the words that they share', () => {
  expect(likeness('live music', 'music', same)).toBeCloseTo(2 / 3, 9)
})

test('entries without any word are alike when they are the same', () => {
  expect(likeness('💃', '💃', same)).toBe(1)
  expect(likeness('💃', '🎸', same)).toBe(0)
})

test('what two lists have in common is the same from both sides, and between nothing and all', () => {
  fc.assert(
    fc.property(entries, entries, (one, other) => {
      const there = overlap(one, other, related)
      const back = overlap(other, one, related)
      expect(there ?? -1).toBeCloseTo(back ?? -1, 9)
      expect(there ?? 0).toBeGreaterThanOrEqual(0)
      expect(there ?? 0).toBeLessThanOrEqual(1)
    }),
    { numRuns: 2000 },
  )
})
