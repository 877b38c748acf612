import { expect, test } from 'vitest'
import { languageNames } from './language-names.ts'
import { readLanguages } from './languages.ts'
import { lineOf } from './line.ts'

const languagesIn = (sentence: string): readonly unknown[] =>
  readLanguages(lineOf(sentence)).map(({ wanted }) => (wanted?.kind === 'language' ? wanted.values : wanted))

test.each(Object.entries(languageNames))('whoever speaks %s speaks %s', (name, code) => {
  expect(languagesIn(`someone who speaks ${name}`)).toEqual([[code]])
  expect(languagesIn(`a ${name}-speaking doctor`)).toEqual([[code]])
})

test.each([
  ['speaks French or German', [['fr', 'de']]],
  ['speaks French, German or Italian', [['fr', 'de', 'it']]],
  ['speaks French and German', [['fr'], ['de']]],
  ['French and German speakers', [['fr', 'de']]],
  ['Hindi/Urdu speaker', [['hi', 'ur']]],
  ['fluent in both Mandarin and Cantonese', [['zh']]],
  ['native Spanish speaker', [['es']]],
  ['Spanish is a must', [['es']]],
])('%s', (sentence, languages) => {
  expect(languagesIn(sentence)).toEqual(languages)
})

test.each([
  'French cuisine',
  'learn Spanish',
  'teach me Spanish',
  'learn to speak Spanish',
  'practise speaking Spanish',
  'Spanish lessons',
  'a German shepherd',
  'knows French wine',
  'polish my shoes',
  'speaks volumes',
  'Spanish speaking lessons',
  'an English teacher',
])('%s asks for no language', (sentence) => {
  expect(languagesIn(sentence)).toEqual([])
})
