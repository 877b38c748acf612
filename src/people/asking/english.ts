/** Whether the words of a sentence can be read: English, or so short that nothing speaks against it. */
import { contentStems, isForeignFunctionWord, looksEnglish, stemOf } from '../../engine/index.ts'
import { languageNames } from './language-names.ts'
import type { Line } from './line.ts'
import { genderWords, personWords } from './nouns.ts'
import { isWithin } from './reading.ts'
import type { Reading } from './reading.ts'
import { isNoise } from './terms.ts'
import { isRelatedStem } from './related-words.ts'

const known: ReadonlySet<string> = new Set(
  [...Object.values(genderWords).flat(), ...personWords, ...Object.keys(languageNames)].flatMap(contentStems),
)
const isKnown = (word: string): boolean => known.has(stemOf(word)) || isRelatedStem(stemOf(word))

/** Names and single words ("Pilates Lisbon") prove nothing; read as English they become the topic in any case. */
const SHORT = 4
/** "non-smoker" is no French. */
const NON = /(?<![\p{L}])non[-‐‑ ]?(?=\p{L})/giu
/** With an accent a word is likely another language's. */
const LATIN = /^[a-z\d]+$/u

/** What readers have understood ("24 y/o") is no sign of another language. */
export function isReadable({ sentence, tokens }: Line, readings: readonly Reading[]): boolean {
  if (looksEnglish(withoutLoans(sentence.replace(NON, '')), isKnown)) return true
  const rest = tokens.filter(
    ({ kind, word }, index) => kind === 'word' && !isNoise(word) && !isWithin({ first: index, last: index }, readings),
  )
  return rest.length <= SHORT && rest.every(({ word }) => LATIN.test(word) && !isForeignFunctionWord(word))
}

const ACCENTED = /\p{L}{0,30}[^\p{ASCII}\s]\p{L}{0,30}/gu

/** "café" is an English word with an accent. */
const withoutLoans = (sentence: string): string =>
  sentence.replace(ACCENTED, (word) => {
    const plain = word.normalize('NFD').replace(/\p{M}/gu, '')
    return isKnown(plain.toLowerCase()) ? plain : word
  })
