/**
 * Queries on those who may be among the best: of each as much as an upper bound of the score takes, in a row that is small
 * beside what a profile holds.
 */
import type { RawBuilder } from 'kysely'
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { cosineColumns, ownVector, vectorText } from './candidates-store.ts'
import type { Compared, Cosines, Moment, OwnVector } from './candidates-store.ts'
import type { Conditions, Saying } from './conditions.ts'
import { ageOn, asOneCase, fitting, predicatesOf, saysAny, saysTwo } from './conditions-store.ts'
import type { Facts } from './facts.ts'
import { prospectOf, rowSums, sketchedProspect } from './prospects-store.ts'
import type { Prospects } from './prospects-store.ts'

export interface Sketch extends Pick<Facts, 'personId' | 'age' | 'interests' | 'place' | 'lastActive'> {
  readonly hasNeeds: boolean
  readonly cosines: Cosines
  /**
   * The bit of each word that is looked for is set where one of its sayings is said; the first word is the lowest bit. All are
   * set of somebody whose words are not made yet.
   */
  readonly saidBits: number
}

/** Whom to look for, and what to tell of each. */
export interface Sketching {
  readonly conditions: Conditions
  readonly compared: Compared
  /** For each word what says it; no more than `wordsMax` words are looked at. */
  readonly words: readonly (readonly Saying[])[]
}

/** Bits of a figure that JavaScript reads as it is. */
export const wordsMax = 31

/*
 * Where only so many rows are wanted the limit stands outside of what finds them: the planner would read everybody in the hope
 * of soon having enough, and no more is computed than is asked for.
 */

/** Everybody who fits while no more than `atMost` do; beyond that nobody, and how many there are at least. */
export async function sketchFitting(
  tx: Tx,
  moment: Moment,
  { sketching, atMost }: { readonly sketching: Sketching; readonly atMost: number },
): Promise<{ readonly fitting: number; readonly sketches: readonly Sketch[] }> {
  const found = await rows<SketchRow & { readonly fitting: number }>(
    tx,
    'profiles.sketch-fitting',
    sql`with all_fitting as materialized (
        select p.person_id from profiles p where ${fitting(predicatesOf(sketching.conditions, moment.today))}
      ),
      fitting as materialized (select * from all_fitting limit ${atMost + 1}),
      counted as materialized (select count(*)::int as fitting from fitting)
      select counted.fitting, sketched.* from counted left join lateral (
        select ${sketchColumns(moment, sketching)} from fitting
          join profiles p using (person_id)
          left join profile_vectors v on v.generation = ${moment.generation} and v.person_id = p.person_id
        limit case when counted.fitting <= ${atMost} then ${atMost} else 0 end
      ) as sketched on true`,
  )
  const [first] = found
  return {
    fitting: first?.fitting ?? 0,
    sketches: first?.personId == null ? [] : found.map(toSketch),
  }
}

/** Of all who fit those who promise most by all that their sketches tell, in no order. */
export async function sketchPromising(
  tx: Tx,
  moment: Moment,
  question: { readonly sketching: Sketching; readonly prospects: Prospects; readonly limit: number },
): Promise<Sketch[]> {
  const { sketching, prospects, limit } = question
  const found = await rows<SketchRow>(
    tx,
    'profiles.sketch-promising',
    sql`with drawn as materialized (
        select ${sketchColumns(moment, sketching)}, ${rowSums(prospects, moment.today)} from profiles p
        left join profile_vectors v on v.generation = ${moment.generation} and v.person_id = p.person_id
        where ${fitting(predicatesOf(sketching.conditions, moment.today))}
      )
      select * from drawn s order by ${sketchedProspect(prospects)} desc nulls last, s."personId" limit ${limit}`,
  )
  return found.map(toSketch)
}

/** How many people there are, by a sample that stays the same while nobody changes. */
export interface Guess {
  readonly everybody: number
  readonly fitting: number
  /** Who say two of the words, or the only one, whether they fit or not. */
  readonly saying: number
}

export async function guess(
  tx: Tx,
  { today }: Moment,
  { conditions, says }: { readonly conditions: Conditions; readonly says: SoughtWords },
): Promise<Guess> {
  const times = (holds: RawBuilder<boolean>): RawBuilder<number> =>
    sql<number>`coalesce(sum((${holds})::int), 0) * 100 / min(percent)`
  const [found] = await rows<Readonly<Record<keyof Guess, number>>>(
    tx,
    'profiles.guess',
    sql`with sampled as (
        select least(100, ${SAMPLED_PAGES * 100}::float8 * current_setting('block_size')::int
          / greatest(1, pg_relation_size('profiles'))) as percent
      )
      select count(*) * 100 / min(percent) as everybody,
        ${times(asOneCase(predicatesOf(conditions, today)))} as fitting, ${times(saysTwo(says))} as saying
      from profiles p tablesample system ((select percent from sampled)) repeatable (1), sampled`,
  )
  const { everybody = 0, fitting: fits = 0, saying = 0 } = found ?? {}
  return { everybody: Number(everybody), fitting: Number(fits), saying: Number(saying) }
}
/** About two thousand people, in a few milliseconds. */
const SAMPLED_PAGES = 200

/** Vectors that somebody can be found by. */
export type IndexedVector = 'gives' | 'needs' | 'offers'

/** Those who fit and are nearest to the vector by one of those that are indexed, in no order. */
export async function sketchNearest(
  tx: Tx,
  moment: Moment,
  question: {
    readonly sketching: Sketching
    readonly by: IndexedVector
    /** What is looked for, or a vector of the asker's own. */
    readonly to: Float32Array | OwnVector
    readonly limit: number
  },
): Promise<Sketch[]> {
  const { sketching, by, limit } = question
  const column = sql.raw(`(v.${by}::halfvec(${moment.dimension}))`)
  const found = await rows<SketchRow>(
    tx,
    `profiles.sketch-nearest-${by}`,
    sql`select ${sketchColumns(moment, sketching)} from profile_vectors v join profiles p on p.person_id = v.person_id
      where v.generation = ${sql.lit(moment.generation)} and v.${sql.raw(by)} is not null
        and ${asOneCase(predicatesOf(sketching.conditions, moment.today))}
      order by ${column} <=> ${soughtVector(moment, question)}::halfvec(${sql.raw(String(moment.dimension))}) limit ${limit}`,
  )
  return found.map(toSketch)
}

function soughtVector(
  { generation }: Moment,
  { to, sketching }: { readonly to: Float32Array | OwnVector; readonly sketching: Sketching },
): RawBuilder<unknown> {
  if (typeof to !== 'string') return sql`${vectorText(to)}`
  const { asker } = sketching.compared
  return asker === null ? sql`null` : ownVector(generation, { asker, own: to })
}

/** A word that is looked for: a group of stems that mean the same. None is empty. */
export type SoughtWords = readonly (readonly string[])[]

/**
 * Those who fit and say two of the words, or the only one, and of these the ones who promise most; null when they are more
 * than `atMost`.
 */
export async function sketchSaying(
  tx: Tx,
  moment: Moment,
  question: {
    readonly sketching: Sketching
    readonly says: SoughtWords
    /** Only who says two of these as well, or the only one. */
    readonly also?: SoughtWords
    readonly prospects: Prospects
    readonly atMost: number
    readonly limit: number
  },
): Promise<readonly Sketch[] | null> {
  const { sketching, says, also, prospects, atMost, limit } = question
  const found = await rows<SketchRow & { readonly saying: number }>(
    tx,
    'profiles.sketch-saying',
    sql`with all_saying as materialized (
        select p.person_id, ${prospectOf(prospects, moment.today)} as prospect from profiles p
        where ${saysTwo(says)} and ${also ? saysTwo(also) : sql`true`}
          and ${asOneCase(predicatesOf(sketching.conditions, moment.today))}
      ),
      saying as materialized (select * from all_saying limit ${atMost + 1}),
      counted as materialized (select count(*)::int as saying from saying)
      select counted.saying, sketched.* from counted left join lateral (
        select ${sketchColumns(moment, sketching)} from (
          select person_id from saying order by prospect desc nulls last, person_id
          limit case when counted.saying <= ${atMost} then ${limit} else 0 end
        ) as promising
        join profiles p using (person_id)
        left join profile_vectors v on v.generation = ${moment.generation} and v.person_id = p.person_id
      ) as sketched on true`,
  )
  const [first] = found
  if ((first?.saying ?? 0) > atMost) return null
  return first?.personId == null ? [] : found.map(toSketch)
}

/** Those who fit and were active on the latest day, then by id. */
export async function sketchRecent(
  tx: Tx,
  moment: Moment,
  question: { readonly sketching: Sketching; readonly limit: number },
): Promise<Sketch[]> {
  const { sketching, limit } = question
  const found = await rows<SketchRow>(
    tx,
    'profiles.sketch-recent',
    sql`select ${sketchColumns(moment, sketching)} from (
        select * from profiles p where ${asOneCase(predicatesOf(sketching.conditions, moment.today))}
        order by (p.last_active at time zone 'UTC')::date desc nulls last, p.person_id limit ${limit}
      ) as p left join profile_vectors v on v.generation = ${moment.generation} and v.person_id = p.person_id`,
  )
  return found.map(toSketch)
}

interface SketchRow {
  readonly personId: string
  readonly age: number | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly lastActive: Date | null
  readonly interests: string | null
  readonly hasNeeds: boolean
  readonly saidBits: number
  readonly topicCosine: number | null
  readonly aboutCosine: number | null
  readonly metCosine: number | null
  readonly meetsCosine: number | null
}

/** Parts entries of a list in one text, which costs a fraction of reading an array. No text holds it. */
const BETWEEN = '\u001F'

function sketchColumns(moment: Moment, { compared, words }: Sketching): RawBuilder<unknown> {
  const bits = words.slice(0, wordsMax).map((anyOf, index) => sql`((${saysAny(anyOf)})::int << ${sql.lit(index)})`)
  return sql`p.person_id as "personId", ${ageOn(moment.today)} as age, p.latitude, p.longitude, p.last_active as "lastActive",
    nullif(array_to_string(p.interests, ${BETWEEN}), '') as interests,
    (p.needs <> '{}' or p.persona_needs <> '{}') as "hasNeeds",
    ${bits.length === 0 ? sql`0` : sql`case when p.words = '' then -1 else ${sql.join(bits, sql` | `)} end`} as "saidBits", ${cosineColumns(moment, compared)}`
}

function toSketch(row: SketchRow): Sketch {
  const { latitude, longitude, interests, saidBits } = row
  return {
    personId: row.personId,
    age: row.age,
    place: latitude === null || longitude === null ? null : { latitude, longitude },
    lastActive: row.lastActive,
    interests: interests === null ? [] : interests.split(BETWEEN),
    hasNeeds: row.hasNeeds,
    saidBits,
    cosines: { topic: row.topicCosine, about: row.aboutCosine, met: row.metCosine, meets: row.meetsCosine },
  }
}
