import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { evenShare, takeLongest, takeStrongest, withoutRepeats } from './pick.ts'

const texts = (...list: string[]): string[] => withoutRepeats(list.map((text) => ({ text }))).map(({ text }) => text)

test('the same words in another dress are said once', () => {
  expect(texts('A van.', 'a VAN!', 'Vans', 'A lawyer')).toEqual(['A van.', 'A lawyer'])
})

test('words that only build sentences are told apart all the same', () => {
  expect(texts('over it', 'under it')).toEqual(['over it', 'under it'])
})

const strengths = fc.array(
  fc.integer({ min: 0, max: 4 }).map((strength) => ({ strength })),
  { maxLength: 40 },
)
const limit = fc.integer({ min: 1, max: 20 })

test('no more are taken than allowed, none when none are left, in the order of speech', () => {
  fc.assert(
    fc.property(strengths, limit, (list, most) => {
      const taken = takeStrongest(list, most)
      expect(taken.length).toBe(Math.min(list.length, most))
      const places = taken.map((said) => list.indexOf(said))
      expect(places).toEqual(places.toSorted((one, other) => one - other))
      expect(new Set(places).size).toBe(places.length)
    }),
  )
})

test('nothing that is left out is stronger than something that is taken', () => {
  fc.assert(
    fc.property(strengths, limit, (list, most) => {
      const taken = new Set(takeStrongest(list, most))
      const weakest = Math.min(...[...taken].map(({ strength }) => strength))
      for (const said of list) if (!taken.has(said)) expect(said.strength).toBeLessThanOrEqual(weakest)
    }),
  )
})

test('equals are taken evenly from beginning to end', () => {
  const list = Array.from({ length: 100 }, (_, place) => ({ strength: 1, place }))
  expect(takeStrongest(list, 4).map(({ place }) => place)).toEqual([0, 25, 50, 75])
})

test('the longest are taken in the order in which they were said', () => {
  const list = ['one', 'three', 'on', 'seven', 'o'].map((text) => ({ text }))
  expect(takeLongest(list, 3).map(({ text }) => text)).toEqual(['one', 'three', 'seven'])
  expect(takeLongest(list, 9)).toBe(list)
})

test('of many lists those that fit an even share stay whole, and the longest give way', () => {
  expect(evenShare([3, 100, 4, 100], 27)).toBe(10)
  expect(evenShare([3, 4], 7)).toBe(Infinity)
  expect(evenShare([], 7)).toBe(Infinity)
})

test('shares fill the total as far as they can, and never more', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { maxLength: 20 }), fc.nat(200), (lengths, total) => {
      const share = evenShare(lengths, total)
      const taken = lengths.reduce((sum, length) => sum + Math.min(length, share), 0)
      const all = lengths.reduce((sum, length) => sum + length, 0)
      expect(taken).toBeLessThanOrEqual(total)
      expect(taken).toBeGreaterThan(Math.min(all, total) - Math.max(1, lengths.length))
    }),
  )
})
