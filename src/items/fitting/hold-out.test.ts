import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowOf, seededRandom, sparseMatrix } from '../../engine/index.ts'
import type { SparseMatrix } from '../../engine/index.ts'
import { holdOut } from './hold-out.ts'

function matrixOf(rows: readonly (readonly number[])[], columns: number): SparseMatrix {
  const entries = rows.flatMap((list, row) => list.map((column) => ({ row, column })))
  return sparseMatrix(
    { rows: rows.length, columns },
    {
      rows: Uint32Array.from(entries, ({ row }) => row),
      columns: Uint32Array.from(entries, ({ column }) => column),
      values: Float32Array.from(entries, ({ column }) => 1 + column),
    },
  )
}

const lists = fc.array(fc.uniqueArray(fc.nat(30), { maxLength: 20 }), { maxLength: 30 })

test('every entry is on one side with its value, and no row is left empty', () => {
  fc.assert(
    fc.property(lists, fc.nat(), (rows, seed) => {
      const matrix = matrixOf(rows, 31)
      const { train, test: held, rows: chosen } = holdOut(matrix, null, seed)
      for (let row = 0; row < matrix.rows; row += 1) {
        const [kept, out] = [rowOf(train, row), rowOf(held, row)]
        expect([...kept.indices, ...out.indices].toSorted((one, other) => one - other)).toEqual([
          ...rowOf(matrix, row).indices,
        ])
        expect([...(kept.values ?? [])]).toEqual([...kept.indices].map((column) => column + 1))
        if (rowOf(matrix, row).indices.length > 0) expect(kept.indices.length).toBeGreaterThan(0)
        expect(out.indices.length > 0).toBe(chosen.includes(row))
      }
    }),
  )
})

test('of somebody whose times are known the latest is held out', () => {
  const matrix = matrixOf([[0, 1, 2, 3, 4]], 5)
  const held = holdOut(matrix, Float64Array.of(5, 3, 9, 1, Number.NaN), 1).test
  expect([...held.indices]).toEqual([2])
})

test('the same seed holds out the same, and another another', () => {
  const matrix = matrixOf(
    Array.from({ length: 50 }, () => Array.from({ length: 20 }, (_, column) => column)),
    20,
  )
  expect(holdOut(matrix, null, 3)).toEqual(holdOut(matrix, null, 3))
  expect(holdOut(matrix, null, 3).test.indices).not.toEqual(holdOut(matrix, null, 4).test.indices)
})

function random(rows: number, length: number): SparseMatrix {
  const draw = seededRandom(1)
  return sparseMatrix(
    { rows, columns: 5000 },
    {
      rows: Uint32Array.from({ length: rows * length }, (_, at) => Math.floor(at / length)),
      columns: Uint32Array.from({ length: rows * length }, () => draw() * 5000),
    },
  )
}

test('of many events few are held out, of people enough to know a mean to three thousandths', () => {
  const matrix = random(6000, 100)
  const { test: held, rows } = holdOut(matrix, null, 1)
  expect(rows.length).toBe(4500)
  expect(held.indices.length / matrix.indices.length).toBeLessThanOrEqual(0.03)
  expect(held.indices.length).toBeGreaterThanOrEqual(rows.length * 3)
})

test('of few events a tenth is held out, because they are fitted again', () => {
  const matrix = random(500, 40)
  const { test: held } = holdOut(matrix, null, 1)
  expect(held.indices.length / matrix.indices.length).toBeGreaterThan(0.05)
  expect(held.indices.length / matrix.indices.length).toBeLessThanOrEqual(0.1)
})

test('people are asked in an order of chance', () => {
  const { rows } = holdOut(random(300, 10), null, 1)
  expect([...rows]).not.toEqual([...rows].toSorted((one, other) => one - other))
  expect(new Set(rows).size).toBe(300)
})

test('of many people whose times are known those are asked who did something of late', () => {
  const matrix = random(1000, 10)
  const times = new Float64Array(matrix.indices.length)
  for (let row = 0; row < 1000; row += 1) times.fill((row * 7) % 1000, matrix.starts[row], matrix.starts[row + 1])
  const { rows } = holdOut(matrix, times, 1)
  expect(rows.length).toBe(500)
  expect(Math.min(...[...rows].map((row) => (row * 7) % 1000))).toBe(500)
})
