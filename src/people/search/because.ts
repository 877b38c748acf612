/** Says in words why a part of a score is what it is, quoting the profile. */
import { distanceKm } from '../../engine/index.ts'
import type { Candidate } from '../profiles/index.ts'
import type { Factor, FactorName } from './factor.ts'
import type { Measure } from './judge.ts'
import { meetings } from './overlap.ts'
import { saidBy } from './said.ts'
import { topicHits } from './topic-words.ts'
import { fits } from './wishes.ts'

/** `value` is what the part has found, 0 to 1. */
type Reason = (candidate: Candidate, measure: Measure, value: number) => string

/** A sentence for each part; the facts that the part needs are known. */
export function becauseOf(
  { name, value }: Pick<Factor, 'name' | 'value'>,
  candidate: Candidate,
  measure: Measure,
): string {
  return reasons[name](candidate, measure, value)
}

const reasons: Readonly<Record<FactorName, Reason>> = {
  topic_meaning: (candidate, { topic }, value) => {
    if (value === 0) return 'Nothing in the profile is near by meaning.'
    const [hit] = topic ? topicHits(saidBy(candidate), topic) : []
    return hit ? `Near by meaning, as in ${quoted(hit.said.text)}.` : 'Near by the meaning of the profile as a whole.'
  },
  topic_words: (candidate, { topic }) => {
    const hits = topic ? topicHits(saidBy(candidate), topic) : []
    if (hits.length === 0) return 'The profile says none of these words.'
    return `Says ${listed([...new Set(hits.map(({ said }) => quoted(said.text)))])}.`
  },
  preferences: (candidate, { preferences, standpoint }) => {
    const met = preferences.filter((wish) => fits(wish, candidate, standpoint) === (wish.not !== true))
    return met.length === 0
      ? 'None of the preferences is known to be met.'
      : `Fits ${listed(met.map(({ from }) => quoted(from)))}.`
  },
  where: (_candidate, _measure, value) => `Fits ${Math.round(value * 100)} % of what the clauses weigh.`,
  interests: (candidate, { interests, relate }) =>
    inCommon(interests, candidate.interests, { relate, nothing: 'No interest in common.' }),
  shared_needs: (candidate, { needs, relate }) =>
    inCommon(needs, candidate.needs, { relate, nothing: 'They do not look for the same.' }),
  needs_met: ({ offers }, _measure, value) =>
    value === 0 ? 'Offers nothing that is needed.' : `Offers ${listed(offers.map(quoted))}.`,
  offers_wanted: ({ needs }, _measure, value) =>
    value === 0 ? 'Needs nothing that is offered.' : `Needs ${listed(needs.map(quoted))}.`,
  about: ({ about }, _measure, value) => {
    if (value === 0) return 'Writes of other things.'
    return about ? `Writes ${quoted(about)}.` : 'Wrote of herself what is gone by now.'
  },
  distance: ({ place }, { standpoint }) => `${kilometres(place, standpoint.place)} away.`,
  age: ({ age }, { asker }) => `${String(age)} years old, beside ${String(asker?.age)}.`,
  activity: ({ lastActive }) => `Last active on ${lastActive?.toISOString().slice(0, 10) ?? 'no known day'}.`,
}

function inCommon(
  mine: readonly string[],
  theirs: readonly string[],
  { relate, nothing }: Pick<Measure, 'relate'> & { readonly nothing: string },
): string {
  const met = meetings(mine, theirs, relate)
  return met.length === 0 ? nothing : `In common: ${listed(met.map(({ theirs: other }) => quoted(other)))}.`
}

function kilometres(one: Candidate['place'], other: Candidate['place']): string {
  if (!one || !other) return 'An unknown way'
  const km = distanceKm(one, other)
  return km < 1 ? 'Less than a kilometre' : `${km < 10 ? km.toFixed(1) : Math.round(km)} km`
}

const LISTED_MAX = 3
const QUOTED_MAX = 120

/** A few say enough. */
function listed(parts: readonly string[]): string {
  const shown = parts.slice(0, LISTED_MAX)
  return `${shown.join(', ')}${parts.length > shown.length ? ' and more' : ''}`
}

/** Cut between characters, not within one. */
export function beginningOf(text: string, charactersMax: number): string {
  const characters = [...text]
  return characters.length > charactersMax ? `${characters.slice(0, charactersMax).join('')}…` : text
}

const quoted = (text: string): string => `“${beginningOf(text, QUOTED_MAX)}”`
