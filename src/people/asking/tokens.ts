/** A sentence cut into words that know their places: done once, read by every reader. */
import { numberOf } from './numbers.ts'

export interface Token {
  /** In one spelling: lower case, without apostrophes; numbers in figures, dashes as "-". */
  readonly word: string
  readonly kind: 'word' | 'number' | 'mark'
  /** Where it stands in the sentence, in UTF-16 units. */
  readonly start: number
  readonly end: number
  /** A hyphen ties it to the word before: "man-made". */
  readonly isTied: boolean
}

/** A longer sentence is read up to here: 10,000 characters are what a request may hold. */
export const READ_CHARACTERS_MAX = 10_000

/** A figure keeps to itself when nothing or a unit is stuck to it: "10km", "20s", "24yo", but "3d" and "5k" are words. */
const FIGURE = String.raw`[\d０-９]{1,9}(?:[.,][\d０-９]{1,9}){0,3}(?=(?:kms?|mi|miles?|m|yo|yrs?|s|ish)?(?![\p{L}\p{M}\p{N}]))`
/** "nonsmoker" is said like "non-smoker". */
const NON = String.raw`(?<![\p{L}\p{N}])non(?=smok|drink)`
const DECADE_END = String.raw`['’ʼ]s(?![\p{L}\p{N}])`
const WORD = String.raw`(?<![\p{L}\p{N}])(?:c\+\+|[cf]#)|[\p{L}\p{M}\p{N}]+(?:['’ʼ][\p{L}\p{M}]+)*`
/** What nobody sees between words is no mark; a line break is. */
const MARK = String.raw`\n|[^\s\p{Cf}]`
const TOKEN = new RegExp(`${FIGURE}|${NON}|${WORD}|${DECADE_END}|${MARK}`, 'giu')

const LETTER_OR_FIGURE = /[\p{L}\p{N}]/u
const DASH = /^[-‐‑‒–—―]$/u
const HYPHEN = /^[-‐‑]$/u

/** Linear in the length of the sentence. */
export function tokensOf(sentence: string): readonly Token[] {
  const pieces = Array.from(sentence.slice(0, READ_CHARACTERS_MAX).matchAll(TOKEN), tokenOf)
  return joinNumbers(tieHyphens(pieces))
}

function tokenOf(match: RegExpExecArray): Token {
  const [text] = match
  const place = { start: match.index, end: match.index + text.length, isTied: false }
  if (!LETTER_OR_FIGURE.test(text)) return { ...place, word: markOf(text), kind: 'mark' }
  const word = spellingOf(text)
  const number = numberOf(word)
  return number === null ? { ...place, word, kind: 'word' } : { ...place, word: String(number), kind: 'number' }
}

/** "who's" is said like "whos"; "girl's" is not said like "girls". */
const POSSESSIVE = /^(?!(?:who|it|she|he|that|let|what|there|here|where|how)['’ʼ])(\p{L}+)['’ʼ]s$/u

function spellingOf(text: string): string {
  const word = text.normalize('NFKC').toLowerCase().replace(/\s/gu, '')
  return POSSESSIVE.test(word) ? word.replace(/['’ʼ]/gu, "'") : word.replace(/['’ʼ]/gu, '')
}

function markOf(text: string): string {
  if (text === '\n') return '.'
  if (DASH.test(text)) return '-'
  return text.normalize('NFKC').replace(/\s/gu, '') || '·'
}

/** The hyphen of "mid-thirties" is no word, that of "25-35" says "to". */
function tieHyphens(tokens: readonly Token[]): readonly Token[] {
  const tied: Token[] = []
  tokens.forEach((token, index) => {
    const [before, after] = [tokens[index - 1], tokens[index + 1]]
    if (isHyphen(token) && before && after && ties(before, token, after)) return
    const hasHyphen = isHyphen(before) && tied.at(-1) !== before
    tied.push(hasHyphen ? { ...token, isTied: true } : token)
  })
  return tied
}

const isHyphen = (token: Token | undefined): boolean => token?.kind === 'mark' && HYPHEN.test(token.word)

function ties(before: Token, hyphen: Token, after: Token): boolean {
  const isTight = before.end === hyphen.start && hyphen.end === after.start
  const areFigures = isFigureOrUnit(before) && after.kind === 'number' && !isSpelled(after)
  return isTight && !areFigures && before.kind !== 'mark' && after.kind !== 'mark'
}

/** "25-35", "20s-30s", "5km-10km"; but "thirty-five" and "covid-19". */
const isFigureOrUnit = (token: Token): boolean =>
  (token.kind === 'number' && !isSpelled(token)) || /^(?:s|kms?)$/u.test(token.word)

/** "thirty-five" and "thirty five" are one number. */
function joinNumbers(tokens: readonly Token[]): readonly Token[] {
  const joined: Token[] = []
  for (const token of tokens) {
    const before = joined.at(-1)
    if (before && isSpelled(before) && isSpelled(token) && isTens(before) && Number(token.word) < 10) {
      joined[joined.length - 1] = {
        ...before,
        word: String(Number(before.word) + Number(token.word)),
        end: token.end,
      }
    } else joined.push(token)
  }
  return joined
}

const isTens = ({ word }: Token): boolean => Number(word) >= 20 && Number(word) % 10 === 0

/** Spelled numbers are longer than their figures. */
const isSpelled = ({ kind, word, start, end }: Token): boolean => kind === 'number' && word.length < end - start
