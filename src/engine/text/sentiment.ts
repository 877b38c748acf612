/** How somebody feels about what they write of: English only, words and idioms only; irony is taken at its word. */
import vader from 'vader-sentiment'
import { looksEnglish } from './language.ts'
import { alikeWords, idioms } from './sentiment-idioms.ts'
import { splitSentences } from './sentences.ts'

/** The constant of the lexicon's own normalisation, valence / √(valence² + 15). */
const ALPHA = 15

const CURLY_APOSTROPHE = /[’‘ʼ`´]/gu
/** The lexicon has "no" as a feeling of its own; before a word with feeling it negates. */
const NEGATING_NO = /\bno(?= \p{L}+)/gu
/** These weaken in the lexicon, but mean "not". */
const ALMOST_NOT = /\b(?:hardly|barely|scarcely|lacks?|lacked|lacking|isnt|wasnt)\b(?! (?:wait|believe))/gu
/** Both feelings are negated, each by a word of its own. */
const NEITHER_NOR = /\bneither (\p{L}+),? nor\b/gu
const NOT_ONLY = /\bnot (?:only|just)\b/gu
/** Stands where an idiom stood: without feeling, without negation, and English. */
const FILLER = ' this '

const signs: readonly (readonly [RegExp, string])[] = [
  [/[👍👏🙌💯🎉✨🤩😍🥰❤💖😊😀😃😄😁🙂☺]\ufe0f?/gu, ' great '],
  [/[👎😡😠🤬😤😞😒🙁☹😢😭💩]\ufe0f?/gu, ' bad '],
]

/**
 * −1..1. The mean over the sentences that say a feeling; exactly 0 when none does and for a text that is not English.
 * Rules and lexicon: C. Hutto and E. Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social
 * Media Text" (ICWSM 2014), with the idioms of `sentiment-idioms.ts` added in its units.
 */
export function sentimentOf(text: string): number {
  const parts = partsOf(text)
  if (!areEnglish(parts)) return 0
  const felt = parts.map(sentenceSentiment).filter((value) => value !== 0)
  return felt.length === 0 ? 0 : felt.reduce((sum, value) => sum + value, 0) / felt.length
}

/** Whether `sentimentOf` can judge the text: one English word with feeling, or one idiom, is enough. */
export const isEnglish = (text: string): boolean => areEnglish(partsOf(text))

interface Part {
  /** The sum of its idioms. */
  readonly valence: number
  /** What the lexicon judges. */
  readonly rest: string
}

const areEnglish = (parts: readonly Part[]): boolean =>
  looksEnglish(parts.map((part) => part.rest).join(' '), hasFeeling)

function partsOf(text: string): readonly Part[] {
  const plain = plainText(text)
  const sentences = splitSentences(plain)
  return (sentences.length > 0 ? sentences.map((sentence) => sentence.text) : [plain]).map(takeIdioms)
}

function plainText(text: string): string {
  const signed = signs.reduce((result, [sign, word]) => result.replace(sign, word), text.normalize('NFC'))
  return signed.replace(CURLY_APOSTROPHE, "'")
}

/** The first idiom of the table that fits a place takes its words out of the sentence. */
function takeIdioms(sentence: string): Part {
  let rest = sentence
  let valence = 0
  for (const idiom of idioms) {
    rest = rest.replace(idiom.pattern, () => {
      valence += idiom.valence
      return FILLER
    })
  }
  return { valence, rest }
}

function sentenceSentiment({ valence, rest }: Part): number {
  const alike = alikeWords.reduce((words, { known, pattern }) => words.replace(pattern, known), rest.toLowerCase())
  const negated = alike
    .replace(NOT_ONLY, ' ')
    .replace(NEITHER_NOR, 'not $1 it is this not')
    .replace(ALMOST_NOT, 'not')
    .replace(NEGATING_NO, 'not')
  return normalised(valence + lexiconValence(negated))
}

function lexiconValence(text: string): number {
  const { compound } = vader.SentimentIntensityAnalyzer.polarity_scores(text)
  return compound * Math.sqrt(ALPHA / (1 - Math.min(0.9999, compound * compound)))
}

const normalised = (valence: number): number => (valence === 0 ? 0 : valence / Math.sqrt(valence * valence + ALPHA))

const hasFeeling = (word: string): boolean =>
  lexiconValence(word) !== 0 || alikeWords.some(({ pattern }) => word.search(pattern) === 0)
