/** Queries on facets: the gate and what it lets through. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { Facets } from './facets.ts'
import type { Generation } from '../generations/index.ts'

/** A candidate as far as it is compared, with the places that its full lists still give away. */
export interface Candidate {
  readonly personId: string
  readonly revision: number
  readonly needPassages: Uint8Array
  readonly offerPassages: Uint8Array
  readonly needCut: number | null
  readonly offerCut: number | null
}

const vectorText = (vector: Float32Array | null): string | null => vector && `[${vector.join(',')}]`

const vectorOf = (text: string | null): Float32Array | null =>
  text === null ? null : Float32Array.from(JSON.parse(text) as number[])

/** The revision that answers now, listed or not; null before the first embedding. */
export async function findCurrentFacets(
  tx: Tx,
  generation: number,
  personId: string,
): Promise<(Facets & { isListed: boolean }) | null> {
  const found = await rows<
    Omit<Facets, 'need' | 'offer'> & { need: string | null; offer: string | null; isListed: boolean }
  >(
    tx,
    'matching.find-current-facets',
    sql`select generation, person_id as "personId", revision, need::text, offer::text, needs, offers,
        need_passages as "needPassages", offer_passages as "offerPassages", is_listed as "isListed"
      from facets where generation = ${generation} and person_id = ${personId} and is_current`,
  )
  const [row] = found
  return row ? { ...row, need: vectorOf(row.need), offer: vectorOf(row.offer) } : null
}

/** What was written, and whether others who have moved their needs by these offers must do so anew. */
export interface SavedFacets {
  readonly revision: number
  readonly areOffersNew: boolean
}

/**
 * Writes the next revision, under a number that was never given before. The one before it stays until no pair refers to
 * it.
 */
export async function saveFacets(tx: Tx, facets: Omit<Facets, 'revision'>, isListed: boolean): Promise<SavedFacets> {
  const { generation, personId } = facets
  await retireFacets(tx, generation, personId)
  const [saved] = await rows<SavedFacets>(
    tx,
    'matching.save-facets',
    sql`with last as (
        select offers
        from facets
        where generation = ${generation} and person_id = ${personId}
        order by revision desc
        limit 1
      )
      insert into facets (generation, person_id, revision, is_current, is_listed, need, offer, needs, offers, need_passages, offer_passages)
      values (
        ${generation}, ${personId}, nextval('facet_revisions'), true, ${isListed},
        ${vectorText(facets.need)}::halfvec, ${vectorText(facets.offer)}::halfvec,
        ${[...facets.needs]}::text[], ${[...facets.offers]}::text[],
        ${Buffer.from(facets.needPassages)}::bytea, ${Buffer.from(facets.offerPassages)}::bytea
      )
      returning revision, offers is distinct from (select offers from last) as "areOffersNew"`,
  )
  if (!saved) throw new RangeError('An insert returned no row.')
  return saved
}

/** From here on the person is missing in the generation, until she is embedded for it again. */
export async function retireFacets(tx: Tx, generation: number, personId: string): Promise<void> {
  await rows(
    tx,
    'matching.retire-facets',
    sql`update facets set is_current = false where generation = ${generation} and person_id = ${personId} and is_current`,
  )
}

/** Once a comparison is written no pair refers to them. */
export async function removeOldFacets(tx: Tx, generation: number, personId: string): Promise<void> {
  await rows(
    tx,
    'matching.remove-old-facets',
    sql`delete from facets where generation = ${generation} and person_id = ${personId} and not is_current`,
  )
}

/** Takes a person into the lists of others, or out of them, in every generation. */
export async function setListed(tx: Tx, personId: string, isListed: boolean): Promise<void> {
  await rows(
    tx,
    'matching.set-listed',
    sql`update facets set is_listed = ${isListed} where person_id = ${personId} and is_listed <> ${isListed}`,
  )
}

/** Which of the two vectors of a person. */
export type Side = 'need' | 'offer'

/**
 * The people whose `side` is nearest to the vector, at most `limit`. The model and the generation are written into the
 * text, because the planner takes the partial index only for constants.
 */
export async function nearest(
  tx: Tx,
  generation: Generation,
  question: { readonly side: Side; readonly vector: Float32Array; readonly limit: number },
): Promise<string[]> {
  const { id, dimension } = generation
  const column = sql.raw(`(${question.side}::halfvec(${dimension}))`)
  const found = await rows<{ personId: string }>(
    tx,
    `matching.nearest-${question.side}`,
    sql`select person_id as "personId" from facets
      where generation = ${sql.lit(id)} and is_current and is_listed and ${sql.raw(question.side)} is not null
      order by ${column} <=> ${vectorText(question.vector)}::halfvec(${sql.raw(String(dimension))}) limit ${question.limit}`,
  )
  return found.map(({ personId }) => personId)
}

/** An index search that keeps just as many rows in sight as it is to find misses more of the nearest. */
const SIGHT = 1.25
/** Among so few everybody is looked at, which takes 2 ms; the index leaves out whoever stands apart from a dense crowd. */
const EXACT_MAX = 2000

/** How the searches of this transaction go, which are to find `wanted` people each. */
export async function planSearch(tx: Tx, generation: number, wanted: number): Promise<void> {
  await rows(
    tx,
    'matching.plan-search',
    sql`select set_config('hnsw.ef_search', ${String(Math.min(1000, Math.ceil(SIGHT * wanted)))}, true),
      set_config('hnsw.iterative_scan', 'relaxed_order', true),
      set_config('enable_indexscan', case when count(*) > ${EXACT_MAX} then 'on' else 'off' end, true)
    from (select from facets where generation = ${generation} and is_current limit ${EXACT_MAX + 1}) looked_at`,
  )
}

/** Those of the ids that are listed now, in no order. Cuts are looked up one by one: a join reads those of everybody. */
export async function loadCandidates(tx: Tx, generation: number, ids: readonly string[]): Promise<Candidate[]> {
  return rows<Candidate>(
    tx,
    'matching.load-candidates',
    sql`select f.person_id as "personId", f.revision, f.need_passages as "needPassages", f.offer_passages as "offerPassages",
        l.need_cut as "needCut", l.offer_cut as "offerCut"
      from facets f left join lateral (select need_cut, offer_cut from match_lists
        where generation = f.generation and person_id = f.person_id limit 1) l on true
      where f.generation = ${generation} and f.person_id = any(${[...ids]}) and f.is_current and f.is_listed`,
  )
}

/** The current offers' vectors of several people. */
export async function loadOfferVectors(
  tx: Tx,
  generation: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Float32Array>> {
  const found = await rows<{ personId: string; offer: string }>(
    tx,
    'matching.load-offer-vectors',
    sql`select person_id as "personId", offer::text from facets
      where generation = ${generation} and person_id = any(${[...ids]}) and is_current and offer is not null`,
  )
  return new Map(found.map(({ personId, offer }) => [personId, vectorOf(offer) as Float32Array]))
}

/** People of a generation by id, a stretch after the given one; from the first after the empty text. */
export async function listEmbedded(
  tx: Tx,
  { generation, after }: { readonly generation: number; readonly after: string },
  limit: number,
): Promise<string[]> {
  const found = await rows<{ personId: string }>(
    tx,
    'matching.list-embedded',
    sql`select person_id as "personId"
      from facets
      where generation = ${generation} and is_current and person_id > ${after}
      order by person_id
      limit ${limit}`,
  )
  return found.map(({ personId }) => personId)
}

/** People with facets in one generation and none in another, by id. */
export async function listMissing(
  tx: Tx,
  missing: { readonly from: number; readonly to: number },
  limit: number,
): Promise<string[]> {
  const { from, to } = missing
  const found = await rows<{ personId: string }>(
    tx,
    'matching.list-missing-facets',
    sql`select person_id as "personId" from facets f where generation = ${from} and is_current
        and not exists (select 1 from facets g where g.generation = ${to} and g.person_id = f.person_id and g.is_current)
      order by person_id limit ${limit}`,
  )
  return found.map(({ personId }) => personId)
}

/** Listed people of a generation whose current facets were never compared. */
export async function listUnmatched(tx: Tx, generation: number, limit: number): Promise<string[]> {
  const found = await rows<{ personId: string }>(
    tx,
    'matching.list-unmatched',
    sql`select f.person_id as "personId" from facets f
        left join match_lists l on l.generation = f.generation and l.person_id = f.person_id
      where f.generation = ${generation} and f.is_current and f.is_listed and l.matched_revision is distinct from f.revision
      order by f.person_id limit ${limit}`,
  )
  return found.map(({ personId }) => personId)
}
