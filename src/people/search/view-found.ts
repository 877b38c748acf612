/** What was found, as it goes out. */
import { distanceKm } from '../../engine/index.ts'
import { isSaid, KM_SLACK } from '../profiles/index.ts'
import type { Conditions, Keeping } from '../profiles/index.ts'
import { becauseOf } from './because.ts'
import type { Judged, Measure } from './judge.ts'
import type { SearchAnswer, WireFactor, WireFound } from './schema.ts'
import type { Found } from './search.ts'

type Common = Omit<SearchAnswer, 'total_candidates' | 'total_is_exact' | 'processing_time_ms'>

export function viewFound(found: Found): Common {
  const { people, measure, understood, loosened, widened, asked, nextCursor } = found
  return {
    success: true,
    matches: people.map((judged) => viewPerson(judged, measure, asked)),
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

function viewPerson(judged: Judged, measure: Measure, asked: Conditions): WireFound {
  const { candidate, score } = judged
  const { place } = candidate
  const away = place && measure.standpoint.place ? distanceKm(place, measure.standpoint.place) : null
  return {
    id: candidate.personId,
    name: candidate.name,
    age: candidate.age,
    bio: candidate.about,
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
    unknown: [...unknownOf(judged, asked)],
    outside: [...outsideOf(judged, asked)],
  }
}

export const viewFactors = ({ candidate, factors }: Judged, measure: Measure): WireFactor[] =>
  factors.map((factor) => ({
    ...factor,
    value: rounded(factor.value),
    weight: rounded(factor.weight),
    because: becauseOf(factor.name, candidate, measure),
  }))

/** Shares to the hundredth of a percent. */
const rounded = (share: number): number => Math.round(share * 10_000) / 10_000

function unknownOf({ candidate }: Judged, { near, ages, genders }: Conditions): readonly string[] {
  const facts = [
    near && candidate.place === null ? 'distance' : null,
    ages && candidate.age === null ? 'age' : null,
    genders && candidate.genders.length === 0 ? 'gender' : null,
  ]
  return facts.filter((name) => name !== null)
}

/** Filters that this person would not have passed as they were asked. */
function outsideOf({ candidate }: Judged, { near, ages, said }: Conditions): readonly string[] {
  const { place, age, words } = candidate
  const isFar = near && place && distanceKm(place, near.place) > near.km + KM_SLACK
  const isOther = ages && age !== null && (age < (ages.min ?? 0) || age > (ages.max ?? Number.POSITIVE_INFINITY))
  const isUnlike = said.some(({ kind, anyOf }) => kind !== 'words' && !isSaid(anyOf, words))
  return [isFar ? 'distance' : null, isOther ? 'age' : null, isUnlike ? 'kind' : null].filter((name) => name !== null)
}
