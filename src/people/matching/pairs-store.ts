/** Queries on pairs: writing what a comparison found. Reading lists is in `lists-store.ts`. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { generationRows } from '../generations/index.ts'
import { orderedPair } from './pair-ends.ts'
import type { PairEnds } from './pair-ends.ts'
import type { Direction, ScoredPair, Place } from './pairs.ts'
import type { MatchList } from './cuts-store.ts'

const generations = sql.raw(generationRows)

/** The pairs of one person’s comparison. */
export interface PairWriting {
  readonly generation: number
  readonly personId: string
  readonly revision: number
  readonly pairs: readonly ScoredPair[]
  /** Ids for the pairs that are new. */
  readonly newIds: readonly string[]
}

/** A pair and its own id. */
export interface KnownPair extends PairEnds {
  readonly id: string
}

/** Ids of all who share a pair with the person. */
export async function listPartners(
  tx: Tx,
  person: { readonly generation: number; readonly personId: string },
  limit: number,
): Promise<string[]> {
  const { generation, personId } = person
  const found = await rows<{ other: string }>(
    tx,
    'matching.list-partners',
    sql`select other
      from (
        select b_id as other, mutual from pairs where generation = ${generation} and a_id = ${personId}
        union all
        select a_id, mutual from pairs where generation = ${generation} and b_id = ${personId}
      ) mine
      order by mutual desc, other
      limit ${limit}`,
  )
  return found.map(({ other }) => other)
}

/** The pairs of a person as they stand in the lists of the others. */
export async function listPlaces(
  tx: Tx,
  { generation, personId }: { readonly generation: number; readonly personId: string },
): Promise<Place[]> {
  return rows<Place>(
    tx,
    'matching.list-places',
    sql`select mine.*, l.need_cut as "needCut", l.offer_cut as "offerCut"
      from (
        select b_id as "otherId", score_ba as "needScore", score_ab as "offerScore"
        from pairs
        where generation = ${generation} and a_id = ${personId}
        union all
        select a_id, score_ab, score_ba from pairs where generation = ${generation} and b_id = ${personId}
      ) mine
      join lateral (
        select need_cut, offer_cut
        from match_lists
        where generation = ${generation} and person_id = mine."otherId"
        limit 1
      ) l on true`,
  )
}

/**
 * Of `p`, a pair: both are listed with the words that it was made of, and neither has blocked the other. A pair may
 * outlive a pause or a block that came while it was written; nobody is to hear of it.
 */
export const isShown = sql`
  exists (
    select from facets f
    where f.generation = p.generation and f.person_id = p.a_id and f.revision = p.a_revision and f.is_listed
  )
  and exists (
    select from facets f
    where f.generation = p.generation and f.person_id = p.b_id and f.revision = p.b_revision and f.is_listed
  )
  and not exists (
    select from blocks k where (k.person_id, k.other_id) in ((p.a_id, p.b_id), (p.b_id, p.a_id))
  )`

/**
 * Writes pairs whose two people are still listed with the facets that were compared; the rest have changed meanwhile
 * and bring their own comparison. A pair that another generation knows keeps its id: it is the same to the host.
 */
export async function upsertPairs(tx: Tx, writing: PairWriting): Promise<void> {
  const { generation } = writing
  const list = writing.pairs.map((pair, index) => toRow(writing, pair, writing.newIds[index] as string))
  if (list.length === 0) return
  await rows(
    tx,
    'matching.upsert-pairs',
    sql`insert into pairs (
        id, generation, a_id, b_id, a_revision, b_revision, score_ab, score_ba, mutual,
        reasons_ab, reasons_ba, unmet_a, unmet_b
      )
      select
        coalesce(known.id, r.id), ${generation}, r.a_id, r.b_id, r.a_revision, r.b_revision,
        r.score_ab, r.score_ba, r.mutual, r.reasons_ab, r.reasons_ba, r.unmet_a, r.unmet_b
      from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as r(
        id uuid, a_id text, b_id text, a_revision integer, b_revision integer,
        score_ab double precision, score_ba double precision, mutual double precision,
        reasons_ab smallint[], reasons_ba smallint[], unmet_a smallint[], unmet_b smallint[]
      )
      join facets fa on fa.generation = ${generation} and fa.person_id = r.a_id
        and fa.revision = r.a_revision and fa.is_listed
      join facets fb on fb.generation = ${generation} and fb.person_id = r.b_id
        and fb.revision = r.b_revision and fb.is_listed
      left join lateral (
        select p.id
        from pairs p
        where p.generation in (select id from ${generations} g where id <> ${generation})
          and p.a_id = r.a_id and p.b_id = r.b_id
        limit 1
      ) known on true
      where not exists (
        select from blocks k where (k.person_id, k.other_id) in ((r.a_id, r.b_id), (r.b_id, r.a_id))
      )
      order by r.a_id, r.b_id
      on conflict (generation, a_id, b_id) do update set
        a_revision = excluded.a_revision, b_revision = excluded.b_revision,
        score_ab = excluded.score_ab, score_ba = excluded.score_ba, mutual = excluded.mutual,
        reasons_ab = excluded.reasons_ab, reasons_ba = excluded.reasons_ba,
        unmet_a = excluded.unmet_a, unmet_b = excluded.unmet_b`,
  )
}

interface PairRow {
  readonly id: string
  readonly a_id: string
  readonly b_id: string
  readonly a_revision: number
  readonly b_revision: number
  readonly score_ab: number | null
  readonly score_ba: number | null
  readonly mutual: number
  readonly reasons_ab: readonly number[]
  readonly reasons_ba: readonly number[]
  readonly unmet_a: readonly number[]
  readonly unmet_b: readonly number[]
}

function toRow({ personId, revision }: PairWriting, pair: ScoredPair, id: string): PairRow {
  const isA = orderedPair(personId, pair.otherId).aId === personId
  const me = { id: personId, revision, direction: pair.mine }
  const other = { id: pair.otherId, revision: pair.otherRevision, direction: pair.theirs }
  const [a, b]: { id: string; revision: number; direction: Direction }[] = isA ? [me, other] : [other, me]
  if (!a || !b) throw new RangeError('A pair has two ends.')
  return {
    id,
    a_id: a.id,
    b_id: b.id,
    a_revision: a.revision,
    b_revision: b.revision,
    score_ab: a.direction.score,
    score_ba: b.direction.score,
    mutual: pair.mutual,
    reasons_ab: a.direction.reasons,
    reasons_ba: b.direction.reasons,
    unmet_a: a.direction.unmet,
    unmet_b: b.direction.unmet,
  }
}

/** The other end of a pair that is gone. */
export interface LostPartner {
  readonly personId: string
  /** True when it was one of the places of a full list of hers. */
  readonly lostPlace: boolean
}

/**
 * Of pairs in `gone`: one that vanishes is told again if it comes back. The host hears only of the generation that
 * answers, so what another loses says nothing of what the host knows.
 */
const forgetAnnouncements = sql`
  delete from announcements n
  using gone, ${generations} g
  where g.id = gone.generation and g.state = 'active' and n.a_id = gone.a_id and n.b_id = gone.b_id`

/** What every removal of a person's pairs returns. */
const lostPartners = (personId: string): ReturnType<typeof sql> => sql`
  forgotten as (${forgetAnnouncements})
  select
    lost.other as "personId",
    bool_or(coalesce(l.need_cut <= lost.need_score or l.offer_cut <= lost.offer_score, false)) as "lostPlace"
  from (
    select generation, b_id as other, score_ba as need_score, score_ab as offer_score from gone where a_id = ${personId}
    union all
    select generation, a_id, score_ab, score_ba from gone where b_id = ${personId}
  ) lost
  left join match_lists l on l.generation = lost.generation and l.person_id = lost.other
  group by lost.other`

/** What a comparison leaves of a person's pairs. */
export interface PairsLeft {
  readonly generation: number
  readonly personId: string
  readonly revision: number
  readonly keep: readonly string[]
  /** Who was looked at; null: everybody. */
  readonly considered: readonly string[] | null
}

/**
 * Removes pairs with those who were considered and not kept, and those made of earlier words. Who came meanwhile, and was
 * compared with what the person says now, stays.
 */
export async function removePairsExcept(tx: Tx, left: PairsLeft): Promise<LostPartner[]> {
  const { generation, personId, revision } = left
  const [keep, considered] = [[...left.keep], left.considered && [...left.considered]]
  const isLeft = (other: string, me: string): ReturnType<typeof sql> => sql`
    ${sql.ref(other)} <> all(${keep}::text[])
    and (
      ${considered}::text[] is null or ${sql.ref(other)} = any(${considered}::text[]) or ${sql.ref(me)} <> ${revision}
    )`
  return rows<LostPartner>(
    tx,
    'matching.remove-pairs-except',
    sql`with doomed as (
        select id from pairs
        where generation = ${generation} and a_id = ${personId} and ${isLeft('b_id', 'a_revision')}
        union all
        select id from pairs
        where generation = ${generation} and b_id = ${personId} and ${isLeft('a_id', 'b_revision')}
      ),
      gone as (
        delete from pairs
        where generation = ${generation} and id in (select id from doomed)
        returning generation, a_id, b_id, score_ab, score_ba
      ),
      ${lostPartners(personId)}`,
  )
}

/** Removes whatever pairs a person has, in all generations. */
export async function removeAllPairs(tx: Tx, personId: string): Promise<LostPartner[]> {
  return rows<LostPartner>(
    tx,
    'matching.remove-all-pairs',
    sql`with gone as (
        delete from pairs
        where (generation, id) in (
          select generation, id from pairs
          where a_id = ${personId} and generation in (select id from ${generations} g)
          union all
          select generation, id from pairs
          where b_id = ${personId} and generation in (select id from ${generations} g)
        )
        returning generation, a_id, b_id, score_ab, score_ba
      ),
      ${lostPartners(personId)}`,
  )
}

/** Removes the pair of two people, in all generations. */
export async function removePair(tx: Tx, one: string, other: string): Promise<void> {
  const { aId, bId } = orderedPair(one, other)
  await rows(
    tx,
    'matching.remove-pair',
    sql`with forgotten as (delete from announcements where a_id = ${aId} and b_id = ${bId})
      delete from pairs where a_id = ${aId} and b_id = ${bId}`,
  )
}

/** By its own id; null when it is gone. */
export async function findPair(tx: Tx, generation: number, id: string): Promise<KnownPair | null> {
  const found = await rows<KnownPair>(
    tx,
    'matching.find-pair',
    sql`select id, a_id as "aId", b_id as "bId" from pairs where generation = ${generation} and id = ${id}`,
  )
  return found[0] ?? null
}

/** The pair of two people, in whichever order they are named. */
export async function findPairOf(
  tx: Tx,
  generation: number,
  ends: readonly [string, string],
): Promise<KnownPair | null> {
  const { aId, bId } = orderedPair(...ends)
  const found = await rows<KnownPair>(
    tx,
    'matching.find-pair-of',
    sql`select id, a_id as "aId", b_id as "bId"
      from pairs
      where generation = ${generation} and a_id = ${aId} and b_id = ${bId}`,
  )
  return found[0] ?? null
}

/** Removes pairs of a person that have no place in her lists nor in the other's, at most `limit`; says how many. */
export async function prunePairs(tx: Tx, list: Omit<MatchList, 'revision'>, limit: number): Promise<number> {
  const { generation, personId, needCut, offerCut } = list
  if (needCut === null || offerCut === null) return 0
  const [pruned] = await rows<{ count: number }>(
    tx,
    'matching.prune-pairs',
    sql`with outside as (
        (select p.id
          from pairs p
          join match_lists l on l.generation = p.generation and l.person_id = p.b_id
          where p.generation = ${generation} and p.a_id = ${personId}
            and p.score_ab < ${needCut} and coalesce(p.score_ba, 0) < ${offerCut}
            and coalesce(p.score_ba, 0) < l.need_cut and p.score_ab < l.offer_cut
          limit ${limit})
        union all
        (select p.id
          from pairs p
          join match_lists l on l.generation = p.generation and l.person_id = p.a_id
          where p.generation = ${generation} and p.b_id = ${personId}
            and p.score_ba < ${needCut} and coalesce(p.score_ab, 0) < ${offerCut}
            and coalesce(p.score_ab, 0) < l.need_cut and p.score_ba < l.offer_cut
          limit ${limit})
      ),
      gone as (
        delete from pairs
        where generation = ${generation} and id in (select id from outside)
        returning generation, a_id, b_id
      ),
      forgotten as (${forgetAnnouncements})
      select count(*)::int as count from gone`,
  )
  return pruned?.count ?? 0
}
