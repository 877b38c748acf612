/** What was found, as it goes out. */
import { distanceKm } from '../../engine/index.ts'
import { isSaid, KM_SLACK } from '../profiles/index.ts'
import type { Candidate, Conditions, Keeping } from '../profiles/index.ts'
import { beginningOf, becauseOf } from './because.ts'
import type { Judged, Measure } from './judge.ts'
import type { SearchAnswer, WireFactor, WireFound } from './schema.ts'
import type { Found } from './search.ts'
import { fits, isBetween, isSpoken } from './wishes.ts'

type Common = Omit<SearchAnswer, 'total_candidates' | 'total_is_exact' | 'processing_time_ms'>

export function viewFound(found: Found): Common {
  const { people, understood, loosened, widened, nextCursor } = found
  return {
    success: true,
    matches: people.map((judged) => viewPerson(judged, found)),
    understood,
    diagnosis: (loosened ?? []).map(viewKeeping),
    widened: [...widened],
    next_cursor: nextCursor,
  }
}

/** The first filter stands by itself; where one alone adds nobody the other is named beside it. */
const viewKeeping = ({ by, count }: Keeping): SearchAnswer['diagnosis'][number] => {
  const [filter = '', ...others] = by
  return { filter, ...(others.length > 0 && { with: others }), would_add: count }
}

function viewPerson(judged: Judged, { measure, asked, isMember }: Found): WireFound {
  const { candidate, score } = judged
  const { place } = candidate
  const away = place && measure.standpoint.place ? distanceKm(place, measure.standpoint.place) : null
  return {
    id: candidate.personId,
    name: candidate.name,
    age: candidate.age,
    bio: isMember && candidate.about !== null ? beginningOf(candidate.about, BIO_CHARACTERS) : candidate.about,
    interests: [...candidate.interests],
    needs: [...candidate.needs],
    offers: [...candidate.offers],
    languages: [...candidate.languages],
    gender: candidate.gender,
    latitude: place?.latitude ?? null,
    longitude: place?.longitude ?? null,
    distance_km: away === null ? null : Math.round(away * 10) / 10,
    match_score: score,
    factors: viewFactors(judged, measure),
    unknown: [...unknownOf(candidate, measure, asked)],
    outside: [...outsideOf(candidate, asked)],
  }
}

/** As much as a card of somebody shows; the whole is for the host to show. */
const BIO_CHARACTERS = 300

export const viewFactors = ({ candidate, factors }: Judged, measure: Measure): WireFactor[] =>
  factors.map((factor) => ({
    ...factor,
    value: rounded(factor.value),
    weight: rounded(factor.weight),
    because: becauseOf(factor, candidate, measure),
  }))

/** Shares to the hundredth of a percent. */
const rounded = (share: number): number => Math.round(share * 10_000) / 10_000

/** What somebody was not asked about: saved or set filters, and preferences, that are of a fact. */
function unknownOf(
  candidate: Candidate,
  { preferences, standpoint }: Measure,
  { near, ages, genders }: Conditions,
): ReadonlySet<string> {
  const passed = [
    near?.unknown === 'passes' && candidate.place === null ? 'distance' : null,
    ages?.unknown === 'passes' && candidate.age === null ? 'age' : null,
    genders?.unknown === 'passes' && candidate.genders.length === 0 ? 'gender' : null,
  ]
  const preferred = preferences.filter((wish) => !isSpoken(wish) && fits(wish, candidate, standpoint) === null)
  return new Set([...passed.filter((name) => name !== null), ...preferred.map(({ kind }) => kind)])
}

/** Filters that this person would not have passed as they were asked. */
function outsideOf({ place, age, words }: Candidate, { near, ages, said }: Conditions): readonly string[] {
  const isFar = near && (place ? distanceKm(place, near.place) > near.km + KM_SLACK : near.unknown === 'fails')
  const isOther = ages && (age === null ? ages.unknown === 'fails' : !isBetween(age, ages))
  const isUnlike = said.some(({ kind, anyOf }) => kind !== 'words' && !isSaid(anyOf, words))
  return [isFar ? 'distance' : null, isOther ? 'age' : null, isUnlike ? 'kind' : null].filter((name) => name !== null)
}
