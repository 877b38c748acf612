/** Words of a text, ready to be compared: lower case, one spelling for look-alike characters, English endings cut. */
import { stemmer } from 'stemmer'
import { isUnspaced, segmentWords } from './unspaced.ts'

/** Letters, marks and digits; an apostrophe inside belongs to the word; so does what tells C++ and C# from C. */
const WORD = /(?<![\p{L}\p{N}])(?:c\+\+|[cf]#)|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu
/** Most words: nothing in them is to be taken away or told apart. */
const PLAIN_WORD = /^[\da-z]+$/
const POSSESSIVE = /['’]s$/u
const APOSTROPHE = /['’]/gu
const ENGLISH_WORD = /^[a-z]{3,}$/u

/** Words that say how a sentence is built, or that it asks or offers, not what it is about. */
const stopWords: ReadonlySet<string> = new Set(
  (
    'a about above after again all also am an and any anyone anything are as at be because been before being below ' +
    'between both but by can cannot cant could couldnt did didnt do does doesnt doing dont down during each either ' +
    'etc ever every few for from further get gets getting got had has have havent having he her here hers him his ' +
    'how i id if ill im in into is isnt it its itself ive just let like lot lots many may me might more most much ' +
    'must my myself nor not now of off on once one only or other others our ours out over own per please quite ' +
    'really s same she should shouldnt so some somebody someone something such t than that thats the their theirs ' +
    'them then there these they theyre thing things this those through to too under until up us use very via was ' +
    'wasnt we well were werent weve what when where which while who whom whose why will with within without wont ' +
    'would wouldnt yet you youre your yours find glad gladly happy happily help helped helping helps hope hoping ' +
    'interested know knows like look looking looks love need needed needing needs offer offered offering offers seek ' +
    'seeking try trying want wanted wants wish'
  ).split(' '),
)

/** Amounts and times: people who say "two days a week" have nothing in common but the calendar. */
const measures: ReadonlySet<string> = new Set(
  (
    'zero two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred hundreds thousand ' +
    'thousands million first second third twice half dozen day days daily week weeks weekly weekend weekends weekday ' +
    'weekdays fortnight month months monthly year years yearly hour hours minute minutes time times today tomorrow ' +
    'yesterday tonight morning mornings afternoon afternoons evening evenings night nights noon ago soon monday mondays ' +
    'tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday saturdays sunday sundays january ' +
    'february april june july september october november december'
  ).split(' '),
)
const NUMERAL = /^\p{N}+$/u

/** Lower-case words (NFKC) in the order of the text. In scripts without spaces a dictionary tells them apart. */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const word of text.normalize('NFKC').toLowerCase().match(WORD) ?? []) {
    if (PLAIN_WORD.test(word)) words.push(word)
    else if (!isUnspaced(word)) words.push(word.replace(POSSESSIVE, '').replace(APOSTROPHE, ''))
    else for (const segment of segmentWords(word)) words.push(segment.text)
  }
  return words
}

export const isStopWord = (word: string): boolean => stopWords.has(word)

const isTelling = (word: string): boolean => !stopWords.has(word) && !measures.has(word) && !NUMERAL.test(word)

/** Stems that were found already: most texts say the same few thousand words, and a stem costs ten looks at a map. */
const known = new Map<string, string>()
const KNOWN_MAX = 20_000
const KNOWN_LENGTH_MAX = 32

/** The Porter stem of an English word; any other word as it is. */
export function stemOf(word: string): string {
  const found = known.get(word)
  if (found !== undefined) return found
  const stem = ENGLISH_WORD.test(word) ? stemmer(word) : word
  if (word.length > KNOWN_LENGTH_MAX) return stem
  if (known.size >= KNOWN_MAX) known.clear()
  known.set(word, stem)
  return stem
}

/** Stems of the words that mean something by themselves, in the order of the text, repeats included. */
export function contentStems(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !isStopWord(word))
    .map(stemOf)
}

/** Of these, the ones that tell two subjects apart: amounts and times do not, though "evenings" may be what is needed. */
export function topicStems(text: string): string[] {
  return wordsOf(text).filter(isTelling).map(stemOf)
}
