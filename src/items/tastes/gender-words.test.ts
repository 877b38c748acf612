import { expect, test } from 'vitest'
import { genderWord, genderWords } from './gender-words.ts'

test.each([
  ['Female', 'f', ['Female', 'f', 'female']],
  ['m', 'm', ['m', 'male']],
  ['nonbinary', 'nonbinary', ['nonbinary']],
])('%j is kept as %j, and means the same as %j', (word, kept, same) => {
  expect(genderWord(word)).toBe(kept)
  expect(genderWords(word)).toEqual(same)
})
