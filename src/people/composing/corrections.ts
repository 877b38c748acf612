/** Applies what a rejection asked for to what was said before. */
import { contentStems } from '../../engine/index.ts'
import type { Persona, SortedClause } from './types.ts'

export interface Correction {
  /**
   * Drop: out of everything, or out of one kind, or one field; a claim is whatever is no need. Not need and not offer:
   * background instead. Need and offer: to that list.
   */
  readonly action:
    | 'drop'
    | 'drop need'
    | 'drop offer'
    | 'drop claim'
    | 'drop field'
    | 'not need'
    | 'not offer'
    | 'need'
    | 'offer'
  /** Words of the sentences that are meant, or the name of a field. */
  readonly about: string
}

/** Stems of words by which a rejection speaks of sentences, and names none. */
const EMPTY_WORDS = new Set(
  'part line sentenc mention section bit statement everyth requir profil persona summari wrong thing it more anymor longer true'.split(
    ' ',
  ),
)
/** Two thirds of the content words that the rejection names, so that it may put them a little otherwise. */
const NAMED_SHARE = 2 / 3

/** What one reason (counted from 0) asks for. What it says itself stands, and so does what was said after it. */
export function applyCorrections(
  clauses: readonly SortedClause[],
  corrections: readonly Correction[],
  reason = 0,
): readonly SortedClause[] {
  const wanted = corrections
    .filter(({ action }) => action !== 'drop field')
    .map(({ action, about }) => ({ action, named: contentStems(about).filter((stem) => !EMPTY_WORDS.has(stem)) }))
    .filter(({ named }) => named.length > 0)
  if (wanted.length === 0) return clauses
  return clauses.map((clause) => {
    if (isSaidSince(clause, reason)) return clause
    const said = new Set(contentStems(clause.text))
    return wanted
      .filter(({ named }) => isMeant(said, named))
      .reduce((kept, { action }) => correct(kept, action), clause)
  })
}

/**
 * What a field may be taken from: of one that was turned down as a whole only what was said with that and since.
 * `corrections` are those of each reason, in their order.
 */
export function clausesFor(
  field: keyof Persona | 'designation',
  clauses: readonly SortedClause[],
  corrections: readonly (readonly Correction[])[],
): readonly SortedClause[] {
  const isDropped = (wishes: readonly Correction[]): boolean =>
    wishes.some(({ action, about }) => action === 'drop field' && about === field)
  const dropped = corrections.findLastIndex(isDropped)
  return dropped < 0 ? clauses : clauses.filter((clause) => isSaidSince(clause, dropped))
}

const isSaidSince = ({ source }: SortedClause, reason: number): boolean =>
  source.kind === 'reason' && source.reason >= reason

function isMeant(said: ReadonlySet<string>, named: readonly string[]): boolean {
  return named.filter((stem) => said.has(stem)).length >= named.length * NAMED_SHARE
}

function correct(clause: SortedClause, action: Correction['action']): SortedClause {
  if (action === 'need' || action === 'offer') return { ...clause, kind: action }
  if (action === `not ${clause.kind}`) return { ...clause, kind: 'background' }
  const isClaim = action === 'drop claim' && clause.kind !== 'need'
  if (action !== 'drop' && action !== `drop ${clause.kind}` && !isClaim) return clause
  return { ...clause, kind: 'aside', isAside: true }
}
