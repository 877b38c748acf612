/** Conditions as SQL over one row `p` of profiles: one definition for finding, for counting and for telling why. */
import type { RawBuilder } from 'kysely'
import { boxesAround } from '../../engine/index.ts'
import type { Place } from '../../engine/index.ts'
import { sql } from '../../platform/db/index.ts'
import { atLeastWhere } from './where-store.ts'
import type { WhereColumns } from './where-store.ts'
import { KM_SLACK } from './conditions.ts'
import type { Accepted, Among, ConditionName, Conditions, NotAges, Saying, Unknown } from './conditions.ts'

type Predicate = RawBuilder<boolean>

/** Whole years on the day of asking; a date of birth comes before a figure that grows old. */
export const ageOn = (today: string): RawBuilder<number | null> =>
  sql<number | null>`coalesce(date_part('year', age(${today}::date, p.date_of_birth))::int, p.age)`

/** Where a candidate is: as stored, or as `blurred` has it. */
const exactPlace = { latitude: sql`p.latitude`, longitude: sql`p.longitude` }
const blurredPlace = {
  latitude: sql`(floor(p.latitude * 100 + 0.5) / 100)`,
  longitude: sql`(floor(p.longitude * 100 + 0.5) / 100)`,
}

/** Where a candidate is, as she is or as she is told. */
export const placeOf = (isBlurred: boolean): typeof exactPlace => (isBlurred ? blurredPlace : exactPlace)

/** The haversine formula of `distanceKm`, in kilometres. */
export function kilometresTo({ latitude, longitude }: Place, to: typeof exactPlace): RawBuilder<number | null> {
  return sql<number | null>`12742 * asin(least(1, sqrt(
    power(sin(radians(${to.latitude} - ${latitude}::float8) / 2), 2)
    + cos(radians(${latitude}::float8)) * cos(radians(${to.latitude}))
      * power(sin(radians(${to.longitude} - ${longitude}::float8) / 2), 2))))`
}

export interface NamedPredicate {
  readonly name: ConditionName
  /** True or false, never null. */
  readonly holds: Predicate
}

/** Those that say something, in the order of `conditionNames`. `today` as `2026-01-31`. */
export function predicatesOf(conditions: Conditions, today: string): readonly NamedPredicate[] {
  const found: readonly (readonly [ConditionName, Predicate | null])[] = [
    ['candidate_ids', conditions.candidateIds && sql`p.person_id = any(${[...conditions.candidateIds]}::text[])`],
    ['exclude_user_ids', noneOf(conditions.excludedIds)],
    ['blocked', noneOf(conditions.blockedIds)],
    ['paused', sql`p.is_listed`],
    ['suspended', sql`not p.is_suspended`],
    ['visible', sql`p.is_visible`],
    ['inactive', activeSince(conditions.activeSince)],
    ['distance', isNear(conditions.near)],
    ['age', all([isOfAge(conditions.ages, today), ...conditions.notAges.map((not) => isNotOfAge(not, today))])],
    ['gender', isOfGender(conditions)],
    ['language', speaks(conditions)],
    ['must', all(conditions.said.map(({ anyOf }) => saysAny(anyOf)))],
    ['must_not', all(conditions.unsaid.map(({ anyOf }) => sql`not ${saysAny(anyOf)}`))],
    ['where', all(conditions.where.map((expression) => atLeastWhere(expression, whereColumns(today))))],
    ...acceptance(conditions.accepted),
    ['seen', noneOf(conditions.seenIds)],
    ['unchanged', changedSince(conditions.changedSince)],
  ]
  return found.flatMap(([name, holds]) => (holds ? [{ name, holds }] : []))
}

/** Fields of an expression that the database has as they are. */
const whereColumns = (today: string): WhereColumns => ({
  age: ageOn(today),
  last_active: sql`p.last_active`,
  gender: sql`p.gender`,
  about: sql`p.about`,
})

/** Conditions that an index answers. */
const indexed: ReadonlySet<ConditionName> = new Set(['candidate_ids', 'distance', 'must', 'unchanged'])

/**
 * True where every predicate holds, for a plan that may begin at the index of one of them. The planner guesses of the others
 * that next to nobody passes, and of many of them even fewer: as one case it takes them to let every second row through.
 */
export function fitting(predicates: readonly NamedPredicate[]): Predicate {
  const [sought, others] = [true, false].map((isSought) =>
    predicates.filter(({ name }) => indexed.has(name) === isSought),
  )
  return sql<boolean>`${allOf(sought ?? [])} and ${asOneCase(others ?? [])}`
}

/** The same, for a plan that must begin elsewhere, at the index of vectors or of words. */
export const asOneCase = (predicates: readonly NamedPredicate[]): Predicate =>
  sql<boolean>`case when ${allOf(predicates)} then true else false end`

/** True where every predicate holds. */
export const allOf = (predicates: readonly NamedPredicate[]): Predicate =>
  all(predicates.map(({ holds }) => sql<boolean>`(${holds})`)) ?? sql<boolean>`true`

/** Null where nothing is asked. */
function all(predicates: readonly (Predicate | null)[]): Predicate | null {
  const asked = predicates.filter((predicate) => predicate !== null)
  return asked.length === 0 ? null : sql<boolean>`${sql.join(asked, sql` and `)}`
}

const noneOf = (ids: readonly string[]): Predicate | null =>
  ids.length === 0 ? null : sql`p.person_id <> all(${[...ids]}::text[])`

const activeSince = (since: Date | null): Predicate | null =>
  since && sql`(p.last_active is null or p.last_active >= ${since.toISOString()}::timestamptz)`

const changedSince = (since: Date | null): Predicate | null =>
  since && sql`p.updated_at > ${since.toISOString()}::timestamptz`

/** The boxes let an index find the few who can be near at all. */
function isNear(near: Conditions['near']): Predicate | null {
  if (!near) return null
  const boxes = boxesAround(near.place, near.km + (near.isBlurred ? BLUR_KM : 0)).map(
    ({ south, north, west, east }) =>
      sql`point(p.longitude, p.latitude) <@ box(point(${west}::float8, ${south}::float8), point(${east}::float8, ${north}::float8))`,
  )
  const isWithin = sql<boolean>`(${sql.join(boxes, sql` or `)}) and ${kilometresTo(near.place, placeOf(near.isBlurred))} <= ${near.km + KM_SLACK}::float8`
  return orUnknown(isWithin, sql<boolean>`p.latitude is null`, near.unknown)
}

/** No blurred place is further from the exact one. */
const BLUR_KM = 1

function isOfAge(ages: Conditions['ages'], today: string): Predicate | null {
  if (!ages) return null
  return orUnknown(isBetween(ages, today), isAgeless, ages.unknown)
}

const isAgeless = sql<boolean>`p.date_of_birth is null and p.age is null`

const isBetween = ({ min, max }: Pick<NotAges, 'min' | 'max'>, today: string): Predicate =>
  sql<boolean>`${ageOn(today)} between ${min ?? 0}::int and ${max ?? AGE_MAX}::int`

/** Known to be of another age, or of another gender. */
function isNotOfAge({ genders, ...ages }: NotAges, today: string): Predicate {
  const isOther = sql<boolean>`coalesce(not ${isBetween(ages, today)}, false)`
  const isNone = genders.length === 0 ? null : isAmong(sql`p.genders`, { among: null, not: genders })
  return isNone ? sql<boolean>`(${isOther} or ${isNone})` : isOther
}

/** Beyond any age that a profile may state. */
const AGE_MAX = 200

/** A profile may state several: "trans woman" is both. Whoever must not be one has to say what she is. */
const isOfGender = ({ genders, notGenders }: Conditions): Predicate | null =>
  isAmong(sql`p.genders`, { among: genders, not: notGenders })

const speaks = ({ languages, notLanguages }: Conditions): Predicate | null =>
  isAmong(sql`p.languages`, { among: languages, not: notLanguages })

function isAmong(
  stated: RawBuilder<unknown>,
  { among, not }: { readonly among: Among | null; readonly not: readonly string[] },
): Predicate | null {
  const isUnknown = sql<boolean>`${stated} = '{}'`
  const groups = among && all(among.groups.map((values) => sql`${stated} && ${[...values]}::text[]`))
  const isOne = among && groups && orUnknown(groups, isUnknown, among.unknown)
  const isNone = not.length === 0 ? null : sql<boolean>`(not ${isUnknown} and not ${stated} && ${[...not]}::text[])`
  return all([isOne, isNone])
}

/** True where the words of the row are one of the sayings, as `isSaid` has it. */
export const saysAny = (anyOf: readonly Saying[]): Predicate =>
  anyOf.length === 0 ? sql<boolean>`false` : sql<boolean>`p.words @@ ${anyOf.map(asked).join(' | ')}::tsquery`

const asked = (saying: Saying): string => saying.map((stems) => `(${stems.map(quoted).join(' | ')})`).join(' & ')

/** True where a stem of two of the groups is among the words of the row, or of the only one that there is. */
export function saysTwo(groups: readonly (readonly string[])[]): Predicate {
  if (groups.length < 2) return saysAny(groups.map((only) => [only]))
  return saysAny(groups.flatMap((one, index) => groups.slice(index + 1).map((other) => [one, other])))
}

/** As one lexeme, whatever it holds. */
const quoted = (stem: string): string => `'${stem.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

/** What the candidate has stated of those who may find her; what is unknown of the asker does not fit it. */
function acceptance(asker: Accepted | null): readonly (readonly [ConditionName, Predicate | null])[] {
  if (!asker) return []
  const { age, genders, place, isBlurred } = asker
  const reaches = place && sql`${kilometresTo(place, placeOf(isBlurred))} <= p.wants_km + ${KM_SLACK}::float8`
  return [
    ['their_distance', sql`(p.wants_km is null or p.latitude is null or ${reaches ?? sql`false`})`],
    [
      'their_age',
      sql`(p.wants_age_min is null and p.wants_age_max is null
        or coalesce(${age}::int between coalesce(p.wants_age_min, 0) and coalesce(p.wants_age_max, ${AGE_MAX}::int), false))`,
    ],
    ['their_gender', sql`(p.wants_genders = '{}' or p.wants_genders && ${[...genders]}::text[])`],
  ]
}

/** Three-valued logic ends here: a null is what nobody knows. */
function orUnknown(holds: Predicate, isUnknown: Predicate, unknown: Unknown): Predicate {
  return unknown === 'passes'
    ? sql<boolean>`(${isUnknown} or (${holds}))`
    : sql<boolean>`(not (${isUnknown}) and (${holds}))`
}
