/** Holds back, from a list, what only goes with something else of it: terms, and what sounds like a story. */
import { endsInAnswer, isOfOthers, isStatement, isTerms, statesTrouble } from './own-words.ts'
import type { Nearness } from './prototypes.ts'
import { asBackground, isStory } from './sort.ts'
import type { SortedClause } from './types.ts'

export interface HeardClause {
  readonly clause: SortedClause
  readonly nearness: Nearness | null
}

/**
 * "A cleaner. Evenings only." has one need; "Evenings." alone is all that was answered, and stays. How a clause sounds
 * never takes the last one from a side: of stories alone the one that sounds least like one is left.
 */
export function holdBack(heard: readonly HeardClause[]): readonly SortedClause[] {
  const loose = new Set(heard.filter(isLoose))
  const firm = heard.filter((one) => !loose.has(one)).map(({ clause }) => clause)
  const placesOfWishes = new Set(firm.filter(isWish).map(placeOf))
  const placesWithMore = new Set(heard.filter((one) => !isTermsOnly(one)).map(({ clause }) => placeOf(clause)))
  const kept = new Set(
    (['need', 'offer'] as const)
      .filter((kind) => firm.every((clause) => clause.kind !== kind))
      .flatMap((kind) => leastTold([...loose].filter((one) => one.clause.kind === kind && !isTermsOnly(one))) ?? []),
  )
  return heard.map((one) => {
    if (isTrouble(one.clause) && placesOfWishes.has(placeOf(one.clause))) return asBackground(one.clause)
    if (!loose.has(one) || kept.has(one)) return one.clause
    return isTermsOnly(one) && !placesWithMore.has(placeOf(one.clause)) ? one.clause : asBackground(one.clause)
  })
}

/** Only its question put it where it is. */
const isByQuestion = ({ kind, cue, prompt }: SortedClause): boolean =>
  prompt.side === kind && (cue === null || cue.kind === 'self')

/** Says why something is needed: beside what is wished for it is no need of its own. */
function isTrouble({ kind, cue, prompt, text }: SortedClause): boolean {
  const isUnasked = kind === 'need' && prompt.side === 'need' && cue?.kind !== 'need'
  return isUnasked && !endsInAnswer(text) && (cue?.kind === 'not offer' || statesTrouble(text))
}

const isWish = (clause: SortedClause): boolean => clause.kind === 'need' && !isTrouble(clause)

const isTermsOnly = ({ clause }: HeardClause): boolean => isByQuestion(clause) && isTerms(clause.text)

const isLoose = (one: HeardClause): boolean => {
  const { clause, nearness } = one
  if (isTermsOnly(one)) return true
  if (!isByQuestion(clause) || endsInAnswer(clause.text)) return false
  if (clause.cue !== null) return clause.kind === 'need'
  return isOfOthers(clause.text) || (isStory(nearness) && isStatement(clause.text))
}

function leastTold(stories: readonly HeardClause[]): HeardClause | undefined {
  return stories.toSorted((one, other) => storyShare(one) - storyShare(other))[0]
}

function storyShare({ clause, nearness }: HeardClause): number {
  if (!nearness || clause.kind === 'aside') return 0
  return nearness.background - nearness[clause.kind]
}

/** An answer, a reason, or the résumé, with what was asked for there. */
function placeOf({ kind, source }: SortedClause): string {
  const number = source.kind === 'answer' ? source.question : source.kind === 'reason' ? source.reason : 0
  return `${kind} ${source.kind} ${number}`
}
