/** Between the wire and a profile. */
import { DAY_MS, Problem } from '../../base/index.ts'
import type { FieldFault } from '../../base/index.ts'
import type { Person } from '../registry/index.ts'
import { ageOf } from './profile.ts'
import type { Profile, SaidProfile, Wants } from './profile.ts'
import { limits } from './schema.ts'
import type { ProfileBody, ProfileOutput } from './schema.ts'

/** What no field shows by itself; empty when the whole may be kept. `now` is the day on which somebody is so old. */
export function faultsOf(body: ProfileBody, now: Date): readonly FieldFault[] {
  return [...placeFaults(body), ...ageFaults(body, now), ...activityFaults(body, now)]
}

function placeFaults({ latitude, longitude }: ProfileBody): readonly FieldFault[] {
  if ((latitude === null) === (longitude === null)) return []
  const path = latitude === null ? 'latitude' : 'longitude'
  return [{ path, message: 'must be given when the other coordinate is' }]
}

function ageFaults({ age, date_of_birth: dateOfBirth }: ProfileBody, now: Date): readonly FieldFault[] {
  if (!dateOfBirth) return []
  if (dateOfBirth > now.toISOString().slice(0, 10)) return [{ path: 'date_of_birth', message: 'lies in the future' }]
  const years = ageOf({ age: null, dateOfBirth }, now) ?? 0
  if (years > limits.ageMax) return [{ path: 'date_of_birth', message: `must not be over ${limits.ageMax} years ago` }]
  const isAtOdds = typeof age === 'number' && Math.abs(years - age) > 1
  return isAtOdds ? [{ path: 'age', message: 'contradicts the date of birth by more than a year' }] : []
}

/** Clocks may differ, by a day and no more. */
function activityFaults({ last_active: lastActive }: ProfileBody, now: Date): readonly FieldFault[] {
  const isLater = (instantOf(lastActive)?.getTime() ?? 0) > now.getTime() + DAY_MS
  return isLater ? [{ path: 'last_active', message: 'lies in the future' }] : []
}

/** @throws Problem `request.invalid` with all faults of the whole. */
export function requireWhole(body: ProfileBody, now: Date): void {
  const errors = faultsOf(body, now)
  const [first] = errors
  if (first) throw new Problem('request.invalid', `The field "${first.path}" ${first.message}.`, { errors })
}

/** Of a body that is whole. */
export function saidIn(body: ProfileBody): SaidProfile {
  return {
    name: body.name,
    age: body.date_of_birth ? null : (body.age ?? null),
    dateOfBirth: body.date_of_birth ?? null,
    gender: body.gender,
    about: body.about,
    interests: body.interests,
    needs: body.needs,
    offers: body.offers,
    languages: body.languages,
    latitude: body.latitude,
    longitude: body.longitude,
    lastActive: instantOf(body.last_active),
    isVisible: body.visible ?? true,
    isSuspended: body.suspended ?? false,
    wants: wantsIn(body.preferences),
  }
}

const HAS_OFFSET = /(?:z|[+-]\d{2}:?\d{2})$/iu

function instantOf(text: string | null | undefined): Date | null {
  if (!text) return null
  return new Date(HAS_OFFSET.test(text) ? text : `${text}Z`)
}

function wantsIn(preferences: ProfileBody['preferences']): Wants {
  const [ageMin = null, ageMax = null] = (preferences?.age_range ?? []).toSorted((one, other) => one - other)
  return {
    km: preferences?.max_distance ?? null,
    ageMin,
    ageMax,
    genders: preferences?.genders ?? [],
    needs: preferences?.needs ?? [],
  }
}

/** What was said, in the fields in which it was said. */
export function bodyOf(profile: Profile) {
  const { wants } = profile
  return {
    name: profile.name,
    age: profile.age,
    date_of_birth: profile.dateOfBirth,
    gender: profile.gender,
    about: profile.about,
    interests: [...profile.interests],
    needs: [...profile.needs],
    offers: [...profile.offers],
    languages: [...profile.languages],
    latitude: profile.latitude,
    longitude: profile.longitude,
    last_active: profile.lastActive?.toISOString() ?? null,
    visible: profile.isVisible,
    suspended: profile.isSuspended,
    preferences: {
      max_distance: wants.km,
      age_range: wants.ageMin === null || wants.ageMax === null ? null : [wants.ageMin, wants.ageMax],
      genders: [...wants.genders],
      needs: [...wants.needs],
    },
  }
}

/** As her host and she herself see it: exactly. */
export function viewProfile(profile: Profile, { status }: Pick<Person, 'status'>, now: Date): ProfileOutput {
  return {
    user_id: profile.personId,
    status,
    ...bodyOf(profile),
    age: ageOf(profile, now),
    created_at: profile.createdAt.toISOString(),
    updated_at: profile.updatedAt.toISOString(),
  }
}

type Fields = Readonly<Record<string, unknown>>

/** What was said with a merge patch laid over it (RFC 7396), not checked yet. */
export function patched(profile: Profile, patch: Fields): unknown {
  return merge(bodyOf(profile), patch)
}

function merge(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const merged = new Map(Object.entries(isObject(target) ? target : {}))
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name)
    else merged.set(name, merge(merged.get(name), value))
  }
  return Object.fromEntries(merged)
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
