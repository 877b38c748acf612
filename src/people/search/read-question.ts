/** From what came in to a question; the routes of the replaced service ask in fewer words. */
import { Problem } from '../../base/index.ts'
import type { Caller } from '../../base/index.ts'
import { roundedDegrees } from '../../engine/index.ts'
import { wantedGenders } from '../profiles/index.ts'
import type { Preferences, SearchQuestion } from './question.ts'
import type { SearchBody } from './schema.ts'
import { readClauses } from './where.ts'
import type { WrittenClause } from './where.ts'

type Asked = Omit<SearchBody, 'user_id'>

/** What is asked where nothing is said of it; `mayWiden` is a custom of each route. */
export function questionOf(
  body: Asked,
  who: {
    readonly askerId: string
    readonly isMember: boolean
    readonly mayWiden: boolean
    readonly ageFloor?: number
  },
): SearchQuestion {
  const { latitude, longitude } = body
  return {
    askerId: who.askerId,
    prompt: body.prompt?.trim() ?? '',
    understood: body.filters ?? null,
    preferences: preferencesOf(body.preferences),
    place:
      latitude == null || longitude == null
        ? null
        : { latitude: roundedDegrees(latitude), longitude: roundedDegrees(longitude) },
    candidateIds: body.candidate_ids ?? null,
    excludedIds: body.exclude_user_ids ?? [],
    weights: body.weights ?? {},
    where: readClauses(clausesOf(body.where), who.isMember),
    isTwoWay: body.two_way ?? true,
    mayWiden: body.widen ?? who.mayWiden,
    seenDays: body.exclude_seen ?? null,
    limit: body.single_best_match === true ? 1 : (body.limit ?? LIMIT_DEFAULT),
    ageFloor: who.ageFloor ?? null,
    isBlurred: who.isMember,
  }
}

const LIMIT_DEFAULT = 10

/** One expression alone is one clause that must be. */
const clausesOf = (where: Asked['where']): readonly WrittenClause[] =>
  typeof where === 'string' ? [{ is: where }] : (where ?? [])

/** What is absent is what the asker's profile says; null is no wish at all. */
function preferencesOf(given: Asked['preferences']): Preferences {
  if (!given) return { interests: [], needs: [] }
  const { max_distance: radiusKm, age_range: range, gender_preference: gender, genders } = given
  const said = [...(genders ?? []), ...(gender ? [gender] : [])]
  const named = [...new Set(said.flatMap(wantedGenders))]
  // "any" outweighs the profile as null does.
  const isNone = said.length > 0 || genders === null || gender === null
  return {
    ...(radiusKm === undefined ? {} : { radiusKm }),
    ...(range === undefined ? {} : { ages: range && { min: Math.min(...range), max: Math.max(...range) } }),
    ...(named.length > 0 ? { genders: named } : isNone ? { genders: null } : {}),
    interests: given.interests ?? [],
    needs: given.needs ?? [],
  }
}

/** A member asks for herself; a service says for whom. */
export function askerOf(caller: Caller, given: string | undefined): string {
  if (caller.kind !== 'member') {
    if (given !== undefined) return given
    throw new Problem('request.invalid', 'Say for whom: "user_id" is missing.', {
      errors: [{ path: 'user_id', message: 'is missing' }],
    })
  }
  if (given === undefined || given === caller.memberId) return caller.memberId
  throw new Problem('auth.not_yours', 'You can only search as yourself.')
}
