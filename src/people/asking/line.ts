/** A sentence as patterns see it: its words with one space between them, each of which knows its token. */
import { READ_CHARACTERS_MAX, tokensOf } from './tokens.ts'
import type { Token } from './tokens.ts'

export interface Line {
  readonly sentence: string
  readonly tokens: readonly Token[]
  /** "someone between 25 and 35 , near me" */
  readonly text: string
  /** Where each token begins in `text`. */
  readonly starts: readonly number[]
}

/** Tokens, first to last, both included. */
export interface Span {
  readonly first: number
  readonly last: number
}

export interface Found extends Span {
  /** What the groups of the pattern hold; '' for one that took no part. */
  readonly groups: readonly string[]
}

export function lineOf(sentence: string): Line {
  const tokens = tokensOf(sentence)
  const starts: number[] = []
  let length = 0
  for (const { word } of tokens) {
    starts.push(length)
    length += word.length + 1
  }
  return { sentence, tokens, starts, text: tokens.map(({ word }) => word).join(' ') }
}

export function findAll(line: Line, wanted: RegExp): readonly Found[] {
  return Array.from(line.text.matchAll(wanted), (match) => ({
    first: tokenAt(line, match.index),
    last: tokenAt(line, match.index + match[0].length - 1),
    groups: match.slice(1).map((group: string | undefined) => group ?? ''),
  }))
}

/** The token that covers a character of `text`; one more than the last behind its end. */
export function tokenAt({ starts, text }: Line, at: number): number {
  if (at >= text.length) return starts.length
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return low
}

/** The words of the span as patterns see them. */
export const wordsIn = ({ tokens }: Line, { first, last }: Span): string =>
  tokens
    .slice(first, last + 1)
    .map(({ word }) => word)
    .join(' ')

/** How far patterns look around, in characters. */
const SIGHT = 100

/** What stands before a token, with the blank between them. */
export function textBefore({ text, starts }: Line, index: number): string {
  const end = starts[index] ?? text.length
  return text.slice(Math.max(0, end - SIGHT), end)
}

/** What stands behind it, from the next token on. */
export function textAfter({ text, starts }: Line, index: number): string {
  const start = starts[index + 1] ?? text.length
  return text.slice(start, start + SIGHT)
}

/** A piece longer than this is shown by its beginning, which is still a piece of the sentence. */
export const PIECE_CHARACTERS_MAX = 200
/** No database keeps half characters and NUL. */
const UNKEEPABLE = /\p{Cs}|\0/u

/** The exact piece of the sentence; '' where there is none that can be kept. */
export function pieceOf({ sentence, tokens }: Line, { first, last }: Span): string {
  return keepable(sentence.slice(tokens[first]?.start ?? 0, tokens[last]?.end ?? 0))
}

/** The beginning of what is beyond the part that is read. */
export const unreadOf = ({ sentence }: Line): string =>
  keepable(sentence.slice(READ_CHARACTERS_MAX).replace(/^[\udc00-\udfff]/u, ''))

function keepable(piece: string): string {
  const parts = cutTo(piece, PIECE_CHARACTERS_MAX).split(UNKEEPABLE)
  return parts.find((part) => part.trim() !== '')?.trim() ?? ''
}

/** Never half a character. */
export const cutTo = (text: string, charactersMax: number): string =>
  text.length <= charactersMax ? text : text.slice(0, charactersMax).replace(/[\ud800-\udbff]$/u, '')

export const overlaps = (one: Span, other: Span): boolean => one.first <= other.last && other.first <= one.last

export const placesOf = ({ first, last }: Span): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
