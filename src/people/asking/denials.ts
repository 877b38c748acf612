/**
 * What a text about somebody says of her, without what it denies: "I don't smoke" does not say that she smokes. In doubt a
 * word is said: whoever is found for it too often can be passed over, and whoever is not found never shows.
 */
import { splitSentences } from '../../engine/index.ts'
import { readManners, readPhrases } from './asides.ts'
import type { Cue } from './cues.ts'
import { besides, cases, freshWords, habits, lacking, nothingDenied, troubles, turning } from './denial-phrases.ts'
import { isReadable } from './english.ts'
import { setOf } from './frame-words.ts'
import { groundOf, textOf } from './ground.ts'
import type { Ground } from './ground.ts'
import { itemBefore, itemsAfter } from './items.ts'
import { lineOf, placesOf, textBefore, wordsIn } from './line.ts'
import type { Line, Span } from './line.ts'
import { beginsWith, endsWith, pattern, phraseOf } from './patterns.ts'
import { withoutOverlaps } from './reading.ts'
import { meetingStems } from './related-words.ts'

/** Most texts deny nothing, and need no closer look. */
const MAY_DENY =
  /\bno(?:n|t|r|ne|body)?\b|\bnon(?=smok|drink)|\b(?:d|is|are|w|sh|c|ha|mus)[a-z]{0,4}n['’ʼ]?t\b|cannot|neither|never|without|except|exclud|avoid|nothing|[a-z][-‐‑ ]free\b|breaker|turn ?off|red flag/iu

/** False for most texts, and at once. */
export const mayDeny = (text: string): boolean => MAY_DENY.test(text)

/** The stems of `meetingStems`, but of what is denied in each sentence. */
export function affirmedStems(text: string): readonly string[] {
  if (!mayDeny(text)) return meetingStems(text)
  const pieces = splitSentences(text).flatMap((sentence) => affirmedPieces(sentence.text))
  return [...new Set(pieces.flatMap(meetingStems))]
}

/** Entries come again and again among people who like the same things. */
const remembered = new Map<string, readonly string[]>()
const REMEMBERED_MAX = 20_000
const REMEMBERED_LENGTH_MAX = 200

/** The same of an entry of a list: nobody who wants no pets meets one who has some. */
export function entryStems(entry: string): readonly string[] {
  const known = remembered.get(entry)
  if (known) return known
  if (entry.length > REMEMBERED_LENGTH_MAX) return affirmedStems(entry)
  if (remembered.size >= REMEMBERED_MAX) remembered.clear()
  const stems = affirmedStems(entry)
  remembered.set(entry, stems)
  return stems
}

const idioms = pattern(phraseOf(nothingDenied))
const IS_QUESTION = /\?\s*$/u

/** A question denies nothing, and what is not English is not read. */
function affirmedPieces(sentence: string): readonly string[] {
  if (!mayDeny(sentence) || IS_QUESTION.test(sentence)) return [sentence]
  const line = lineOf(sentence)
  if (!isReadable(line, [])) return [sentence]
  const ground = groundOf(line, withoutOverlaps([...readPhrases(line, idioms), ...readManners(line)]))
  const denied = denialsIn(ground)
  return [
    ...besideOf(
      line,
      denied.map(({ span }) => span),
    ),
    ...denied.flatMap(({ compound }) => compound ?? []),
  ]
}

interface Denial {
  /** From the "no" to the thing. */
  readonly span: Span
  /** What it is called as a whole: "smokefree". */
  readonly compound?: string
}

function denialsIn(ground: Ground): readonly Denial[] {
  const cues = ground.cues.filter(({ kind }) => kind === 'not')
  return cues.filter((cue) => denies(ground, cue, cues)).flatMap((cue) => denialsBy(ground, cue))
}

const isCase = endsWith(cases)
const isBeside = beginsWith(besides)
const isTrouble = new RegExp(`^${troubles}$`, 'u')

function denies(ground: Ground, cue: Cue, cues: readonly Cue[]): boolean {
  const { line } = ground
  const before = textBefore(line, cue.first)
  if (isBeside.test(wordsIn(line, cue)) || isCase.test(before)) return false
  if (isTrouble.test(wordsIn(line, { first: startOf(ground, cue), last: cue.first - 1 }))) return false
  return !isMereLack(line, cue) && !isTurned(ground, cue, cues)
}

/** Where its clause begins. */
const startOf = ({ clauses, clauseAt }: Ground, { first }: Cue): number => clauses[clauseAt(first)]?.first ?? first

const isLacking = endsWith(lacking)
const isOfHabit = new RegExp(`^(?:without|no) (?:any )?${habits}(?: |$)`, 'u')

/** "without gluten", "we have no recruiter" */
function isMereLack(line: Line, { first, last }: Cue): boolean {
  const said = wordsIn(line, { first, last: last + 2 })
  const isLack = said.startsWith('without ') || (said.startsWith('no ') && isLacking.test(textBefore(line, first)))
  return isLack && !isOfHabit.test(said)
}

const isTurning = beginsWith(turning)

/** One of two that stand in one clause turns the other round; at its beginning "without" turns the clause. */
function isTurned(ground: Ground, cue: Cue, cues: readonly Cue[]): boolean {
  const turns = (one: Cue): boolean => isTurning.test(wordsIn(ground.line, one))
  const clause = ground.clauseAt(cue.first)
  const others = cues.filter((other) => other !== cue && ground.clauseAt(other.first) === clause)
  if (!turns(cue)) return others.some(turns)
  return others.length > 0 || startOf(ground, cue) === cue.first
}

function denialsBy(ground: Ground, cue: Cue): readonly Denial[] {
  const { line } = ground
  if (cue.side === 'before') {
    const item = itemBefore(ground, cue)
    if (!item) return []
    const compound = isFree(line, cue) ? `${textOf(line, item)}free` : null
    return [{ span: { first: item.first, last: cue.last }, ...(compound && { compound }) }]
  }
  return untilFresh(line, itemsAfter(ground, cue)).map((item, index) => ({
    span: { first: index === 0 ? cue.first : item.first, last: item.last },
  }))
}

const isFree = ({ tokens }: Line, { first }: Span): boolean => tokens[first]?.word === 'free'

const fresh = setOf(freshWords)

/** "I don't smoke I love dogs": the second thought is none of the first. */
function untilFresh(line: Line, items: readonly Span[]): readonly Span[] {
  const kept: Span[] = []
  for (const { first, last } of items) {
    const before = kept.at(-1)
    if (before && beginsAnew(line, { first: before.last + 1, last: first - 1 })) break
    const end = placesOf({ first: first + 1, last }).find((index) => fresh.has(line.tokens[index]?.word ?? ''))
    kept.push({ first, last: end === undefined ? last : end - 1 })
    if (end !== undefined) break
  }
  return kept
}

/** ", love hiking or climbing"; but "or like". */
function beginsAnew({ tokens }: Line, { first, last }: Span): boolean {
  const between = tokens.slice(first, last + 1).map(({ word }) => word)
  return !between.includes('or') && !between.includes('nor') && between.some((word) => fresh.has(word))
}

/** What stands between the spans, as it was written. */
function besideOf(line: Line, spans: readonly Span[]): readonly string[] {
  const taken = new Set(spans.flatMap(placesOf))
  const pieces: string[] = []
  let first = 0
  for (let index = 0; index <= line.tokens.length; index += 1) {
    if (index < line.tokens.length && !taken.has(index)) continue
    if (index > first) pieces.push(textOf(line, { first, last: index - 1 }))
    first = index + 1
  }
  return pieces
}
