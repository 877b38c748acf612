import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { coldness, cutOf, eventsAt, splitAtRandom, splitByTime, splitLeavingLast } from './splits.ts'
import type { Split, TimedEvents } from './splits.ts'
import { eventPairs } from './splits-pairs.ts'

type Listed = readonly (readonly [row: number, column: number, time: number])[]

const eventsOf = (list: Listed): TimedEvents => ({
  rows: Uint32Array.from(list, ([row]) => row),
  columns: Uint32Array.from(list, ([, column]) => column),
  times: Float64Array.from(list, ([, , time]) => time),
})

const someEvents = fc.array(fc.tuple(fc.nat(6), fc.nat(8), fc.nat(20)), { maxLength: 60 })
const pairsAt = (list: Listed, places: Uint32Array): string[] =>
  Array.from(places, (event) => `${list[event]?.[0]} ${list[event]?.[1]}`)

const splits: readonly (readonly [what: string, split: (events: TimedEvents) => Split])[] = [
  ['by time', (events) => splitByTime(events, 10)],
  ['leaving the last', splitLeavingLast],
  ['at random', (events) => splitAtRandom(events, { share: 0.4, seed: 7 })],
]

test.each(splits)('%s: no pair is both learnt from and held out, and none is held out twice', (_what, split) => {
  fc.assert(
    fc.property(someEvents, (list) => {
      const { train, test: held } = split(eventsOf(list))
      const learnt = new Set(pairsAt(list, train))
      const wanted = pairsAt(list, held)
      expect(wanted.filter((pair) => learnt.has(pair))).toEqual([])
      expect(new Set(wanted).size).toBe(wanted.length)
      expect(new Set([...learnt, ...wanted]).size).toBe(new Set(list.map(([row, column]) => `${row} ${column}`)).size)
      expect([...train]).toEqual([...train].toSorted((one, other) => one - other))
    }),
  )
})

test('nothing that happens at the cut or later is learnt from', () => {
  fc.assert(
    fc.property(someEvents, fc.nat(21), (list, cut) => {
      const { train, test: held } = splitByTime(eventsOf(list), cut)
      expect([...train]).toEqual([...list.keys()].filter((event) => (list[event]?.[2] ?? 0) < cut))
      for (const event of held) expect(list[event]?.[2]).toBeGreaterThanOrEqual(cut)
    }),
  )
})

test('what a row did before it is not found by doing it again later', () => {
  const split = splitByTime(
    eventsOf([
      [0, 1, 1],
      [0, 1, 9],
      [0, 2, 9],
    ]),
    5,
  )
  expect([...split.test]).toEqual([2])
})

test('the cut leaves about the share behind it', () => {
  const times = Float64Array.from({ length: 1000 }, (_, event) => (event * 7919) % 1000)
  expect(cutOf(times, 0.2)).toBe(800)
  expect(cutOf(times, 0)).toBe(Infinity)
  expect(cutOf(times, 1)).toBe(0)
  expect(cutOf(new Float64Array(), 0.5)).toBe(Infinity)
})

test('rows and columns that begin after the cut are cold', () => {
  const events = eventsOf([
    [0, 0, 1],
    [1, 0, 9],
    [0, 1, 9],
  ])
  const cold = coldness(events, splitByTime(events, 5).train, { rows: 3, columns: 3 })
  expect([...cold.rows]).toEqual([0, 1, 1])
  expect([...cold.columns]).toEqual([0, 1, 1])
})

test('what each row began last is held out, with its repeats', () => {
  const { train, test: held } = splitLeavingLast(
    eventsOf([
      [0, 3, 5],
      [0, 1, 1],
      [0, 3, 9],
      [0, 1, 8],
      [1, 2, 4],
      [2, 0, 6],
      [2, 4, 6],
    ]),
  )
  expect([...held]).toEqual([0, 6])
  expect([...train]).toEqual([1, 3, 4, 5])
})

test('the share is held out of every row, and never all of it', () => {
  const rows = Array.from({ length: 400 }, (_, row) =>
    Array.from({ length: 1 + (row % 9) }, (_item, item) => [row, item, 0] as const),
  )
  const list = rows.flat()
  const { test: held } = splitAtRandom(eventsOf(list), { share: 0.3, seed: 1 })
  const counts = new Map<number, number>()
  for (const event of held) counts.set(list[event]?.[0] ?? -1, (counts.get(list[event]?.[0] ?? -1) ?? 0) + 1)
  for (const [row, of] of rows.entries()) {
    const count = counts.get(row) ?? 0
    expect(Math.abs(count - 0.3 * of.length)).toBeLessThan(1)
    expect(count).toBeLessThan(of.length)
  }
  expect(Math.abs(held.length / list.length - 0.3)).toBeLessThan(0.03)
})

test('every pair of a row has the same chance to be held out', () => {
  const list = Array.from({ length: 4000 }, (_, event) => [Math.floor(event / 4), event % 4, 0] as const)
  const counts = [0, 0, 0, 0]
  for (const event of splitAtRandom(eventsOf(list), { share: 0.5, seed: 2 }).test) counts[event % 4]! += 1
  for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(60)
})

test('the same seed splits in the same way, another in another', () => {
  const events = eventsOf(
    Array.from({ length: 200 }, (_, event) => [event % 10, Math.floor(event / 10), event] as const),
  )
  const split = (seed: number): Split => splitAtRandom(events, { share: 0.2, seed })
  expect(split(1)).toEqual(split(1))
  expect(split(1).test).not.toEqual(split(2).test)
})

test('pairs are numbered by row and column, whatever the order of events', () => {
  const events = eventsOf([
    [2, 0, 0],
    [0, 5, 0],
    [2, 0, 1],
    [0, 1, 0],
  ])
  expect(eventPairs(events)).toEqual({ count: 3, of: Uint32Array.of(2, 1, 2, 0), rows: Uint32Array.of(0, 0, 2) })
  expect(eventPairs(eventsOf([])).count).toBe(0)
})

test('events at places are those of the places', () => {
  const events = eventsOf([
    [0, 5, 1],
    [1, 6, 2],
    [2, 7, 3],
  ])
  expect(eventsAt(events, Uint32Array.of(2, 0))).toEqual({ rows: Uint32Array.of(2, 0), columns: Uint32Array.of(7, 5) })
})
