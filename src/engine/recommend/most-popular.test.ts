import { expect, test } from 'vitest'
import { sparseMatrix } from './matrix.ts'
import { columnCounts, mostPopular } from './most-popular.ts'

const matrix = sparseMatrix(
  { rows: 3, columns: 4 },
  { rows: Uint32Array.of(0, 1, 2, 0), columns: Uint32Array.of(2, 2, 2, 1), values: Float32Array.of(9, 9, 9, 50) },
)

test('what most rows have is most popular for each of them, whatever it is worth to them', () => {
  expect([...columnCounts(matrix)]).toEqual([0, 1, 3, 0])
  const scores = new Float32Array(4)
  const { score, columns } = mostPopular(matrix)
  for (const indices of [Uint32Array.of(), Uint32Array.of(3)]) {
    score({ indices, values: null }, scores)
    expect([...scores]).toEqual([0, 1, 3, 0])
  }
  expect(columns).toBe(4)
})
