/**
 * Whether a person said what a text model claims. The model may choose and shorten; it may not put words together anew:
 * a claim stands when it begins as the person's own clause does and goes on in the same words, and nothing small turns it.
 */
import { isStopWord, splitSentences, stemOf, wordsOf } from '../../engine/index.ts'
import { turnsOf } from './claim-turns.ts'
import type { Turn } from './claim-turns.ts'
import type { Kind, SortedClause } from './types.ts'

/**
 * What a claim is made about: a need or an offer; the person; the person with what she says that she needs; or what she is
 * concerned with, in short items.
 */
export type ClaimKind = 'need' | 'offer' | 'self' | 'account' | 'topic'

/** Without these a claim is about as much or as many as with them; other words that build a sentence may come and go. */
const AMOUNTS = new Set('all any every each few lot lots many more most much only other several same'.split(' '))

/** Whoever names a need need not say again that it is one, nor that somebody else is to meet it. */
const FREE_IN_NEEDS: ReadonlySet<Turn> = new Set(['wished', 'others'])
const FREE_IN_TOPICS: ReadonlySet<Turn> = new Set(['wished'])

const LINE_START = /^\s*[-–•*]\s*/u

/** The clauses that bear a claim out, one for each of its sentences; null when one of them is borne out by none. */
export function bearersOf(
  claim: string,
  cited: readonly SortedClause[],
  kind: ClaimKind,
): readonly SortedClause[] | null {
  const fitting = cited.filter((clause) => mayBear(clause, kind))
  const pieces = piecesOf(claim, kind)
  const bearers = pieces.flatMap((piece) => fitting.find((clause) => bearsOut(clause, piece, kind)) ?? [])
  return pieces.length > 0 && bearers.length === pieces.length ? bearers : null
}

/**
 * The clause that the claim is about, if the model only put it in words that were not said: one of that kind with half of
 * the claim's words. It can stand in the claim's place. Null when there is none.
 */
export function standInFor(claim: string, cited: readonly SortedClause[], kind: 'need' | 'offer'): SortedClause | null {
  const stems = sayings(claim)
  const isMeant = (clause: SortedClause): boolean => {
    const said = new Set(sayings(clause.text))
    return stems.filter((stem) => said.has(stem)).length * 2 >= stems.length
  }
  const isPlain = (clause: SortedClause): boolean => clause.kind === kind || !turnsOf(clause.text).has('denied')
  return cited.find((clause) => mayBear(clause, kind) && isPlain(clause) && isMeant(clause)) ?? null
}

/** Orders, headings and what the person took back bear nothing out; a need tells nothing of what its speaker can do. */
function mayBear(clause: SortedClause, kind: ClaimKind): boolean {
  if (clause.isAside || clause.kind === 'aside') return false
  if (kind === 'need' || kind === 'offer') return !contradicts(clause, kind)
  return clause.kind !== 'need' || (kind === 'account' && clause.cue?.kind === 'need')
}

/** The person's own words say that it belongs elsewhere, or the question does and the words say nothing. */
function contradicts({ kind, cue, prompt }: SortedClause, side: 'need' | 'offer'): boolean {
  const other: Kind = side === 'need' ? 'offer' : 'need'
  if (kind === side) return false
  if (kind === other || cue?.kind.startsWith('not ')) return cue !== null || prompt.side === other
  return cue?.kind === 'self' ? side === 'need' : cue !== null || prompt.side === other
}

function piecesOf(claim: string, kind: ClaimKind): readonly string[] {
  const pieces = kind === 'topic' ? claim.split(/[|,;\n]/u) : splitSentences(claim).map(({ text }) => text)
  return pieces.map((piece) => piece.replace(LINE_START, '').trim()).filter((piece) => piece !== '')
}

function bearsOut(clause: SortedClause, piece: string, kind: ClaimKind): boolean {
  const [claimed, said] = [sayings(piece), sayings(clause.text)]
  if (claimed.length === 0) return false
  const start = said.findIndex((_, at) => claimed.every((stem, index) => said[at + index] === stem))
  const isFree = kind === 'topic' || (kind === 'need' && clause.kind === 'need')
  return (start === 0 || (start > 0 && isFree)) && isTurnedAlike(clause, piece, kind)
}

function isTurnedAlike(clause: SortedClause, piece: string, kind: ClaimKind): boolean {
  const free = kind === 'need' ? FREE_IN_NEEDS : kind === 'topic' ? FREE_IN_TOPICS : new Set<Turn>()
  const difference = turnsOf(clause.text).symmetricDifference(turnsOf(piece))
  return [...difference].every((turn) => free.has(turn))
}

/** Stems of what is said, in order: all words but those that build a sentence. */
function sayings(text: string): readonly string[] {
  return wordsOf(text)
    .filter((word) => !isStopWord(word) || AMOUNTS.has(word))
    .map(stemOf)
}
