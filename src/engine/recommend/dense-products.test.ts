import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RowMajor } from './dense-pack.ts'
import { emptyPanels, PANEL, panelsOf } from './dense-panels.ts'
import type { Panels } from './dense-panels.ts'
import { gram, timesTransposed } from './dense-products.ts'
import { Stopped, unlimitedEffort } from './effort.ts'
import { gaussian, seededRandom } from './random.ts'

const effort = unlimitedEffort(1)
const stopping = { ...effort, shouldStop: () => true }

const placeIn = ({ rows }: Panels, row: number, column: number): number =>
  (column - (column % PANEL)) * rows + row * PANEL + (column % PANEL)

/** Random numbers in the first `used` columns, zeros behind them. */
function randomPanels(rows: number, used: number, seed: number): Panels {
  const random = gaussian(seededRandom(seed))
  const panels = emptyPanels(rows, used)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < used; column += 1) panels.data[placeIn(panels, row, column)] = random()
  }
  return panels
}

const entry = (panels: Panels, row: number, column: number): number =>
  panels.data[placeIn(panels, row, column)] as number

test('panels are as wide as asked for, or up to 31 columns wider', () => {
  expect([1, 32, 33, 64].map((columns) => emptyPanels(3, columns).columns)).toEqual([32, 32, 64, 64])
  expect(emptyPanels(3, 33).data.length).toBe(3 * 64)
})

test('panels come one after the other, as views', () => {
  const panels = randomPanels(5, 70, 1)
  const views = [...panelsOf(panels)]
  expect(views.map(({ length }) => length)).toEqual([160, 160, 160])
  expect(views[2]?.[3 * PANEL + 4]).toBe(entry(panels, 3, 68))
  expect(views[1]?.buffer).toBe(panels.data.buffer)
  expect([...panelsOf(emptyPanels(0, 40))]).toEqual([])
})

test('a Gram matrix holds the products of all pairs of columns', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 70 }), fc.nat(), (rows, used, seed) => {
      const panels = randomPanels(rows, used, seed)
      const { size, entries } = gram(panels, effort)
      expect(size).toBe(panels.columns)
      for (const [one, other] of [
        [used - 1, 0],
        [used - 1, used - 1],
        [used >> 1, used >> 2],
      ] as const) {
        let sum = 0
        for (let row = 0; row < rows; row += 1) sum += entry(panels, row, one) * entry(panels, row, other)
        expect(Math.abs((entries[one * size + other] as number) - sum)).toBeLessThan(1e-10 * rows)
      }
      expect(entries.subarray(used * size).every((beyond) => beyond === 0)).toBe(true)
    }),
    { numRuns: 30 },
  )
})

test('a Gram matrix keeps what single precision would lose', () => {
  const panels = emptyPanels(2000, 2)
  for (let row = 0; row < 2000; row += 1) {
    panels.data[placeIn(panels, row, 0)] = 4096
    panels.data[placeIn(panels, row, 1)] = 4096 + (row % 2 === 0 ? 2 ** -10 : -(2 ** -10))
  }
  const { size, entries } = gram(panels, effort)
  const [first, crossed, second] = [entries[0] as number, entries[size] as number, entries[size + 1] as number]
  expect(first + second - 2 * crossed).toBeCloseTo(2000 * 2 ** -20, 8)
})

function product(panels: Panels, small: RowMajor, isLower: boolean): Float64Array {
  const result = new Float64Array(panels.rows * small.rows)
  timesTransposed(
    panels,
    {
      small,
      isLower,
      take({ from, count }, block, line) {
        for (let row = 0; row < count; row += 1) {
          result.set(block.subarray(row * line, row * line + small.rows), (from + row) * small.rows)
        }
      },
    },
    effort,
  )
  return result
}

test.each([
  [1, 1, 1],
  [70, 33, 5],
  [130, 300, 17],
  [64, 320, 320],
])('%d rows of %d columns times a small matrix of %d rows', (rows, used, count) => {
  const panels = randomPanels(rows, used, 3)
  const random = gaussian(seededRandom(4))
  const data = Float32Array.from({ length: count * panels.columns }, random)
  const result = product(panels, { rows: count, columns: panels.columns, data }, false)
  for (let row = 0; row < rows; row += 7) {
    for (let column = 0; column < count; column += 3) {
      let sum = 0
      for (let step = 0; step < used; step += 1) {
        sum += entry(panels, row, step) * (data[column * panels.columns + step] as number)
      }
      expect(Math.abs((result[row * count + column] as number) - sum)).toBeLessThan(2e-4)
    }
  }
})

test('a lower triangle gives the same as when its zeros are multiplied too', () => {
  const panels = randomPanels(90, 600, 5)
  const size = panels.columns
  const random = gaussian(seededRandom(6))
  const data = Float32Array.from({ length: size * size }, (_, at) =>
    at % size <= Math.floor(at / size) ? random() : 0,
  )
  const small = { rows: size, columns: size, data }
  const [short, long] = [product(panels, small, true), product(panels, small, false)]
  for (const [at, value] of short.entries()) expect(Math.abs(value - (long[at] as number))).toBeLessThan(1e-3)
  const poisoned = data.map((value, at) => (at % size > Math.floor(at / size) + 256 ? Number.NaN : value))
  expect(product(panels, { ...small, data: poisoned }, true).some(Number.isNaN)).toBe(false)
})

test('blocks may be written over the rows that they were made of', () => {
  const panels = randomPanels(150, 32, 7)
  const before = panels.data.slice()
  const data = Float32Array.from({ length: 32 * 32 }, (_, at) => (at % 33 === 0 ? 2 : 0))
  timesTransposed(
    panels,
    {
      small: { rows: 32, columns: 32, data },
      isLower: true,
      take: ({ from, count }, block) => panels.data.set(block.subarray(0, count * PANEL), from * PANEL),
    },
    effort,
  )
  expect(panels.data).toEqual(before.map((value) => 2 * value))
})

test('products can be stopped', () => {
  const panels = randomPanels(10, 32, 8)
  expect(() => gram(panels, stopping)).toThrow(Stopped)
  const small = { rows: 1, columns: 32, data: new Float32Array(32) }
  expect(() => timesTransposed(panels, { small, isLower: false, take: () => {} }, stopping)).toThrow(Stopped)
})
