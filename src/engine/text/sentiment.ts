/** How somebody feels about what they write of: English only, words and idioms only; irony is taken at its word. */
import vader from 'vader-sentiment'
import { looksEnglish } from './language.ts'
import { alikeWords, idioms, signs } from './sentiment-idioms.ts'
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
/** Stands where an idiom stood: without feeling, without negation, and English; the mark behind it says which. */
const FILLER = ' this '
/** Private characters, one for each idiom found in a sentence; a text's own are taken out before. */
const MARK = 0xe000
const MARKS = /[\ue000-\uf8ff]/gu
/** What is said after it outweighs what is said before, as in the lexicon's own rules: 1.5 to 0.5. */
const CONTRAST = /\b(?:but|however)\b/u
/** Praise, "but", and a denial: an objection, though no word of it is a feeling. */
const DENIAL = /\b(?:not|no|never|none|nothing|only|cannot|\p{L}+n't)\b/u
const OBJECTION = -1.3

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
  /** Of its idioms, in the order of their marks. */
  readonly valences: readonly number[]
  /** What the lexicon judges, with the marks. */
  readonly rest: string
}

const areEnglish = (parts: readonly Part[]): boolean =>
  looksEnglish(parts.map(({ rest }) => rest.replace(MARKS, '')).join(' '), hasFeeling)

function partsOf(text: string): readonly Part[] {
  const plain = plainText(text)
  const sentences = splitSentences(plain)
  return (sentences.length > 0 ? sentences.map((sentence) => sentence.text) : [plain]).map(takeIdioms)
}

function plainText(text: string): string {
  const unmarked = text.normalize('NFC').replace(MARKS, '')
  const signed = signs.reduce((result, [sign, word]) => result.replace(sign, word), unmarked)
  return signed.replace(CURLY_APOSTROPHE, "'")
}

/** The first idiom of the table that fits a place takes its words out of the sentence. */
function takeIdioms(sentence: string): Part {
  let rest = sentence
  const valences: number[] = []
  for (const { pattern, valence } of idioms) {
    rest = rest.replace(pattern, () => `${FILLER}${String.fromCharCode(MARK + valences.push(valence) - 1)} `)
  }
  return { valences, rest }
}

/** What follows a contrast is what the writer wants to be left with. */
function sentenceSentiment({ valences, rest }: Part): number {
  const words = rest.toLowerCase().replace(NOT_ONLY, ' ')
  const at = words.search(CONTRAST)
  if (at === -1) return normalised(clauseValence(words, valences))
  const [before, after] = [words.slice(0, at), words.slice(at).replace(CONTRAST, ' ')]
  const praise = clauseValence(before, valences)
  const contrast = clauseValence(after, valences)
  const isObjection = praise > 0 && contrast === 0 && DENIAL.test(after)
  return normalised(praise / 2 + 1.5 * (isObjection ? OBJECTION : contrast))
}

function clauseValence(clause: string, valences: readonly number[]): number {
  const marks = clause.match(MARKS) ?? []
  const ofIdioms = marks.reduce((sum, mark) => sum + (valences[mark.charCodeAt(0) - MARK] ?? 0), 0)
  const alike = alikeWords.reduce((words, { known, pattern }) => words.replace(pattern, known), clause)
  const negated = alike
    .replace(MARKS, '')
    .replace(NEITHER_NOR, 'not $1 it is this not')
    .replace(ALMOST_NOT, 'not')
    .replace(NEGATING_NO, 'not')
  return ofIdioms + lexiconValence(negated)
}

function lexiconValence(text: string): number {
  const { compound } = vader.SentimentIntensityAnalyzer.polarity_scores(text)
  return compound * Math.sqrt(ALPHA / (1 - Math.min(0.9999, compound * compound)))
}

const normalised = (valence: number): number => (valence === 0 ? 0 : valence / Math.sqrt(valence * valence + ALPHA))

const hasFeeling = (word: string): boolean =>
  lexiconValence(word) !== 0 || alikeWords.some(({ pattern }) => word.search(pattern) === 0)
