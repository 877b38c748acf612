import { expect, test } from 'vitest'
import { roundScore } from './round-score.ts'

test('a score has six decimals', () => {
  expect(roundScore(0.12345649)).toBe(0.123456)
  expect(roundScore(1 / 3)).toBe(0.333333)
  expect(roundScore(1)).toBe(1)
})

test('noise in the last digits does not part equal scores', () => {
  expect(roundScore(0.1 + 0.2)).toBe(roundScore(0.3))
})

test('there is one zero', () => {
  expect(Object.is(roundScore(-0.0000001), 0)).toBe(true)
})
