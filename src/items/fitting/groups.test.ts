import { expect, test } from 'vitest'
import { groupNames, groupsOf } from './groups.ts'

test('everybody is of the cell of her gender and age, as far as they are known', () => {
  const named = groupsOf([
    { gender: 'f', age: '25-34' },
    { gender: 'm', age: null },
    { gender: null, age: '18-24' },
    { gender: null, age: null },
  ])
  expect([named.genders, named.ages]).toEqual([
    ['f', 'm'],
    ['18-24', '25-34'],
  ])
  const names = groupNames(named)
  expect(Array.from(named.groups.cells, (cell) => names[cell])).toEqual(['f 25-34', 'm', '18-24', 'nobody known'])
})

test('rare words for a gender or an age are as good as none', () => {
  const common = Array.from({ length: 12 }, (_, at) => ({ gender: `g${at % 4}`, age: `a${at}` }))
  const named = groupsOf([...common, ...common, { gender: 'z', age: 'z' }])
  expect([named.genders.length, named.ages.length]).toEqual([4, 12])
  expect(groupNames(named)[named.groups.cells.at(-1) as number]).toBe('nobody known')
})

test('where nobody is known there is one group', () => {
  const named = groupsOf([{ gender: null, age: null }])
  expect(groupNames(named)).toEqual(['nobody known'])
  expect([...named.groups.cells]).toEqual([0])
})
