import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { bootstrapMean, meanOf } from './bootstrap.ts'
import { sparseMatrix } from './matrix.ts'
import { measure, placesOf, valuesAt } from './metrics.ts'
import { planted } from './planted.ts'
import { small } from './planted-shape.ts'
import type { PlantedShape } from './planted-shape.ts'
import { cellCount, cellOf, countGroups } from './popularity-counts.ts'
import type { Group, GroupCounts } from './popularity-counts.ts'
import { groupPopularity } from './popularity.ts'
import { cumulative, drawn } from './planted-world.ts'
import { seededRandom } from './random.ts'
import { eventsAt, splitAtRandom } from './splits.ts'

const shape = { genders: 2, ages: 3 }
const everybody: Group = { gender: null, age: null }
const women: Group = { gender: 0, age: null }
const youngWomen: Group = { gender: 0, age: 0 }

type Entry = readonly [item: number, group: Group, weight: number]

const counted = (columns: number, entries: readonly Entry[]): GroupCounts => ({
  ...shape,
  columns,
  items: Uint32Array.from(entries, ([item]) => item),
  cells: Uint32Array.from(entries, ([, group]) => cellOf(shape, group)),
  weights: Float32Array.from(entries, ([, , weight]) => weight),
  squares: null,
})

const inOrder = (scores: Float32Array): number[] =>
  [...scores.keys()].sort((one, other) => (scores[other] as number) - (scores[one] as number) || one - other)

const rankingOf = (columns: number, entries: readonly Entry[], group: Group): number[] =>
  inOrder(groupPopularity(counted(columns, entries)).rank(group).scores)

/** Ten items that everybody likes, the first ten times as often as the last. */
const world = (of: Group, times = 1): readonly Entry[] =>
  Array.from({ length: 10 }, (_, item) => [item, of, (100 - item * 10) * times] as const)

const odd = 10

test.each([
  ['a gender', women],
  ['an age', { gender: null, age: 2 }],
  ['a gender of an age', youngWomen],
])('three clicks of %s make no bestseller, where others are as others are', (_what, group) => {
  const entries = [...world({ gender: 1, age: 1 }), ...world(everybody), [odd, group, 3] as const]
  expect(rankingOf(12, entries, group)[0]).toBe(0)
  expect(rankingOf(12, entries, group).indexOf(odd)).toBeGreaterThan(4)
})

test('three clicks make none where groups differ by nature either', () => {
  const entries: Entry[] = [
    [0, { gender: 1, age: 1 }, 3000],
    [1, { gender: 1, age: 2 }, 3000],
    [2, { gender: null, age: 2 }, 9000],
    [3, youngWomen, 3],
  ]
  expect(rankingOf(5, entries, youngWomen)[0]).toBe(2)
})

test('three clicks never lift an item of no one else above what is expected to be best', () => {
  const weight = fc.double({ min: 1, max: 1000, noNaN: true })
  fc.assert(
    fc.property(fc.array(weight, { minLength: 2, maxLength: 12 }), (weights) => {
      const others = weights.map((each, item): Entry => [item, { gender: 1, age: 1 }, each + 100])
      const { rank } = groupPopularity(counted(20, [...others, [19, youngWomen, 3]]))
      expect(inOrder(rank(youngWomen).scores)[0]).not.toBe(19)
    }),
  )
})

test('three thousand clicks are themselves', () => {
  const own = Array.from({ length: 10 }, (_, item): Entry => [item, youngWomen, 60 + item * 54])
  const entries = [...world({ gender: 1, age: 1 }, 200), ...world(everybody, 20), ...own]
  const { rank } = groupPopularity(counted(12, entries))
  expect(own.reduce((sum, [, , weight]) => sum + weight, 0)).toBe(3030)
  expect(inOrder(rank(youngWomen).scores).slice(0, 5)).toEqual([9, 8, 7, 6, 5])
  expect(inOrder(rank(everybody).scores).slice(0, 3)).toEqual([0, 1, 2])
  expect(rank(youngWomen).explanation.at(-1)?.weight).toBeLessThan(0.1)
})

test('a group of nobody is what is expected of it', () => {
  const { rank } = groupPopularity(counted(12, [...world({ gender: 1, age: 1 }), ...world(everybody)]))
  expect(inOrder(rank(women).scores)).toEqual(inOrder(rank(everybody).scores))
  expect(rank(youngWomen).explanation).toEqual([
    { group: youngWomen, evidence: 0, weight: 0 },
    { group: women, evidence: 0, weight: 0 },
    { group: { gender: null, age: 0 }, evidence: 0, weight: 0 },
    { group: everybody, evidence: 1100, weight: 1 },
  ])
})

test('events of nobody known count for everybody, and in no narrower group', () => {
  const known: Entry[] = [
    [0, { gender: 0, age: 0 }, 500],
    [1, { gender: 1, age: 1 }, 500],
  ]
  const { rank } = groupPopularity(counted(3, [...known, [2, everybody, 5000]]))
  expect(inOrder(rank(everybody).scores)[0]).toBe(2)
  expect(inOrder(rank(women).scores)[0]).toBe(0)
  expect(rank(women).explanation.map(({ evidence }) => evidence)).toEqual([500, 6000])
})

test('a gender whose age is not known counts for the gender, and the reverse', () => {
  const entries: Entry[] = [
    [0, { gender: 0, age: null }, 4000],
    [1, { gender: null, age: 0 }, 4000],
    [2, { gender: 1, age: 1 }, 4000],
  ]
  expect(rankingOf(4, entries, women)[0]).toBe(0)
  expect(rankingOf(4, entries, { gender: null, age: 0 })[0]).toBe(1)
  expect(rankingOf(4, entries, youngWomen).slice(0, 2).sort()).toEqual([0, 1])
})

test('scores are chances, and the weights of an explanation add to 1', () => {
  const group = fc.record({
    gender: fc.option(fc.nat(1)),
    age: fc.option(fc.nat(2)),
  })
  const entry = fc.tuple(fc.nat(5), group, fc.double({ min: 0.01, max: 5000, noNaN: true }))
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 40 }), group, (entries, asked) => {
      const { scores, explanation } = groupPopularity(counted(6, entries)).rank(asked)
      expect(scores.every((score) => score > 0)).toBe(true)
      expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 4)
      expect(explanation.every(({ weight }) => weight >= 0)).toBe(true)
      expect(explanation.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9)
      expect(explanation.at(-1)?.group).toEqual(everybody)
    }),
  )
})

test('a group that is asked for again is remembered', () => {
  const popularity = groupPopularity(counted(12, world(women)))
  expect(popularity.rank({ ...women })).toBe(popularity.rank(women))
  expect(popularity.rank(women)).not.toBe(popularity.rank(youngWomen))
})

test('nothing counted is an even chance, and a catalogue of nothing has no scores', () => {
  expect(groupPopularity(counted(4, [])).rank(women).scores).toEqual(Float32Array.of(0.25, 0.25, 0.25, 0.25))
  expect(groupPopularity(counted(0, [])).rank(youngWomen).scores.length).toBe(0)
})

test.each([
  [{ gender: 2, age: null }, 'gender 2 is not among 2'],
  [{ gender: null, age: -1 }, 'age -1 is not among 3'],
  [{ gender: 0.5, age: null }, 'gender 0.5'],
])('a group that there is not is refused: %o', (group, words) => {
  expect(() => groupPopularity(counted(2, [])).rank(group)).toThrow(words)
})

/** Counts of groups that like every other of fifty items by `lean` more than the others. */
function leaning(groups: readonly (readonly [Group, isOdd: boolean])[], lean: number, events: number): GroupCounts {
  const random = seededRandom(1)
  const entries = groups.flatMap(([group, isOdd]) => {
    const chances = cumulative(
      Array.from({ length: 50 }, (_, item) => 1 + lean * ((item % 2 === 0) === isOdd ? 1 : -1)),
    )
    const counts = new Float64Array(50)
    for (let event = 0; event < events; event += 1) counts[drawn(chances, random)]! += 1
    return Array.from(counts, (count, item): Entry => [item, group, count])
  })
  return counted(50, entries)
}

test('half of all is believed by half where it differs from all by as much as chance makes of it', () => {
  const groups = [
    [{ gender: 0, age: null }, true],
    [{ gender: 1, age: null }, false],
  ] as const
  const belief = groupPopularity(leaning(groups, 0.035, 20_000)).rank(women).explanation[0]?.weight
  expect(belief).toBeGreaterThan(0.35)
  expect(belief).toBeLessThan(0.65)
})

test('so is a gender of an age that is like neither the gender nor the age', () => {
  const groups = [0, 1].flatMap((gender) => [0, 1].map((age) => [{ gender, age }, gender === age] as const))
  const belief = groupPopularity(leaning(groups, 0.061, 10_000)).rank(youngWomen).explanation[0]?.weight
  expect(belief).toBeGreaterThan(0.4)
  expect(belief).toBeLessThan(0.65)
})

/** NDCG of each row by everybody's popularity and by its own group's, on planted data. */
function compare(data: PlantedShape, seed: number) {
  const { events, genders, ages } = planted(data, seed)
  const split = splitAtRandom(events, { share: 0.2, seed })
  const weights = Float32Array.from(split.train, (event) => (events.types[event] === 1 ? 3 : 1))
  const train = sparseMatrix(data, { ...eventsAt(events, split.train), values: weights })
  const later = sparseMatrix(data, eventsAt(events, split.test))
  const groups = { genders: 2, ages: 6 }
  const known = (index: number): number | null => (index < 0 ? null : index)
  const groupOfRow = (row: number): Group => ({ gender: known(genders[row] ?? -1), age: known(ages[row] ?? -1) })
  const cells = Uint32Array.from({ length: data.rows }, (_, row) => cellOf(groups, groupOfRow(row)))
  const { rank } = groupPopularity(countGroups(train, cells, groups))
  const trial = { train, test: later, k: 20 }
  const global = measure(trial, (_row, scores) => scores.set(rank(everybody).scores))
  const grouped = measure(trial, (row, scores) => scores.set(rank(groupOfRow(row)).scores))
  return Array.from({ length: cellCount(groups) }, (_, cell) => {
    const places = placesOf(grouped, (row) => cells[row] === cell)
    const before = valuesAt(global.ndcg, places)
    return valuesAt(grouped.ndcg, places).map((ndcg, place) => ndcg - (before[place] as number))
  }).filter(({ length }) => length > 0)
}

test('planted groups of over 500 gain by their own ranking, and none of over 100 loses beyond its interval', () => {
  const gains = compare({ ...small, rows: 6000, events: 100_000 }, 1)
  const large = gains.filter(({ length }) => length > 500)
  expect(large.length).toBeGreaterThanOrEqual(4)
  for (const gain of large) expect(bootstrapMean(gain, { seed: 1 }).low).toBeGreaterThan(0)
  for (const gain of gains.filter(({ length }) => length > 100)) {
    expect(bootstrapMean(gain, { seed: 1 }).high).toBeGreaterThanOrEqual(0)
  }
})

test('where groups do not matter little is lost by asking for them', () => {
  const gains = compare({ ...small, groupStrength: 0 }, 2)
  const all = Float64Array.from(gains.flatMap((gain) => [...gain]))
  expect(meanOf(all)).toBeGreaterThan(-0.002)
})
