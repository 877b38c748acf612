/** Tells English from other languages, in texts of one word and more. */
import { detectAll } from 'tinyld'
import { isStopWord, wordsOf } from './words.ts'

/** Function words of other languages that are no English words. */
const foreignWords: ReadonlySet<string> = new Set(
  [
    'el la los las un una unos unas de del al y que es fue fueron era muy pero porque con sin para por mi mis su sus yo',
    'ella nos nosotros este esta esto ese esa eso nada todo buena bueno buen mala malo bien mal gracias hola como cuando',
    'estuvo está estaba hay gusta gusto gustó también tengo soy ser ha le les des du et est était été pas ne je tu il',
    'elle nous vous ils très tres avec pour dans sur mais ou qui ce cette cest jai merci bonjour rien aussi mes au aux',
    'der das den dem ein eine einen einer und ist ich er sie wir ihr nicht kein keine mit für fur auf aus bei von zu',
    'sehr gut nett aber oder auch noch nur schon haben hatte habe wurde waren leider danke hallo mich mir sich lo gli di',
    'della è non molto perché che chi sono stato stata questo questa bene grazie ciao buono buona mio mia o os um uma da',
    'é foi muito mas com sem não nao eu ele ela isso bom boa ruim obrigado obrigada ola olá gostei het een en van ik je',
    'jij hij zij wij niet geen voor aan maar ook zeer goed slecht heel bedankt erg naar deze dit dat och ett är var',
    'inte jag hon vi det som på för mycket bra dålig tack ikke jeg og meget nie się jest był była bardzo ale dla na',
    'dobrze dziękuję ve bir bu çok değil ama için ile iyi kötü yang dan ini itu tidak sangat baik dengan untuk saya',
  ].flatMap((line) => line.split(' ')),
)
/** Of the languages that are told from English by such words. */
export const isForeignFunctionWord = (word: string): boolean => foreignWords.has(word)

/** English words that other languages spell the same: they prove nothing. */
const sharedWords: ReadonlySet<string> = new Set(
  'no me a as in was so an am on do i is of we had over die war son men her him do to at be it or by super met'.split(
    ' ',
  ),
)
const LETTERS = /\p{L}/gu
const LATIN = /\p{Script=Latin}/gu
/** Names inside a sentence: "La Paz" is no proof of Spanish. */
const NAME = /(?<=[\p{Ll},;] )\p{Lu}\p{L}*/gu
const ACCENTED = /[^\p{ASCII}]/u
/** Enough to judge by, in characters. */
const SAMPLE = 1000

/**
 * Counts function words, which no text of some length goes without; asks a letter statistic only where they are silent,
 * because it errs on short texts. `knownWords` says which of the words are English content words: half a proof each. What
 * has no letters, or no word that is not shared, is in every language, so in English too.
 */
export function looksEnglish(text: string, knownWords: (word: string) => boolean): boolean {
  const sample = text.slice(0, SAMPLE)
  const letters = countOf(sample, LETTERS)
  if (letters === 0) return true
  if (countOf(sample, LATIN) < letters / 2) return false
  const words = wordsOf(sample.replace(NAME, '')).filter((word) => !sharedWords.has(word))
  if (words.length === 0) return true
  const proofs = words.filter((word) => isStopWord(word) && !foreignWords.has(word)).length
  const hints = words.filter((word) => !isStopWord(word) && knownWords(word)).length / 2
  const against = sum(words, (word) => (foreignWords.has(word) ? 1 : ACCENTED.test(word) ? 0.5 : 0))
  if (proofs + hints === against) return statisticFinds(sample)
  return proofs + hints > against
}

/** English first, or level with the first. */
function statisticFinds(sample: string): boolean {
  const guesses = detectAll(sample)
  const english = guesses.find(({ lang }) => lang === 'en')
  return english !== undefined && english.accuracy >= (guesses[0]?.accuracy ?? 0) * 0.9
}

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

const sum = (words: readonly string[], value: (word: string) => number): number =>
  words.reduce((total, word) => total + value(word), 0)
