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

/** What everybody's vectors are compared with. */
export interface Compared {
  /** A unit vector; null where nothing is looked for by meaning. */
  readonly topic: Float32Array | null
  /** Where the topic is looked for first. */
  readonly side: 'offers' | 'needs' | null
  /** Whose own vectors are compared, as far as there are any. */
  readonly asker: string | null
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

/** Those of the ids that fit now, with all that they are scored by, in no order. */
export async function loadCandidates(
  tx: Tx,
  moment: Moment,
  question: { readonly ids: readonly string[]; readonly conditions: Conditions; readonly compared: Compared },
): Promise<Candidate[]> {
  const { ids, conditions, compared } = question
  const found = await rows<CandidateRow>(
    tx,
    'profiles.load-candidates',
    sql`select ${factColumns(moment.today)}, tsvector_to_array(p.words) as words, ${cosineColumns(moment, compared)}
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

/** Over `v`, a row of profile_vectors that may be missing. */
export function cosineColumns({ generation }: Moment, compared: Compared): RawBuilder<unknown> {
  const { asker } = compared
  const beside = (column: string, own: OwnVector): RawBuilder<unknown> =>
    cosine(column, asker === null ? null : ownVector(generation, { asker, own }))
  return sql`${topicCosine(compared)} as "topicCosine", ${beside('v.about', 'about')} as "aboutCosine",
    ${beside('v.offers', 'needs')} as "metCosine", ${beside('v.needs', 'offers')} as "meetsCosine"`
}

/** The best of the vectors beside which the topic is looked for. */
function topicCosine({ topic, side }: Compared): RawBuilder<number | null> {
  const sought = topic && sql`${vectorText(topic)}::halfvec`
  return sql<number | null>`greatest(${sql.join(topicFields(side).map((field) => cosine(`v.${field}`, sought)))})`
}

/** A vector of the asker that others are compared with. */
export type OwnVector = 'about' | 'needs' | 'offers'

/** Looked up once in a query, and carried nowhere. */
export const ownVector = (
  generation: number,
  { asker, own }: { readonly asker: string; readonly own: OwnVector },
): RawBuilder<unknown> =>
  sql`(select ${sql.ref(own)} from profile_vectors where generation = ${generation} and person_id = ${asker})`

/** Halves have four digits: more would only be read again. */
export const vectorText = (vector: Float32Array): string =>
  `[${Array.from(vector, (value) => value.toPrecision(5)).join(',')}]`

/** Null where either side has no vector. */
const cosine = (column: string, other: RawBuilder<unknown> | null): RawBuilder<number | null> =>
  other ? sql<number | null>`1 - (${sql.raw(column)} <=> ${other})` : sql<number | null>`null::float8`
