/** The words of a topic: what can be looked for in a profile. */
import { isForeignFunctionWord, isStopWord, stemOf, wordsOf } from '../../engine/index.ts'
import { noiseWords, setOf } from './frame-words.ts'

/** A profile does not say more than this about one subject; a model reads no more either. */
export const TERMS_MAX = 64
/** No word is longer that a second profile could say. */
export const TERM_CHARACTERS_MAX = 64

const noise = setOf(noiseWords)
export const isNoise = (word: string): boolean => noise.has(word)
const NUMERAL = /^\p{N}+(?:[.,]\p{N}+)*(?:st|nd|rd|th|s|am|pm)?$/u
const LETTER = /^\p{Script=Latin}$/u
const isTelling = (word: string): boolean => !isStopWord(word) && !isNoise(word) && !NUMERAL.test(word)

/** Content words in the order of the text, the first of each stem. */
export function termsOf(text: string): readonly string[] {
  return firstOfStem(wordsOf(text).filter(isTelling))
}

/** The same for a text in any language, without what many languages build sentences of. */
export function foreignTermsOf(text: string): readonly string[] {
  return firstOfStem(
    wordsOf(text).filter((word) => isTelling(word) && !LETTER.test(word) && !isForeignFunctionWord(word)),
  )
}

function firstOfStem(words: readonly string[]): readonly string[] {
  const first = new Map<string, string>()
  for (const word of words) {
    const isWord = word.length <= TERM_CHARACTERS_MAX
    if (isWord && !first.has(stemOf(word))) first.set(stemOf(word), word)
  }
  return [...first.values()].slice(0, TERMS_MAX)
}
