import { expect, test } from 'vitest'
import { badLineList, sayBadLines } from './bad-lines.ts'

test('good files say nothing', () => {
  expect(sayBadLines('a.csv', badLineList())).toEqual([])
})

test('one line is named by its number', () => {
  const bad = badLineList()
  bad.add(7, 'it names nobody')
  expect(sayBadLines('a.csv', bad)).toEqual(['1 line of a.csv was not read:', '  line 7: it names nobody'])
})

test('of many the first are named and the others counted', () => {
  const bad = badLineList()
  for (let line = 1; line <= 50; line += 1) bad.add(line, 'no')
  const said = sayBadLines('a.csv', bad)
  expect(said[0]).toBe('50 lines of a.csv were not read:')
  expect(said.length).toBe(22)
  expect(said.at(-1)).toBe('… and 30 more.')
})
