import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { topOf } from './top.ts'

const ascending = (left: number, right: number): number => left - right

interface Scored {
  readonly score: number
  readonly id: string
}
const byScoreThenId = (left: Scored, right: Scored): number =>
  right.score - left.score || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0)

test('the best come out, best first', () => {
  expect(topOf([5, 3, 9, 1, 7], 3, ascending)).toEqual([1, 3, 5])
})

test('it is what sorting them all gives', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: 0, max: 30 }), (list, count) => {
      expect(topOf(list, count, ascending)).toEqual(list.toSorted(ascending).slice(0, count))
    }),
  )
})

test('the order in which elements come does not matter', () => {
  const element = fc.record({ score: fc.integer({ min: 0, max: 3 }), id: fc.string({ maxLength: 2 }) })
  const list = fc.uniqueArray(element, { selector: ({ id }) => id, maxLength: 30 })
  fc.assert(
    fc.property(list, fc.integer({ min: 1, max: 10 }), (elements, count) => {
      const sorted = elements.toSorted(byScoreThenId)
      expect(topOf(elements, count, byScoreThenId)).toEqual(topOf(sorted.toReversed(), count, byScoreThenId))
    }),
  )
})

test('fewer elements than asked for are all there', () => {
  expect(topOf([2, 1], 5, ascending)).toEqual([1, 2])
  expect(topOf([], 5, ascending)).toEqual([])
})

test('none are asked for, none come', () => {
  for (const count of [0, -1, 0.5, Number.NaN]) expect(topOf([1, 2], count, ascending)).toEqual([])
})

test('anything that can be walked through will do', () => {
  expect(topOf(new Set([3, 1, 2]), 2, ascending)).toEqual([1, 2])
})
