/** Queries on what matching holds of one person, for her export. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { generationRows } from '../generations/index.ts'
import type { ListKind, StoredMatch } from './lists-store.ts'

const generations = sql.raw(generationRows)

/** What she asks for and offers as it is compared, and how her lists stand; once for each generation and revision. */
export interface ExportedFacets {
  readonly model: string
  readonly revision: number
  readonly is_current: boolean
  readonly is_listed: boolean
  readonly needs: readonly string[]
  readonly offers: readonly string[]
  /** Figures, as JSON; null where she asks for nothing or offers nothing. */
  readonly need: string | null
  readonly offer: string | null
  /** Sentence vectors and word numbers as they are stored, in base64. */
  readonly need_passages: string
  readonly offer_passages: string
  readonly matched_revision: number | null
  readonly need_cut: number | null
  readonly offer_cut: number | null
  readonly created_at: Date
}

export async function exportFacets(tx: Tx, personId: string): Promise<ExportedFacets[]> {
  return rows<ExportedFacets>(
    tx,
    'matching.export-facets',
    sql`select f.needs, f.offers, g.model, f.revision, f.is_current, f.is_listed, l.matched_revision, l.need_cut, l.offer_cut,
        f.created_at, f.need::text, f.offer::text, encode(f.need_passages, 'base64') as need_passages,
        encode(f.offer_passages, 'base64') as offer_passages
      from facets f join ${generations} g on g.id = f.generation
        left join match_lists l on l.generation = f.generation and l.person_id = f.person_id
      where f.person_id = ${personId} order by f.generation, f.revision`,
  )
}

/** A pair of hers in one direction, whether a list shows it or not. */
export interface ExportedPair extends Omit<StoredMatch, 'score'> {
  readonly model: string
  /** Null when one of the two asks for nothing, or the other offers nothing. */
  readonly score: number | null
}

/**
 * All pairs of hers, in the order of her lists, those of the generation that answers first: a few hundred, since what has
 * a place in neither list goes. The other's sentences are quoted where a list would quote them.
 */
export async function exportPairs(tx: Tx, personId: string, kind: ListKind): Promise<ExportedPair[]> {
  return rows<ExportedPair>(
    tx,
    'matching.export-pairs',
    sql`select p.id as "matchId", p.other as "otherId", g.model, p.score, p.mutual, p.reasons, p.unmet,
        coalesce(me.needs, '{}') as "myNeeds", coalesce(me.offers, '{}') as "myOffers",
        coalesce(them.needs, '{}') as "theirNeeds", coalesce(them.offers, '{}') as "theirOffers"
      from (${selectSide(personId, kind, 'a')} union all ${selectSide(personId, kind, 'b')}) p
      join ${generations} g on g.id = p.generation
      left join facets me on me.generation = p.generation and me.person_id = ${personId} and me.revision = p.revision
      left join facets them on them.generation = p.generation and them.person_id = p.other
        and them.revision = p.other_revision and them.is_listed
        and not exists (
          select from blocks k where (k.person_id, k.other_id) in ((${personId}, p.other), (p.other, ${personId}))
        )
      order by g.state, g.id, p.score desc nulls last, p.mutual desc, p.other`,
  )
}

/** The pairs in which the person is `me`. */
function selectSide(personId: string, kind: ListKind, me: 'a' | 'b'): ReturnType<typeof sql> {
  const other = me === 'a' ? 'b' : 'a'
  const direction = (kind === 'needs') === (me === 'a') ? 'ab' : 'ba'
  const column = (name: string): ReturnType<typeof sql> => sql.ref(`pairs.${name}`)
  return sql`
    select id, generation, ${column(`${other}_id`)} as other, ${column(`score_${direction}`)} as score, mutual,
      ${column(`reasons_${direction}`)} as reasons, ${column(`unmet_${me}`)} as unmet,
      ${column(`${me}_revision`)} as revision, ${column(`${other}_revision`)} as other_revision
    from pairs
    where ${column(`${me}_id`)} = ${personId} and generation in (select id from ${generations} g)`
}

/** Pairs of hers that the host was told of in a callback. */
export async function exportAnnouncements(
  tx: Tx,
  personId: string,
): Promise<{ other_id: string; announced_at: Date }[]> {
  return rows(
    tx,
    'matching.export-announcements',
    sql`select b_id as other_id, announced_at from announcements where a_id = ${personId}
      union all select a_id, announced_at from announcements where b_id = ${personId} order by other_id`,
  )
}

/** Pairs of hers that were written into the host's own table. */
export async function exportMirrored(tx: Tx, personId: string): Promise<{ other_id: string; score: number }[]> {
  return rows(
    tx,
    'matching.export-mirrored',
    sql`select b_id as other_id, score from mirrored_pairs where a_id = ${personId}
      union all select a_id, score from mirrored_pairs where b_id = ${personId} order by other_id`,
  )
}

export interface ExportedUpdate {
  readonly batch_id: string
  readonly version: number
  readonly state: string
  readonly reason: string | null
  readonly created_at: Date
}

/** The update batches that she was part of. */
export async function exportUpdates(tx: Tx, personId: string): Promise<ExportedUpdate[]> {
  return rows<ExportedUpdate>(
    tx,
    'matching.export-updates',
    sql`select m.batch_id, m.version, m.state, m.reason, b.created_at
      from batch_members m join batches b on b.id = m.batch_id
      where m.person_id = ${personId} order by b.created_at, m.batch_id`,
  )
}
