import fc from 'fast-check'
import { expect, test } from 'vitest'
import { languageOf } from './languages.ts'

test.each([
  ['fr', 'fr'],
  ['FR', 'fr'],
  ['French', 'fr'],
  [' français ', 'fr'],
  ['fr-CA', 'fr'],
  ['pt_BR', 'pt'],
  ['fra', 'fr'],
  ['deu', 'de'],
  ['Deutsch', 'de'],
  ['zh-Hans', 'zh'],
  ['Mandarin', 'zh'],
  ['iw', 'he'],
  ['Hebrew', 'he'],
  ['日本語', 'ja'],
  ['Farsi', 'fa'],
  ['Filipino', 'tl'],
  ['tl', 'tl'],
  ['Norwegian', 'no'],
])('%s is %s', (said, code) => expect(languageOf(said)).toBe(code))

test.each(['Klingon', 'tlh', 'xx', 'eng-', '-', '', 'e', 'a language', 'constructor', '__proto__'])(
  '%j is no language with a code',
  (said) => expect(languageOf(said)).toBeNull(),
)

test('whatever is said, the answer is a code of two letters or none', () => {
  const said = fc.string({ unit: 'grapheme' })
  fc.assert(fc.property(said, (text) => /^[a-z]{2}$/u.test(languageOf(text) ?? 'xx')))
})

test.each(['nb', 'nn', 'no', 'nb-NO', 'Norwegian', 'Norwegian Bokmål', 'nynorsk'])('%s is Norwegian', (text) => {
  expect(languageOf(text)).toBe('no')
})

test.each(['yue', 'cmn', 'zh-TW', 'Cantonese', 'Mandarin'])('%s is Chinese', (text) => {
  expect(languageOf(text)).toBe('zh')
})
