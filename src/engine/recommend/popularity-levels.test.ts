/** What holds of every ranking by groups, whatever was counted. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellOf } from './popularity-counts.ts'
import type { Group, GroupCounts } from './popularity-counts.ts'
import { groupPopularity } from './popularity.ts'
import type { GroupRanking } from './popularity.ts'

const shape = { genders: 2, ages: 2 }
const COLUMNS = 8

type Entry = readonly [item: number, group: Group, weight: number]

const groups: readonly Group[] = [0, 1, null].flatMap((gender) => [0, 1, null].map((age) => ({ gender, age })))
const someGroup = fc.constantFrom(...groups)
const entries = fc.array(fc.tuple(fc.nat(COLUMNS - 1), someGroup, fc.integer({ min: 1, max: 3000 })), {
  minLength: 1,
  maxLength: 40,
})

function counted(list: readonly Entry[], scale = 1): GroupCounts {
  return {
    ...shape,
    columns: COLUMNS,
    items: Uint32Array.from(list, ([item]) => item),
    cells: Uint32Array.from(list, ([, group]) => cellOf(shape, group)),
    weights: Float32Array.from(list, ([, , weight]) => weight * scale),
    squares: Float32Array.from(list, ([, , weight]) => weight * scale ** 2),
  }
}

const rank = (list: readonly Entry[], group: Group): GroupRanking => groupPopularity(counted(list)).rank(group)

function expectAlike(one: Float32Array, other: Float32Array): void {
  for (const [item, score] of one.entries()) expect(other[item]).toBeCloseTo(score, 5)
}

test('the order in which events are counted does not matter, nor whether they are counted together', () => {
  fc.assert(
    fc.property(entries, someGroup, (list, group) => {
      const apart = list.flatMap(([item, of, weight]): Entry[] => [
        [item, of, weight / 2],
        [item, of, weight / 2],
      ])
      expectAlike(rank(list.toReversed(), group).scores, rank(list, group).scores)
      expectAlike(rank(apart, group).scores, rank(list, group).scores)
    }),
  )
})

test('what an event weighs does not matter where all weigh the same', () => {
  fc.assert(
    fc.property(entries, someGroup, (list, group) => {
      const [one, thrice] = [1, 3].map((scale) => groupPopularity(counted(list, scale)).rank(group))
      expectAlike(one?.scores ?? new Float32Array(), thrice?.scores ?? new Float32Array())
      expect(thrice?.explanation.at(-1)?.evidence).toBeCloseTo(one?.explanation.at(-1)?.evidence ?? 0, 2)
    }),
  )
})

test('items are only numbers: other numbers give the same scores to the same items', () => {
  fc.assert(
    fc.property(entries, someGroup, (list, group) => {
      const turned = list.map(([item, of, weight]): Entry => [COLUMNS - 1 - item, of, weight])
      expectAlike(rank(turned, group).scores.toReversed(), rank(list, group).scores)
    }),
  )
})

test('genders and ages are treated alike', () => {
  fc.assert(
    fc.property(entries, someGroup, (list, group) => {
      const turned = ({ gender, age }: Group): Group => ({ gender: age, age: gender })
      const other = list.map(([item, of, weight]): Entry => [item, turned(of), weight])
      expectAlike(rank(other, turned(group)).scores, rank(list, group).scores)
    }),
  )
})

test('where nothing is known of anybody every group is everybody', () => {
  fc.assert(
    fc.property(entries, someGroup, (list, group) => {
      const unknown = list.map(([item, , weight]): Entry => [item, { gender: null, age: null }, weight])
      expectAlike(rank(unknown, group).scores, rank(unknown, { gender: null, age: null }).scores)
      expect(rank(unknown, group).explanation.at(-1)?.weight).toBe(1)
    }),
  )
})

test('the more a group does, the more it is itself', () => {
  const others: Entry[] = Array.from({ length: COLUMNS }, (_, item) => [item, { gender: 1, age: 1 }, 500 - item * 50])
  const young: Group = { gender: 0, age: 0 }
  const shares = [0, 3, 30, 300, 3000, 30_000].map((events) => {
    const { scores } = rank([...others, [6, young, events * 0.7], [7, young, events * 0.3]], young)
    return (scores[6] ?? 0) + (scores[7] ?? 0)
  })
  expect(shares).toEqual(shares.toSorted((one, other) => one - other))
  expect(shares[1]).toBeLessThan(0.2)
  expect(shares[4]).toBeGreaterThan(0.95)
})

test('an explanation names the groups from the narrowest, with what each has done', () => {
  const list: Entry[] = [
    [0, { gender: 0, age: 0 }, 10],
    [1, { gender: 0, age: 1 }, 20],
    [2, { gender: 1, age: 0 }, 40],
    [3, { gender: null, age: null }, 80],
  ]
  const evidences = (group: Group): (readonly [Group, number])[] =>
    rank(list, group).explanation.map(({ group: of, evidence }) => [of, evidence])
  expect(evidences({ gender: 0, age: 0 })).toEqual([
    [{ gender: 0, age: 0 }, 10],
    [{ gender: 0, age: null }, 30],
    [{ gender: null, age: 0 }, 50],
    [{ gender: null, age: null }, 150],
  ])
  expect(evidences({ gender: null, age: 1 })).toEqual([
    [{ gender: null, age: 1 }, 20],
    [{ gender: null, age: null }, 150],
  ])
  expect(evidences({ gender: null, age: null })).toEqual([[{ gender: null, age: null }, 150]])
})
