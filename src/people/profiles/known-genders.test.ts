import { expect, test } from 'vitest'
import { gendersIn } from './known-genders.ts'

test.each([
  ['female', ['female']],
  ['Woman', ['female']],
  [' M ', ['male']],
  ['men', ['male']],
  ['non binary', ['non-binary']],
  ['Non-Binary person', ['non-binary']],
  ['enby', ['non-binary']],
  ['trans woman', ['female', 'trans']],
  ['transwoman', ['female', 'trans']],
  ['trans man', ['male', 'trans']],
  ['transgender', ['trans']],
])('“%s” stands for %j', (text, genders) => {
  expect(gendersIn(text)).toEqual(genders)
})

test.each(['any', 'Any gender', 'everyone', '', '  ', '💜'])('“%s” names no gender', (text) => {
  expect(gendersIn(text)).toEqual([])
})

test('a word inside another says nothing', () => {
  expect(gendersIn('manager')).toEqual(['manager'])
  expect(gendersIn('romantic')).toEqual(['romantic'])
})

test('whoever says something of her own is found by it', () => {
  expect(gendersIn('Two-Spirit')).toEqual(['two-spirit'])
})
