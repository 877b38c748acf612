import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowOf } from '../../engine/index.ts'
import type { SparseMatrix } from '../../engine/index.ts'
import { badLineList } from './bad-lines.ts'
import { TAKEN_BACK } from './event-meaning.ts'
import type { EventTable } from './read-events.ts'
import { hasTimes, splitByFile, splitEvents, splitNames } from './split-events.ts'

interface Event {
  readonly user: number
  readonly item: number
  readonly time: number
  readonly weight: number
}

const shape = { people: 8, items: 12 }

const tableOf = (events: readonly Event[]): EventTable => ({
  users: Uint32Array.from(events, ({ user }) => user),
  items: Uint32Array.from(events, ({ item }) => item),
  times: Float64Array.from(events, ({ time }) => time),
  weights: Float32Array.from(events, ({ weight }) => weight),
  bad: badLineList(),
})

const pairsIn = (matrix: SparseMatrix): string[] =>
  Array.from({ length: matrix.rows }, (_, row) =>
    [...rowOf(matrix, row).indices].map((item) => `${row} ${item}`),
  ).flat()

const event = (user: number, item: number, time: number, weight = 1): Event => ({ user, item, time, weight })

const events = fc.array(
  fc.record({
    user: fc.nat(7),
    item: fc.nat(11),
    time: fc.nat(50),
    weight: fc.constantFrom(1, 1 / 3, 0, TAKEN_BACK),
  }),
  { minLength: 1 },
)

test('nothing is both learnt from and to be found', () => {
  fc.assert(
    fc.property(events, fc.constantFrom(...splitNames), (list, split) => {
      const { train, test: later } = splitEvents(tableOf(list), { split, shape, seed: 1 })
      const known = new Set(pairsIn(train.matrix))
      expect(pairsIn(later).filter((pair) => known.has(pair))).toEqual([])
      expect(train.times.length).toBe(train.matrix.indices.length)
    }),
  )
})

test('split by time, nothing is learnt from that happened after what is to be found', () => {
  fc.assert(
    fc.property(events, (list) => {
      const { train, test: later } = splitEvents(tableOf(list), { split: 'temporal', shape, seed: 1 })
      const firstOf = (pair: string) =>
        Math.min(
          ...list.filter((each) => `${each.user} ${each.item}` === pair && each.weight > 0).map(({ time }) => time),
        )
      const newest = Math.max(-Infinity, ...train.times)
      for (const pair of pairsIn(later)) expect(firstOf(pair)).toBeGreaterThanOrEqual(0)
      const latest = pairsIn(later).map((pair) =>
        Math.max(
          ...list.filter((each) => `${each.user} ${each.item}` === pair && each.weight > 0).map(({ time }) => time),
        ),
      )
      expect(latest.every((time) => time > newest)).toBe(true)
    }),
  )
})

test('a like that is taken back after the cut was one when it was learnt from', () => {
  const early = Array.from({ length: 8 }, (_, item) => event(0, item, item))
  const list = [...early, event(0, 3, 25, TAKEN_BACK), event(1, 3, 20), event(1, 4, 21)]
  const { train, test: later } = splitEvents(tableOf(list), { split: 'temporal', shape, seed: 1 })
  expect(pairsIn(train.matrix)).toContain('0 3')
  expect(pairsIn(later)).toEqual(['1 3', '1 4'])
})

test('leaving the last out, everybody with two and more loses the one that she took last', () => {
  const list = [event(0, 5, 3), event(0, 2, 9), event(0, 7, 1), event(1, 1, 1)]
  const { train, test: later } = splitEvents(tableOf(list), { split: 'leave-last', shape, seed: 1 })
  expect(pairsIn(later)).toEqual(['0 2'])
  expect(pairsIn(train.matrix)).toEqual(['0 5', '0 7', '1 1'])
  expect([...train.times]).toEqual([3, 1, 1])
})

test('without times the order of the file says what was last', () => {
  const list = [5, 2, 7].map((item) => event(0, item, Number.NaN))
  const { test: later } = splitEvents(tableOf(list), { split: 'leave-last', shape, seed: 1 })
  expect(pairsIn(later)).toEqual(['0 7'])
})

test('at random a fifth of each is held out, the same for the same seed', () => {
  const list = Array.from({ length: 80 }, (_, at) => event(at % 8, Math.floor(at / 8), at))
  const split = (seed: number) => pairsIn(splitEvents(tableOf(list), { split: 'random', shape, seed }).test)
  expect(split(1).length).toBe(16)
  expect(split(1)).toEqual(split(1))
  expect(split(1)).not.toEqual(split(2))
})

test('of two files what is in the first is not looked for in the second', () => {
  const { train, test: later } = splitByFile(
    tableOf([event(0, 1, 1), event(0, 2, 2)]),
    tableOf([event(0, 2, 3), event(0, 3, 4), event(7, 11, 5)]),
    shape,
  )
  expect(pairsIn(train.matrix)).toEqual(['0 1', '0 2'])
  expect(pairsIn(later)).toEqual(['0 3', '7 11'])
})

test('a few missing times are forgiven, many are not', () => {
  const known = Array.from({ length: 95 }, (_, at) => event(0, 0, at))
  const unknown = Array.from({ length: 10 }, () => event(0, 0, Number.NaN))
  expect(hasTimes(tableOf([...known, ...unknown.slice(0, 5)]))).toBe(true)
  expect(hasTimes(tableOf([...known.slice(0, 50), ...unknown]))).toBe(false)
})
