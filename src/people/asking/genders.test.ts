import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readGenderLifts, readGenders } from './genders.ts'
import { lineOf, pieceOf } from './line.ts'
import { genderWords } from './nouns.ts'
import { genders } from './wish.ts'

const gendersIn = (sentence: string): readonly unknown[] =>
  readGenders(lineOf(sentence)).flatMap(({ wanted }) => (wanted?.kind === 'gender' ? wanted.values : []))

test.each(genders.flatMap((gender) => genderWords[gender].map((word) => [word, gender])))(
  '%s is %s',
  (word, gender) => {
    expect(gendersIn(`I am looking for ${word}`)).toEqual([gender])
    expect(gendersIn(`somebody ${word}, please`)).toEqual([gender])
  },
)

test('a piece holds the words that belong to it', () => {
  const line = lineOf('non-binary people only')
  expect(readGenders(line).map((reading) => pieceOf(line, reading))).toEqual(['non-binary people'])
})

test('no word says a gender by a part of it', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzé'), minLength: 1, maxLength: 4 })
  const known = new Set(Object.values(genderWords).flat())
  fc.assert(
    fc.property(
      letters,
      fc.constantFrom('man', 'men', 'male', 'her', 'he', 'girl', 'trans', 'guy'),
      letters,
      (before, word, after) => {
        for (const made of [before + word, word + after, before + word + after]) {
          if (!known.has(made)) expect(gendersIn(`a ${made} here`)).toEqual([])
        }
      },
    ),
  )
})

test.each([
  'help',
  'the theatre',
  'romantic',
  'manager',
  'other',
  'human',
  'man-made',
  'female-led startup',
  'one-man band',
  'boy band',
  'best man',
  "women's rights",
  'men’s health',
  'trans-siberian',
  'trans fat',
  'hi guys',
  'thank you ladies',
  'my man',
  'she helped him',
  'who coaches women',
  'clothes for men',
  'a film about girls',
  'works as a salesman',
  'he or she',
])('%s names nobody of a gender', (sentence) => {
  expect(gendersIn(sentence)).toEqual([])
})

test.each(['any gender', 'all genders', 'men or women', 'a woman or a man', 'male / female', 'not only men'])(
  '%s lifts the wish',
  (sentence) => {
    expect(readGenderLifts(lineOf(sentence))).toMatchObject([
      { wanted: null, lifts: 'gender', because: 'Any gender will do.' },
    ])
  },
)
