/** Queries on who people are, and how much of them is known. */
import { plannedRows, rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { stanceRows } from '../interactions/index.ts'

/** What a host says of somebody; null is not known. */
export interface Demographics {
  /** `m`, `f` or another word. */
  readonly gender: string | null
  readonly ageGroup: string | null
  readonly locale: string | null
  readonly geoId: number | null
}

/** A group of people. Null: whatever it is. */
export interface SegmentOf {
  readonly gender: string | null
  readonly ageGroup: string | null
}

export interface Taste extends Demographics {
  readonly userId: string
  /** Items that she liked when they were counted. */
  readonly likes: number
  /** Items of which she held anything positive then. */
  readonly interactions: number
  readonly lastInteractionAt: Date | null
  /** When a count last found another figure. Null: never. */
  readonly countedAt: Date | null
}

/** What a word says of a segment: nothing, where nobody knows or it is for anybody. */
const segment = (name: 'gender' | 'age_group'): string =>
  `case when lower(${name}) in ('', 'any', 'unknown') then null else ${name} end`

/** Segments of people, in the text of a query that joins them. */
export const segmentRows = sql.raw(
  `(select user_id, ${segment('gender')} as gender, ${segment('age_group')} as age_group from tastes)`,
)

const findText = `select user_id as "userId", ${segment('gender')} as gender, ${segment('age_group')} as "ageGroup", locale,
    geo_id as "geoId", likes, interactions, last_interaction_at as "lastInteractionAt", counted_at as "countedAt"
  from tastes where user_id = $1`

/** As the answers of this room take it: of words that say nothing nothing is left. */
export async function findTaste(tx: Tx, userId: string): Promise<Taste | null> {
  const found = await plannedRows<Taste>(tx, 'tastes.find', { text: findText, values: [userId] })
  return found[0] ?? null
}

/** As it was said; null where nothing was. */
export async function findDemographics(tx: Tx, userId: string): Promise<Demographics | null> {
  const found = await rows<Demographics>(
    tx,
    'tastes.find-demographics',
    sql`select gender, age_group as "ageGroup", locale, geo_id as "geoId" from tastes
      where user_id = ${userId} and (gender, age_group, locale, geo_id) is distinct from (null, null, null, null)`,
  )
  return found[0] ?? null
}

/** By id the segments of those of whom something is known. */
export async function segmentsOf(tx: Tx, userIds: readonly string[]): Promise<ReadonlyMap<string, SegmentOf>> {
  const found = await rows<SegmentOf & { readonly userId: string }>(
    tx,
    'tastes.segments',
    sql`select user_id as "userId", gender, age_group as "ageGroup" from ${segmentRows} segments
      where user_id = any(${[...userIds]}::text[])`,
  )
  return new Map(found.map(({ userId, gender, ageGroup }) => [userId, { gender, ageGroup }]))
}

/** Replaces what was said before; it is kept until it is said anew. */
export async function saveDemographics(tx: Tx, userId: string, said: Demographics): Promise<void> {
  await rows(
    tx,
    'tastes.save-demographics',
    sql`insert into tastes (user_id, gender, age_group, locale, geo_id)
      values (${userId}, ${said.gender}, ${said.ageGroup}, ${said.locale}, ${said.geoId})
      on conflict (user_id) do update set gender = excluded.gender, age_group = excluded.age_group,
        locale = excluded.locale, geo_id = excluded.geo_id, updated_at = now()`,
  )
}

/** How much is known of somebody. */
export interface Counted {
  readonly userId: string
  readonly likes: number
  readonly positives: number
  readonly lastLikeAt: Date | null
}

/**
 * Each person at most once, at most a thousand. Of whom the same is known as before nothing is written, and nothing of whom
 * nothing is held any more: she may have been forgotten since she was listed.
 */
export async function saveCounts(tx: Tx, counted: readonly Counted[]): Promise<void> {
  const ids = counted.map(({ userId }) => userId)
  const times = counted.map(({ lastLikeAt }) => lastLikeAt?.toISOString() ?? null)
  await rows(
    tx,
    'tastes.save-counts',
    sql`insert into tastes (user_id, likes, interactions, last_interaction_at, counted_at)
      select user_id, likes, interactions, last_at, now() from unnest(
        ${ids}::text[], ${counted.map(({ likes }) => likes)}::integer[],
        ${counted.map(({ positives }) => positives)}::integer[], ${times}::timestamptz[]
      ) as counted (user_id, likes, interactions, last_at)
      where exists (select 1 from ${sql.raw(stanceRows)} held where held.user_id = counted.user_id)
        or exists (select 1 from tastes known where known.user_id = counted.user_id)
      order by user_id collate "C"
      on conflict (user_id) do update set likes = excluded.likes, interactions = excluded.interactions,
        last_interaction_at = excluded.last_interaction_at, counted_at = excluded.counted_at
        where tastes.counted_at is null or (tastes.likes, tastes.interactions, tastes.last_interaction_at)
          is distinct from (excluded.likes, excluded.interactions, excluded.last_interaction_at)`,
  )
}

/** People of whom anything is kept here, by id. */
export async function listTastes(tx: Tx, after: string, limit: number): Promise<readonly string[]> {
  const found = await rows<{ userId: string }>(
    tx,
    'tastes.list',
    sql`select user_id as "userId" from tastes where user_id > ${after} order by user_id limit ${limit}`,
  )
  return found.map(({ userId }) => userId)
}

/** People who were counted. */
export async function countTastes(tx: Tx): Promise<number> {
  const [found] = await rows<{ count: number }>(
    tx,
    'tastes.count',
    sql`select count(*)::integer as count from tastes where counted_at is not null`,
  )
  return found?.count ?? 0
}

/** For a person's export, as JSON. */
export async function exportTaste(tx: Tx, userId: string): Promise<unknown> {
  const found = await rows<unknown>(tx, 'tastes.export', sql`select * from tastes where user_id = ${userId}`)
  return found[0] ?? null
}

export async function forgetTaste(tx: Tx, userId: string): Promise<void> {
  await rows(tx, 'tastes.forget', sql`delete from tastes where user_id = ${userId}`)
}
