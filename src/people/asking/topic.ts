/** What is left when every wish is taken out, without the words that only carried them. */
import { cleanWhitespace } from '../../engine/index.ts'
import { closingWords, openingWords, setOf } from './frame-words.ts'
import { cutTo } from './line.ts'
import type { Line, Span } from './line.ts'
import { sideOf } from './side.ts'
import { termsOf } from './terms.ts'
import type { Topic } from './wish.ts'

const opening = setOf(openingWords)
const closing = setOf(closingWords)
/** Marks that part two thoughts; others belong to their words: "R&B", "24/7". */
const PARTING: ReadonlySet<string> = new Set([
  '.',
  '!',
  '?',
  ';',
  ',',
  ':',
  '(',
  ')',
  '-',
  '…',
  '·',
  '"',
  '“',
  '”',
  '|',
])
/** "teach me", "help me with" and "learn to" say on which side the topic stands, which is said apart. */
const CARRIERS: ReadonlySet<string> = new Set('teach teaches teaching learn learning explain'.split(' '))
const BEHIND_CARRIER = setOf('me us how to about i someone somebody people others the a my')

export const TOPIC_CHARACTERS_MAX = 10_000

/** Null when nothing is left that says something. `isLeft` tells of each token whether it is. */
export function topicOf(line: Line, isLeft: (index: number) => boolean): Topic | null {
  const pieces = piecesOf(line, isLeft).flatMap((piece) => trimPiece(line, piece))
  const text = cutTo(pieces.map((piece) => writtenAs(line, piece)).join(', '), TOPIC_CHARACTERS_MAX)
  const terms = termsOf(text)
  return terms.length === 0 ? null : { text, terms, side: sideOf(line.text) }
}

/** "who" and "and need" begin another thought. */
const beginsThought = ({ text, starts }: Line, index: number): boolean =>
  /^(?:who|whom|which|(?:and|so|but) (?:i |we |now |also ){0,2}(?:need|want|look|looking|would|am|hope|seek)) /u.test(
    text.slice(starts[index], (starts[index] ?? 0) + THOUGHT_CHARACTERS_MAX),
  )
const THOUGHT_CHARACTERS_MAX = 40

/** Runs of tokens that stand together. */
export function piecesOf(line: Line, isLeft: (index: number) => boolean): readonly Span[] {
  const pieces: Span[] = []
  let first: number | null = null
  for (let index = 0; index <= line.tokens.length; index += 1) {
    const token = line.tokens[index]
    if (first !== null && isLeft(index) && beginsThought(line, index)) {
      pieces.push({ first, last: index - 1 })
      first = null
    }
    const isInside = token !== undefined && isLeft(index) && !(token.kind === 'mark' && PARTING.has(token.word))
    if (isInside) first ??= index
    else if (first !== null) {
      pieces.push({ first, last: index - 1 })
      first = null
    }
  }
  return pieces
}

/** Without the words at both ends that only carry; nothing when no other is left. */
export function trimPiece(line: Line, piece: Span): readonly Span[] {
  const wordAt = (index: number): string => line.tokens[index]?.word ?? ''
  let { first, last } = piece
  while (first <= last && (opening.has(wordAt(first)) || isLoneMark(line, first))) first += 1
  if (CARRIERS.has(wordAt(first))) first = behindCarrier(line, { first, last })
  while (last >= first && (closing.has(wordAt(last)) || isLoneMark(line, last))) last -= 1
  return first <= last && termsOf(writtenAs(line, { first, last })).length > 0 ? [{ first, last }] : []
}

const isLoneMark = ({ tokens }: Line, index: number): boolean =>
  tokens[index]?.kind === 'mark' && tokens[index].word !== '#'

/** A carrier that carries nothing is the topic itself. */
function behindCarrier({ tokens }: Line, { first, last }: Span): number {
  let next = first + 1
  while (next <= last && BEHIND_CARRIER.has(tokens[next]?.word ?? '')) next += 1
  const hasMore = tokens.slice(next, last + 1).some(({ word }) => !closing.has(word) && !opening.has(word))
  return hasMore ? next : first
}

/** The exact words, with one blank where there was any. */
export function writtenAs({ sentence, tokens }: Line, { first, last }: Span): string {
  const from = tokens[first]?.start ?? 0
  const text = sentence.slice(from, tokens[last]?.end ?? from).replace(/[\p{Cs}\p{Cf}\0]/gu, ' ')
  return cleanWhitespace(text)
}
