/** Cuts a very long sentence into pieces of about 60 words, at a comma where there is one near. */
import type { Range } from './sentence-lines.ts'
import { isUnspaced, segmentWords } from './unspaced.ts'

/** In words. Past it a piece has several thoughts, and its embedding is none of them. */
const PIECE_WORDS_MAX = 60
/** A 256-token model keeps two tokens for itself; the rest is a margin for the estimate below. */
const PIECE_TOKENS_MAX = 250
/** No word is longer, but a pasted key is. */
const WORD_LENGTH_MAX = 120

interface Token extends Range {
  /** An upper estimate in word pieces of a 256-token model. */
  readonly cost: number
}

const PAUSE_AFTER = /[,;:–—)、，；：]$/u

/** The pieces of one sentence; one piece, the sentence itself, for nearly all. */
export function cutLong(source: string, sentence: Range): readonly Range[] {
  const tokens = tokensOf(source, sentence)
  const cost = tokens.reduce((sum, token) => sum + token.cost, 0)
  const pieces = Math.max(Math.ceil(tokens.length / PIECE_WORDS_MAX), Math.ceil(cost / PIECE_TOKENS_MAX))
  if (pieces <= 1) return [sentence]
  const ranges: Range[] = []
  const wanted = Math.ceil(tokens.length / pieces)
  for (let from = 0; from < tokens.length;) {
    const to = pieceEnd(source, tokens, { from, wanted })
    ranges.push({ start: tokens[from]?.start ?? sentence.start, end: tokens[to - 1]?.end ?? sentence.end })
    from = to
  }
  return ranges
}

/** Index past the last token of the piece that begins at `from`. */
function pieceEnd(source: string, tokens: readonly Token[], piece: { from: number; wanted: number }): number {
  let end = piece.from
  let cost = 0
  let pause: number | null = null
  for (let token = tokens[end]; token; token = tokens[end]) {
    cost += token.cost
    if (end > piece.from && (end - piece.from >= PIECE_WORDS_MAX || cost > PIECE_TOKENS_MAX)) break
    end += 1
    if (end - piece.from < piece.wanted * 0.7) continue
    if (PAUSE_AFTER.test(source.slice(token.start, token.end))) pause = end
    if (end - piece.from >= piece.wanted && pause !== null) break
  }
  const full = end === tokens.length ? end : Math.min(end, piece.from + piece.wanted)
  return pause !== null && end < tokens.length ? pause : full
}

function tokensOf(source: string, sentence: Range): readonly Token[] {
  const text = source.slice(sentence.start, sentence.end)
  return Array.from(text.matchAll(/\S+/gu)).flatMap((word) => wordTokens(word[0], sentence.start + word.index))
}

function wordTokens(word: string, start: number): readonly Token[] {
  if (isUnspaced(word)) {
    return segmentWords(word).flatMap((segment) => sliced(segment.text, start + segment.start))
  }
  return sliced(word, start)
}

function sliced(word: string, start: number): readonly Token[] {
  const tokens: Token[] = []
  for (let from = 0; from < word.length;) {
    const to = wholeCharacterEnd(word, Math.min(word.length, from + WORD_LENGTH_MAX))
    tokens.push({ start: start + from, end: start + to, cost: costOf(word.slice(from, to)) })
    from = to
  }
  return tokens
}

/** A cut never parts the two halves of one character. */
function wholeCharacterEnd(word: string, end: number): number {
  const isBetweenHalves = end < word.length && /[\ud800-\udbff]/u.test(word.charAt(end - 1))
  return isBetweenHalves ? end + 1 : end
}

/** Latin words take at most a piece for two letters; everything else at most one for each character, Hangul three. */
function costOf(word: string): number {
  let cost = 0
  for (const character of word.normalize('NFC')) {
    if (/\p{Script=Latin}/u.test(character)) cost += 0.5
    else cost += /\p{Script=Hangul}/u.test(character) ? 3 : 1
  }
  return Math.ceil(cost)
}
