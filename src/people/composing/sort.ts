/** Need, offer or background: the clause's own words first, then the question's, then what it sounds like. */
import { contentStems } from '../../engine/index.ts'
import { turnsOf } from './claim-turns.ts'
import { endsInAnswer, isOfOthers, isOfThePast, isRefusal, tellsOfLack, tellsOfNone } from './own-words.ts'
import type { Nearness } from './prototypes.ts'
import type { Clause, Kind, SortedClause } from './types.ts'

/** How sure each kind of evidence makes us. */
const BY_OWN_WORDS = 3
const BY_QUESTION = 2
const BY_SOUND = 1

/** By how much a clause must sound more like one kind than like another to be taken for it without other evidence. */
const CLEAR_MARGIN = 0.04
/** Content words beyond these add nothing to what a clause says. */
const FULL_STEMS = 8

/** True when only the sound of the clause can tell; then it needs a vector. */
export function needsVector({ isAside, cue, prompt, source }: Clause): boolean {
  if (isAside || (cue && cue.kind !== 'self')) return false
  if (prompt.side === null) return source.kind === 'answer' && !isNarrow(prompt.topics)
  return prompt.side === 'mixed' || cue === null
}

/** Questions after a fact. Their answers, as the lines of a résumé, are background unless they say otherwise. */
function isNarrow(topics: Clause['prompt']['topics']): boolean {
  return (
    topics.has('name') ||
    topics.has('role') ||
    topics.has('engagement') ||
    topics.has('investing') ||
    topics.has('focus')
  )
}

export function sortClause(clause: Clause, nearness: Nearness | null): SortedClause {
  const { kind, certainty } = decide(clause, nearness)
  const sound = nearness && kind !== 'aside' ? nearness[kind] : 0
  return { ...clause, kind, strength: certainty + sayingOf(clause) + sound }
}

/** A clause that is held back from the list of its question. */
export function asBackground(clause: SortedClause): SortedClause {
  const { kind, certainty } = backgroundOf(clause)
  return { ...clause, kind, strength: certainty + sayingOf(clause) }
}

const sayingOf = ({ text }: Clause): number => Math.min(1, contentStems(text).length / FULL_STEMS)

/** By its own words; or it answers the question with what was asked for: no story of the past, and no refusal. */
export function isSure({ kind, cue, prompt, text }: SortedClause): boolean {
  if (cue?.kind === kind) return true
  if (prompt.side !== kind || (cue && cue.kind !== 'self')) return false
  const turns = turnsOf(text)
  return !turns.has('past') && !turns.has('denied')
}

interface Decision {
  readonly kind: Kind
  readonly certainty: number
}

function decide(clause: Clause, nearness: Nearness | null): Decision {
  const { cue, prompt, isAside } = clause
  if (isAside) return { kind: 'aside', certainty: 0 }
  if (cue?.kind === 'need' || cue?.kind === 'offer') {
    return { kind: cue.kind, certainty: prompt.side === cue.kind ? BY_OWN_WORDS + 1 : BY_OWN_WORDS }
  }
  if (cue?.kind === 'not need' || (cue?.kind === 'not either' && prompt.side !== 'need'))
    return { kind: 'background', certainty: 0 }
  if (cue?.kind === 'not offer') return { kind: prompt.side === 'need' ? 'need' : 'background', certainty: 0 }
  if (prompt.side === 'offer') return byOfferQuestion(clause, nearness)
  if (prompt.side === 'need') return byNeedQuestion(clause, nearness)
  if (prompt.side === 'mixed' && cue === null) return byNearerSide(nearness)
  return isNarrow(prompt.topics) || cue?.kind === 'self' || isOfOthers(clause.text)
    ? backgroundOf(clause)
    : bySound(nearness)
}

/** "What can you offer?" – "I am a plumber": who answers so offers what they are. */
function byOfferQuestion(clause: Clause, nearness: Nearness | null): Decision {
  const isTold = clause.cue === null && isOfThePast(clause.text) && isStory(nearness)
  const isOut = isRefusal(clause.text) || tellsOfNone(clause.text) || isTold || isOfOthers(clause.text)
  return isOut ? backgroundOf(clause) : { kind: 'offer', certainty: BY_QUESTION }
}

/** "What do you need?" – "I am a plumber": that is no need, but "I am opening a shop that has no sign yet" may be one. */
function byNeedQuestion(clause: Clause, nearness: Nearness | null): Decision {
  const { text, cue } = clause
  if (endsInAnswer(text) && !isRefusal(text)) return { kind: 'need', certainty: BY_QUESTION }
  const isTold = isOfThePast(text) && isStory(nearness)
  const isDescription = cue?.kind === 'not either' || (cue?.kind === 'self' && !tellsOfLack(text))
  if (isDescription || isRefusal(text) || isTold) return backgroundOf(clause)
  return { kind: 'need', certainty: BY_QUESTION }
}

function byNearerSide(nearness: Nearness | null): Decision {
  if (!nearness || isStory(nearness)) return { kind: 'background', certainty: 0 }
  return { kind: nearness.need > nearness.offer ? 'need' : 'offer', certainty: BY_SOUND }
}

/** Clearly sounds more like a story than like a need or an offer. */
export const isStory = (nearness: Nearness | null): boolean =>
  nearness !== null && nearness.background - Math.max(nearness.need, nearness.offer) > CLEAR_MARGIN

function backgroundOf({ cue, prompt }: Clause): Decision {
  return { kind: 'background', certainty: (cue?.kind === 'self' ? 1 : 0) + (prompt.topics.has('about') ? 1 : 0) }
}

function bySound(nearness: Nearness | null): Decision {
  if (!nearness) return { kind: 'background', certainty: 0 }
  const { need, offer, background } = nearness
  if (need - Math.max(offer, background) > CLEAR_MARGIN) return { kind: 'need', certainty: BY_SOUND }
  if (offer - Math.max(need, background) > CLEAR_MARGIN) return { kind: 'offer', certainty: BY_SOUND }
  return { kind: 'background', certainty: 0 }
}
