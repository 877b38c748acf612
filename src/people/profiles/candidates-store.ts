/** Queries on who fits, and on what is known of them. */
import type { RawBuilder } from 'kysely'
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { ConditionName, Conditions } from './conditions.ts'
import { ageOn, allOf, predicatesOf } from './conditions-store.ts'
import type { Facts } from './facts.ts'

/** The generation whose vectors are compared, and the day on which ages are counted, as `2026-01-31`. */
export interface Moment {
  readonly generation: number
  readonly dimension: number
  readonly today: string
}

/** Unit vectors to compare everybody's with; null where there is nothing to compare. */
export interface Compared {
  readonly topic: Float32Array | null
  /** Where the topic is looked for first. */
  readonly side: 'offers' | 'needs' | null
  readonly about: Float32Array | null
  readonly needs: Float32Array | null
  readonly offers: Float32Array | null
}

/** Cosines, −1 to 1; null where either side has no vector. */
export interface Cosines {
  /** The best of the topic beside the `topicFields` of its side. */
  readonly topic: number | null
  readonly about: number | null
  /** What the asker needs beside what the candidate offers. */
  readonly met: number | null
  /** What the candidate needs beside what the asker offers. */
  readonly meets: number | null
}

export interface Candidate extends Facts {
  readonly words: readonly string[]
  readonly cosines: Cosines
}

/** Whoever is looked for as a helper offers it or writes of it; what she needs herself says nothing. */
export const topicFields = (side: Compared['side']): readonly ('gives' | 'about' | 'needs' | 'offers')[] =>
  side === 'needs' ? ['needs', 'about'] : ['gives', 'offers', 'about']

/** Null for a person who has neither a profile nor an approved persona. */
export async function findFacts(tx: Tx, personId: string, today: string): Promise<Facts | null> {
  const [found] = await rows<FactsRow>(
    tx,
    'profiles.find-facts',
    sql`select ${factColumns(today)} from profiles p where p.person_id = ${personId}`,
  )
  return found ? factsOf(found) : null
}

/** The vectors of one person in the order of `Compared`, without a topic. */
export async function findVectors(
  tx: Tx,
  { generation }: Moment,
  personId: string,
): Promise<Omit<Compared, 'topic' | 'side'>> {
  const [found] = await rows<Readonly<Record<'about' | 'needs' | 'offers', string | null>>>(
    tx,
    'profiles.find-vectors',
    sql`select about::text, needs::text, offers::text from profile_vectors
      where generation = ${generation} and person_id = ${personId}`,
  )
  return {
    about: vectorOf(found?.about),
    needs: vectorOf(found?.needs),
    offers: vectorOf(found?.offers),
  }
}

/** How many fit; counting stops at `atMost`. */
export async function countFitting(
  tx: Tx,
  question: { readonly conditions: Conditions; readonly today: string },
  atMost: number,
): Promise<number> {
  const [found] = await rows<{ count: number }>(
    tx,
    'profiles.count-fitting',
    sql`select count(*)::int as count from (
        select 1 from profiles p where ${allOf(predicatesOf(question.conditions, question.today))} limit ${atMost}
      ) as fitting`,
  )
  return found?.count ?? 0
}

/** Everybody who fits, by id, at most `limit`, after the given one. */
export async function listFitting(
  tx: Tx,
  question: { readonly conditions: Conditions; readonly today: string; readonly after?: string },
  limit: number,
): Promise<string[]> {
  const beyond = question.after === undefined ? sql`true` : sql`p.person_id > ${question.after}`
  const found = await rows<{ personId: string }>(
    tx,
    'profiles.list-fitting',
    sql`select p.person_id as "personId" from profiles p
      where ${beyond} and ${allOf(predicatesOf(question.conditions, question.today))} order by p.person_id limit ${limit}`,
  )
  return found.map(({ personId }) => personId)
}

/** Vectors that somebody can be found by. */
export type IndexedVector = 'gives' | 'needs' | 'about'

/** Those who fit and are nearest to the vector by one of those that are indexed, nearest first. */
export async function listNearest(
  tx: Tx,
  moment: Moment,
  question: {
    readonly conditions: Conditions
    readonly by: IndexedVector
    readonly vector: Float32Array
    readonly limit: number
  },
): Promise<string[]> {
  const { generation, dimension, today } = moment
  const column = sql.raw(`(v.${question.by}::halfvec(${dimension}))`)
  const found = await rows<{ personId: string }>(
    tx,
    `profiles.list-nearest-${question.by}`,
    sql`select p.person_id as "personId" from profile_vectors v join profiles p on p.person_id = v.person_id
      where v.generation = ${sql.lit(generation)} and v.${sql.raw(question.by)} is not null
        and ${allOf(predicatesOf(question.conditions, today))}
      order by ${column} <=> ${vectorText(question.vector)}::halfvec(${sql.raw(String(dimension))}) limit ${question.limit}`,
  )
  return found.map(({ personId }) => personId)
}

/** Those who fit and say one of the stems, whoever says most of them first, then by id. */
export async function listSaying(
  tx: Tx,
  question: { readonly conditions: Conditions; readonly today: string; readonly stems: readonly string[] },
  limit: number,
): Promise<string[]> {
  const { conditions, today, stems } = question
  const asked = sql`${[...stems]}::text[]`
  const found = await rows<{ personId: string }>(
    tx,
    'profiles.list-saying',
    sql`select p.person_id as "personId" from profiles p
      where p.words && ${asked} and ${allOf(predicatesOf(conditions, today))}
      order by cardinality(array(select unnest(p.words) intersect select unnest(${asked}))) desc, p.person_id
      limit ${limit}`,
  )
  return found.map(({ personId }) => personId)
}

/** Those who fit and were active last, then by id. */
export async function listRecent(
  tx: Tx,
  question: { readonly conditions: Conditions; readonly today: string },
  limit: number,
): Promise<string[]> {
  const found = await rows<{ personId: string }>(
    tx,
    'profiles.list-recent',
    sql`select p.person_id as "personId" from profiles p
      where ${allOf(predicatesOf(question.conditions, question.today))}
      order by p.last_active desc nulls last, p.person_id limit ${limit}`,
  )
  return found.map(({ personId }) => personId)
}

/** Those of the ids that fit now, with all that they are scored by, in no order. */
export async function loadCandidates(
  tx: Tx,
  moment: Moment,
  question: { readonly ids: readonly string[]; readonly conditions: Conditions; readonly compared: Compared },
): Promise<Candidate[]> {
  const { ids, conditions, compared } = question
  const { topic, side, about, needs, offers } = compared
  const found = await rows<CandidateRow>(
    tx,
    'profiles.load-candidates',
    sql`select ${factColumns(moment.today)}, p.words,
        greatest(${sql.join(topicFields(side).map((field) => cosine(`v.${field}`, topic)))}) as "topicCosine",
        ${cosine('v.about', about)} as "aboutCosine",
        ${cosine('v.offers', needs)} as "metCosine",
        ${cosine('v.needs', offers)} as "meetsCosine"
      from profiles p
      left join profile_vectors v on v.generation = ${moment.generation} and v.person_id = p.person_id
      where p.person_id = any(${[...ids]}::text[]) and ${allOf(predicatesOf(conditions, moment.today))}`,
  )
  return found.map((row) => ({
    ...factsOf(row),
    words: row.words,
    cosines: { topic: row.topicCosine, about: row.aboutCosine, met: row.metCosine, meets: row.meetsCosine },
  }))
}

/** How many more people would fit if one condition alone were dropped, for each; one pass over everybody. */
export async function countLoosened(
  tx: Tx,
  question: { readonly conditions: Conditions; readonly today: string },
): Promise<ReadonlyMap<ConditionName, number>> {
  const predicates = predicatesOf(question.conditions, question.today)
  const failed = sql.join(
    predicates.map(({ holds }) => sql`(not (${holds}))::int`),
    sql` + `,
  )
  const columns = predicates.map(({ name, holds }) => sql`not (${holds}) as ${sql.ref(name)}`)
  const counts = predicates.map(
    ({ name }) => sql`count(*) filter (where failed = 1 and ${sql.ref(name)})::int as ${sql.ref(name)}`,
  )
  const [found] = await rows<Readonly<Record<string, number>>>(
    tx,
    'profiles.count-loosened',
    sql`select ${sql.join(counts)} from (select ${sql.join(columns)}, ${failed} as failed from profiles p) as judged
      where failed = 1`,
  )
  return new Map(predicates.map(({ name }) => [name, found?.[name] ?? 0]))
}

/** Which conditions one person fails, in their order; null for somebody who cannot be found at all. */
export async function listFailed(
  tx: Tx,
  question: { readonly conditions: Conditions; readonly today: string },
  personId: string,
): Promise<ConditionName[] | null> {
  const predicates = predicatesOf(question.conditions, question.today)
  const [found] = await rows<Readonly<Record<string, boolean>>>(
    tx,
    'profiles.list-failed',
    sql`select ${sql.join(predicates.map(({ name, holds }) => sql`(${holds}) as ${sql.ref(name)}`))}
      from profiles p where p.person_id = ${personId}`,
  )
  return found ? predicates.flatMap(({ name }) => (found[name] ? [] : [name])) : null
}

interface FactsRow extends Omit<Facts, 'place' | 'wants'> {
  readonly latitude: number | null
  readonly longitude: number | null
  readonly wantsKm: number | null
  readonly wantsAgeMin: number | null
  readonly wantsAgeMax: number | null
  readonly wantsGenders: readonly string[]
  readonly wantsNeeds: readonly string[]
}

interface CandidateRow extends FactsRow {
  readonly words: readonly string[]
  readonly topicCosine: number | null
  readonly aboutCosine: number | null
  readonly metCosine: number | null
  readonly meetsCosine: number | null
}

/** What the host said comes before what the persona adds. */
const factColumns = (today: string): RawBuilder<unknown> => sql`
  p.person_id as "personId", coalesce(p.name, p.persona ->> 'name') as name, ${ageOn(today)} as age, p.gender, p.genders, p.about,
  p.interests, p.needs || p.persona_needs as needs, p.offers || p.persona_offers as offers, p.languages,
  p.latitude, p.longitude, p.last_active as "lastActive", p.persona,
  p.wants_km as "wantsKm", p.wants_age_min as "wantsAgeMin", p.wants_age_max as "wantsAgeMax",
  p.wants_genders as "wantsGenders", p.wants_needs as "wantsNeeds"`

function factsOf(row: FactsRow): Facts {
  const { personId, name, age, gender, genders, about, interests, needs, offers, languages, lastActive, persona } = row
  const { latitude, longitude } = row
  return {
    personId,
    name,
    age,
    gender,
    genders,
    about,
    interests,
    needs,
    offers,
    languages,
    lastActive,
    persona,
    place: latitude === null || longitude === null ? null : { latitude, longitude },
    wants: {
      km: row.wantsKm,
      ageMin: row.wantsAgeMin,
      ageMax: row.wantsAgeMax,
      genders: row.wantsGenders,
      needs: row.wantsNeeds,
    },
  }
}

const vectorText = (vector: Float32Array): string => `[${vector.join(',')}]`

const vectorOf = (text: string | null | undefined): Float32Array | null =>
  text ? Float32Array.from(JSON.parse(text) as number[]) : null

/** Null where either side has no vector. */
function cosine(column: string, vector: Float32Array | null): RawBuilder<number | null> {
  if (!vector) return sql<number | null>`null::float8`
  return sql<number | null>`1 - (${sql.raw(column)} <=> ${vectorText(vector)}::halfvec)`
}
