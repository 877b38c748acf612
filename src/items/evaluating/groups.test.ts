import { expect, test } from 'vitest'
import { groupsOf } from './groups.ts'
import type { Segment } from './read-people.ts'

const people = (segments: Readonly<Record<string, Segment>>) => ({
  segments: new Map(Object.entries(segments)),
  remarks: [],
})

test('everybody is of the cell of her gender and age, as far as they are known', () => {
  const file = people({
    ada: { gender: 'f', age: '25-34' },
    bob: { gender: 'm', age: null },
    cleo: { gender: null, age: '18-24' },
  })
  const { groups, groupNames } = groupsOf(file, ['ada', 'bob', 'cleo', 'nobody'])
  expect([groups.genders, groups.ages]).toEqual([2, 2])
  expect(Array.from(groups.cells, (cell) => groupNames[cell])).toEqual(['f 25-34', 'm', '18-24', 'nobody known'])
})

test('rare words for a gender or an age are as good as none', () => {
  const common = Array.from({ length: 12 }, (_, at) => [`a${at}`, { gender: `g${at}`, age: null }] as const)
  const file = people(
    Object.fromEntries([
      ...common,
      ...common.map(([id, segment]) => [`${id}b`, segment] as const),
      ['odd', { gender: 'z', age: null }],
    ]),
  )
  const { groups, groupNames } = groupsOf(file, [...file.segments.keys()])
  expect(groups.genders).toBe(12)
  expect(groupNames[groups.cells.at(-1) as number]).toBe('nobody known')
})
