import { expect, test } from 'vitest'
import { cellCount, cellOf } from '../../engine/index.ts'
import { unpackArrays } from './packed-arrays.ts'
import { rankGroups } from './rank-groups.ts'

const shape = { genders: 2, ages: 1 }
const [woman, man] = [0, 1].map((gender) => cellOf(shape, { gender, age: 0 }))
/** A hundred women like the first item, two hundred men the second, fifty whom nobody knows the third. */
const nobody = cellOf(shape, { gender: null, age: null })
const counts = {
  ...shape,
  columns: 3,
  items: Uint32Array.of(0, 1, 2),
  cells: Uint32Array.of(woman as number, man as number, nobody),
  weights: Float32Array.of(100, 200, 50),
  squares: null,
}
const answer = rankGroups({ counts, genders: ['f', 'm'], ages: ['25-34'] })
const { scores } = unpackArrays(answer.scores)

const scoresOf = (cell: number): number[] => [...(scores?.subarray(3 * cell, 3 * cell + 3) ?? [])]

test('every cell has the chances of all items, which add up', () => {
  expect(scores?.length).toBe(3 * cellCount(shape))
  for (let cell = 0; cell < cellCount(shape); cell += 1) {
    expect(scoresOf(cell).reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 5)
  }
})

test('a group ranks its own first, and everybody what most like', () => {
  expect(scoresOf(woman as number)[0]).toBeGreaterThan(0.5)
  expect(scoresOf(man as number)[1]).toBeGreaterThan(0.5)
  expect(scoresOf(nobody)[1]).toBeCloseTo(200 / 351 + 1 / 3 / 351, 2)
})

test('groups are explained by their names, the narrowest first', () => {
  const { explanations, genders, ages } = answer.settings
  expect([genders, ages]).toEqual([['f', 'm'], ['25-34']])
  const names = explanations[woman as number]?.map(({ gender, age }) => [gender, age])
  expect(names?.[0]).toEqual(['f', '25-34'])
  expect(names?.at(-1)).toEqual([null, null])
  for (const groups of explanations) {
    expect(groups.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 6)
  }
})

test('of no items there are no chances', () => {
  const none = {
    ...counts,
    columns: 0,
    items: new Uint32Array(),
    cells: new Uint32Array(),
    weights: new Float32Array(),
  }
  const empty = rankGroups({ counts: none, genders: ['f', 'm'], ages: ['25-34'] })
  expect(unpackArrays(empty.scores)['scores']?.length).toBe(0)
})
