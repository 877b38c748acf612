import { expect, test } from 'vitest'
import { growing, numberedNames } from './growing.ts'

test('a column holds what was pushed, in order, however much that is', () => {
  const column = growing(Float64Array)
  for (let number = 0; number < 5000; number += 1) column.push(number / 2)
  expect(column.length).toBe(5000)
  expect(column.taken()).toEqual(Float64Array.from({ length: 5000 }, (_, number) => number / 2))
})

test('a column of nothing is empty', () => {
  expect(growing(Uint32Array).taken()).toEqual(new Uint32Array())
})

test('a name keeps the number that it got first', () => {
  const names = numberedNames()
  expect(['b', 'a', 'b', '__proto__'].map(names.numberOf)).toEqual([0, 1, 0, 2])
  expect(names.names).toEqual(['b', 'a', '__proto__'])
  expect([names.find('a'), names.find('c')]).toEqual([1, undefined])
})
