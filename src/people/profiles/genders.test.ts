import fc from 'fast-check'
import { expect, test } from 'vitest'
import { genderOf } from './genders.ts'

test.each([
  ['Woman', 'female'],
  ['F', 'female'],
  ['men', 'male'],
  [' Non  Binary ', 'non-binary'],
  ['they/them', 'non-binary'],
  ['transgender', 'trans'],
  ['Trans Woman', 'trans woman'],
  ['Agender', 'agender'],
])('%s is %s', (said, word) => expect(genderOf(said)).toBe(word))

test('what was understood once is understood the same again', () => {
  fc.assert(fc.property(fc.string(), (text) => genderOf(genderOf(text)) === genderOf(text)))
})
