import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { genderWords } from '../asking/index.ts'
import { genderOf, gendersIn, wantedGenders } from './genders.ts'

/** A spelling, how it is kept, and what it is found by. */
const spellings: readonly (readonly [said: string, kept: string, found: readonly string[]])[] = [
  ['female', 'female', ['female']],
  ['Woman', 'female', ['female']],
  ['F', 'female', ['female']],
  ['w', 'female', ['female']],
  ['She', 'female', ['female']],
  ['she/her', 'female', ['female']],
  ['Ladies', 'female', ['female']],
  [' M ', 'male', ['male']],
  ['men', 'male', ['male']],
  ['he/him', 'male', ['male']],
  ['dude', 'male', ['male']],
  ['x', 'non-binary', ['non-binary']],
  ['non-binary', 'non-binary', ['non-binary']],
  [' Non  Binary ', 'non-binary', ['non-binary']],
  ['enby', 'non-binary', ['non-binary']],
  ['they/them', 'non-binary', ['non-binary']],
  ['transgender', 'trans', ['trans']],
  ['Non-Binary person', 'non-binary person', ['non-binary']],
  ['Woman (she/her)', 'woman (she/her)', ['female']],
  ['she/they', 'she/they', ['female', 'non-binary']],
  ['Trans Woman', 'trans woman', ['female', 'trans', 'trans female']],
  ['transwoman', 'transwoman', ['female', 'trans', 'trans female']],
  ['trans man', 'trans man', ['male', 'trans', 'trans male']],
  ['FTM', 'ftm', ['male', 'trans', 'trans male']],
  ['Male to female', 'male to female', ['female', 'trans', 'trans female']],
  ['F2M', 'f2m', ['male', 'trans', 'trans male']],
  ['not a man', 'not a man', ['not a man']],
  ['Agender', 'agender', ['non-binary']],
  ['Gender fluid', 'gender fluid', ['non-binary']],
  ['Two-Spirit', 'two-spirit', ['two-spirit']],
]

test.each(spellings)('“%s” is kept as “%s”, and found by %j', (said, kept, found) => {
  expect(genderOf(said)).toBe(kept)
  expect(gendersIn(said)).toEqual(found)
})

test.each([
  'any',
  'Any gender',
  'everyone',
  '',
  '  ',
  '💜',
  'Prefer not to say',
  'rather not say',
  'N/A',
  'unspecified',
  'not disclosed',
])('“%s” names no gender', (text) => {
  expect(gendersIn(text)).toEqual([])
})

test.each(['manager', 'romantic', 'theyre', 'shepherd'])('a word inside another says nothing: %s', (text) => {
  expect(gendersIn(text)).toEqual([text])
})

test('a wish for trans women asks for no other women', () => {
  expect(wantedGenders('trans woman')).toEqual(['trans female'])
  expect(wantedGenders('women')).toEqual(['female'])
  expect(gendersIn('Trans woman')).toEqual(expect.arrayContaining([...wantedGenders('MTF'), ...wantedGenders('women')]))
})

describe('whatever was said', () => {
  const known = Object.values(genderWords).flat()
  const said = fc.oneof(fc.string(), fc.constantFrom(...known, ...spellings.map(([text]) => text)))

  test('is kept the same when it is said again', () => {
    fc.assert(fc.property(said, (text) => genderOf(genderOf(text)) === genderOf(text)))
  })

  test('is found by the same as what is kept of it, so that a preference in any spelling finds it', () => {
    fc.assert(
      fc.property(said, (text) => {
        expect(gendersIn(genderOf(text))).toEqual(gendersIn(text))
      }),
    )
  })

  test('names what it names in a sentence', () => {
    for (const [gender, words] of Object.entries(genderWords))
      for (const word of words) expect(gendersIn(word)).toEqual([gender])
  })
})
