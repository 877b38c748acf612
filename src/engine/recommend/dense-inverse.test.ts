import { expect, test } from 'vitest'
import { BLOCK, symmetricBlocks } from './dense-inverse.ts'
import type { SymmetricBlocks } from './dense-inverse.ts'
import { Stopped, unlimitedEffort } from './effort.ts'
import { gaussian, seededRandom } from './random.ts'

const effort = unlimitedEffort(1)

function write(blocks: SymmetricBlocks, row: number, column: number, value: number): void {
  const [high, low] = [Math.floor(row / BLOCK), Math.floor(column / BLOCK)]
  blocks.block(high, low)[(row % BLOCK) * BLOCK + (column % BLOCK)] = value
}

function read(blocks: SymmetricBlocks, row: number, column: number): number {
  if (column > row) return read(blocks, column, row)
  const block = blocks.block(Math.floor(row / BLOCK), Math.floor(column / BLOCK))
  return block[(row % BLOCK) * BLOCK + (column % BLOCK)] as number
}

/** Diagonally heavy, so that it is positive definite. */
function randomMatrix(size: number, seed: number): (row: number, column: number) => number {
  const random = gaussian(seededRandom(seed))
  const entries = Float64Array.from({ length: size * size }, random)
  return (row, column) =>
    (entries[Math.max(row, column) * size + Math.min(row, column)] as number) +
    (row === column ? 3 * Math.sqrt(size) : 0)
}

test.each([1, 5, 256, 257, 600])('minus the inverse of %d rows times the matrix is minus the identity', (size) => {
  const at = randomMatrix(size, size)
  const blocks = symmetricBlocks(size)
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) write(blocks, row, column, at(row, column))
  }
  blocks.invertNegatively(effort)
  for (let row = 0; row < size; row += Math.max(1, size >> 4)) {
    for (let column = 0; column < size; column += Math.max(1, size >> 5)) {
      let sum = 0
      for (let step = 0; step < size; step += 1) sum -= read(blocks, row, step) * at(step, column)
      expect(Math.abs(sum - (row === column ? 1 : 0))).toBeLessThan(3e-5)
    }
  }
})

test('a matrix that is not positive definite is refused', () => {
  expect(() => symmetricBlocks(3).invertNegatively(effort)).toThrow(RangeError)
  const blocks = symmetricBlocks(2)
  for (const [row, column, value] of [
    [0, 0, 1],
    [1, 0, 2],
    [1, 1, 1],
  ] as const) {
    write(blocks, row, column, value)
  }
  expect(() => blocks.invertNegatively(effort)).toThrow('positive definite')
})

test('a matrix of nothing has an inverse', () => {
  expect(() => symmetricBlocks(0).invertNegatively(effort)).not.toThrow()
})

test('it can be stopped', () => {
  expect(() => symmetricBlocks(600).invertNegatively({ ...effort, shouldStop: () => true })).toThrow(Stopped)
})
