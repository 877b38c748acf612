import { expect, test } from 'vitest'
import { planted, plantedTypes } from './planted.ts'
import { dense, small, sparse } from './planted-shape.ts'
import { shuffled } from './planted-shuffled.ts'
import { cumulative, drawn } from './planted-world.ts'
import { seededRandom } from './random.ts'
import { eventPairs } from './splits-pairs.ts'

const data = planted(small, 1)

function countsOf(places: Uint32Array, size: number): Uint32Array {
  const counts = new Uint32Array(size)
  for (const place of places) counts[place]! += 1
  return counts.sort()
}

const quantile = (sorted: Uint32Array, share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0

/** The share of events on the cluster that their row likes most. */
function favouriteShare({ rows, columns }: { rows: Uint32Array; columns: Uint32Array }): number {
  const own = rows.filter((row, event) => data.clusters[columns[event] as number] === data.favourites[row])
  return own.length / rows.length
}

test('the same seed plants the same data, another seed others', () => {
  expect(planted(small, 1)).toEqual(data)
  expect(planted(small, 2).events.columns.slice(0, 50)).not.toEqual(data.events.columns.slice(0, 50))
})

test('there are as many events as were asked for, within the days, of both types, and no row has a column twice', () => {
  const { rows, times, types } = data.events
  expect(Math.abs(rows.length / small.events - 1)).toBeLessThan(0.02)
  expect(times.every((time) => time >= 0 && time < small.days * 86_400)).toBe(true)
  expect(Math.abs(types.reduce((sum, type) => sum + type, 0) / types.length - small.likeShare)).toBeLessThan(0.01)
  expect(plantedTypes[1]).toBe('like')
  expect(eventPairs(data.events).count).toBe(rows.length)
})

test('groups have their shares, and as many are known as were asked for', () => {
  const women = data.cells.filter((cell) => cell < small.ageShares.length)
  expect(Math.abs(women.length / small.rows - 0.6)).toBeLessThan(0.03)
  expect(Math.abs(data.genders.filter((gender) => gender >= 0).length / small.rows - 0.9)).toBeLessThan(0.02)
  for (const [row, age] of data.ages.entries()) {
    if (age >= 0) expect(age).toBe((data.cells[row] as number) % small.ageShares.length)
  }
})

test('rows come back to the cluster that they like most', () => {
  expect(favouriteShare(data.events)).toBeGreaterThan(0.3)
})

test('a group has clusters of its own', () => {
  const shareOf = (gender: number): Float64Array => {
    const counts = new Float64Array(small.clusters)
    for (const [event, row] of data.events.rows.entries()) {
      if (data.genders[row] === gender) counts[data.clusters[data.events.columns[event] as number] as number]! += 1
    }
    return counts.map((count) => count / counts.reduce((sum, each) => sum + each, 0))
  }
  const [women, men] = [shareOf(0), shareOf(1)]
  const distance = women.reduce((sum, share, cluster) => sum + Math.abs(share - (men[cluster] as number)), 0)
  expect(distance).toBeGreaterThan(0.3)
})

test('items that appear later have no event before', () => {
  const firsts = new Float64Array(small.columns).fill(Infinity)
  for (const [event, column] of data.events.columns.entries()) {
    firsts[column] = Math.min(firsts[column] as number, data.events.times[event] as number)
  }
  const late = firsts.filter((first) => first > 60 * 86_400 && first < Infinity).length
  expect(late / small.columns).toBeGreaterThan(0.05)
})

test('titles of one cluster share their words, and every item has a category', () => {
  const titled = (column: number): string => data.titles[column]?.replace(/ no\. \d+$/u, '') ?? ''
  const [one, two] = [0, 1]
  expect(data.clusters[one]).toBe(data.clusters[two])
  expect(titled(one)).toBe(titled(two))
  expect(new Set(data.titles).size).toBe(small.columns)
  expect(new Set(data.titles.map((_title, column) => titled(column))).size).toBe(small.clusters)
  expect(data.categories.every((category) => /^[a-z]+$/u.test(category))).toBe(true)
})

test('sparse data have the size and the long tails of public check-ins', () => {
  const { events } = planted(sparse, 1)
  const [rows, columns] = [countsOf(events.rows, sparse.rows), countsOf(events.columns, sparse.columns)]
  expect(Math.abs(events.rows.length - 1_030_000)).toBeLessThan(10_000)
  expect(Math.abs(quantile(rows, 0.5) - 20)).toBeLessThan(3)
  expect(quantile(rows, 0.99)).toBeGreaterThan(150)
  expect(quantile(columns, 0.99)).toBeGreaterThan(7 * quantile(columns, 0.5))
})

test('dense data have the size of public film ratings', () => {
  const { events } = planted(dense, 1)
  expect(Math.abs(events.rows.length - 670_000)).toBeLessThan(10_000)
  expect(quantile(countsOf(events.rows, dense.rows), 0.5)).toBeGreaterThan(50)
})

test('shuffled events keep what each row and column has, and nothing of the clusters', () => {
  const mixed = shuffled(data.events, 3)
  expect(mixed.rows).toEqual(data.events.rows)
  expect(countsOf(mixed.columns, small.columns)).toEqual(countsOf(data.events.columns, small.columns))
  expect(mixed.columns.toSorted()).toEqual(data.events.columns.toSorted())
  expect(eventPairs(mixed).count).toBe(mixed.rows.length)
  expect(favouriteShare(mixed)).toBeLessThan(0.06)
  expect(shuffled(data.events, 3)).toEqual(mixed)
})

test('rows that have everything can be shuffled too', () => {
  const full = { rows: Uint32Array.of(0, 0, 1, 1), columns: Uint32Array.of(0, 1, 0, 1) }
  expect(eventPairs(shuffled(full)).count).toBe(4)
})

test('a place is drawn as often as its chance says, also within a range', () => {
  const random = seededRandom(1)
  const chances = cumulative([1, 0, 3, 4])
  const counts = [0, 0, 0, 0]
  for (let draw = 0; draw < 8000; draw += 1) counts[drawn(chances, random)]! += 1
  expect(counts[1]).toBe(0)
  expect(Math.abs((counts[0] ?? 0) - 1000)).toBeLessThan(120)
  expect(Math.abs((counts[3] ?? 0) - 4000)).toBeLessThan(200)
  for (let draw = 0; draw < 50; draw += 1) expect(drawn(chances, random, { from: 1, to: 3 })).toBe(2)
})
