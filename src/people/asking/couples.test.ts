import { expect, test } from 'vitest'
import { sayUnderstood } from '../../../test/support/say-understood.ts'
import { readSentence } from './read-sentence.ts'

test.each([
  ['women 20-30 or men 30-40', 'must female/male, age 20-40; not female age 31-40, male age 20-29'],
  ['a woman under 30 or a man over 40', 'must female/male; not female age 30-, male age -39'],
  ['women 20-30 or men 20-30', 'must female/male, age 20-30'],
])('either of two, each of an age of their own: %s', (sentence, read) => {
  expect(sayUnderstood(readSentence(sentence))).toBe(read)
})

test('two ages of the same people are no couple', () => {
  expect(sayUnderstood(readSentence('women over 30 and women under 40'))).toBe('must female, age 30-, age -39')
})
