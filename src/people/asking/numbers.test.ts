import { expect, test } from 'vitest'
import { numberOf } from './numbers.ts'

test.each([
  ['25', 25],
  ['007', 7],
  ['1,000', 1000],
  ['1,5', 1.5],
  ['2.25', 2.25],
  ['two', 2],
  ['nineteen', 19],
  ['ninety', 90],
  ['fourty', 40],
])('%s is %d', (word, number) => {
  expect(numberOf(word)).toBe(number)
})

test.each(['one', 'hundred', '1.2.3', '1234567890', '', 'ten2', '10th'])(
  '%j is no number of years or kilometres',
  (word) => {
    expect(numberOf(word)).toBeNull()
  },
)
