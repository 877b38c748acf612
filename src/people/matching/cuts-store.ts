/** Queries on where full lists end: below its cut nobody has a place in a list, and above it everybody is known. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { generationRows } from '../generations/index.ts'
import { keptPerList, keptScoreMin, shownPerList } from './pairs.ts'

const generations = sql.raw(generationRows)

/** How far a person was compared, and what her full lists still take. */
export interface MatchList {
  readonly generation: number
  readonly personId: string
  readonly revision: number
  readonly needCut: number | null
  readonly offerCut: number | null
}

/** With the pairs, in one transaction. */
export async function saveMatchList(tx: Tx, list: MatchList): Promise<void> {
  const { generation, personId, revision, needCut, offerCut } = list
  await rows(
    tx,
    'matching.save-match-list',
    sql`insert into match_lists (generation, person_id, matched_revision, need_cut, offer_cut)
      values (${generation}, ${personId}, ${revision}, ${needCut}, ${offerCut})
      on conflict (generation, person_id) do update
      set matched_revision = excluded.matched_revision, need_cut = excluded.need_cut, offer_cut = excluded.offer_cut`,
  )
}

/** Where a person's full lists end: the scores of the last places that are kept, null where there is room. */
export type Cuts = Pick<MatchList, 'needCut' | 'offerCut'>

/** A column of the pair seen from one end: what they score for me, or I for them. */
type ScoreColumn = 'score_ab' | 'score_ba'

/** The two ends at which the person of `l`, a row of match_lists, may stand: her column, and the scores of her lists. */
const ends: readonly { id: string; needs: ScoreColumn; offers: ScoreColumn }[] = [
  { id: 'a_id', needs: 'score_ab', offers: 'score_ba' },
  { id: 'b_id', needs: 'score_ba', offers: 'score_ab' },
]

/** The score of the last kept place of a list of `l`, as the pairs stand now; each half of it comes from an index. */
const lastPlace = (list: 'needs' | 'offers'): ReturnType<typeof sql> => {
  const halves = ends.map(
    (end) => sql`(
      select ${sql.ref(end[list])} as score
      from pairs
      where generation = l.generation and ${sql.ref(end.id)} = l.person_id and ${sql.ref(end[list])} >= ${keptScoreMin}
      order by ${sql.ref(end[list])} desc
      limit ${keptPerList}
    )`,
  )
  return sql`(
    select score from (${sql.join(halves, sql` union all `)}) mine order by score desc offset ${keptPerList - 1} limit 1
  )`
}

/** Of `l`, a row of match_lists, as the pairs stand now. */
const cutsNow = sql`select ${lastPlace('needs')} as need_cut, ${lastPlace('offers')} as offer_cut`

/** Those of the people whose lists have grown beyond their last places since these were noted. */
export async function listOutgrown(tx: Tx, generation: number, personIds: readonly string[]): Promise<string[]> {
  const found = await rows<{ personId: string }>(
    tx,
    'matching.list-outgrown',
    sql`select l.person_id as "personId"
      from match_lists l
      cross join lateral (${cutsNow}) now
      where l.generation = ${generation} and l.person_id = any(${[...personIds]})
        and (
          coalesce(now.need_cut > l.need_cut, now.need_cut is not null)
          or coalesce(now.offer_cut > l.offer_cut, now.offer_cut is not null)
        )`,
  )
  return found.map(({ personId }) => personId)
}

/**
 * True when a full list has lost so many that one of those who are shown might be somebody else: only above its last
 * place is a list known to be whole.
 */
export async function hasGap(tx: Tx, personId: string): Promise<boolean> {
  const found = await rows(
    tx,
    'matching.has-gap',
    sql`select from match_lists l
      where person_id = ${personId} and generation in (select id from ${generations} g where state <> 'retired')
        and (${isShort('needs', 'need_cut')} or ${isShort('offers', 'offer_cut')})`,
  )
  return found.length > 0
}

/** Fewer stand above the last place of the full list than are shown. */
function isShort(list: 'needs' | 'offers', cut: 'need_cut' | 'offer_cut'): ReturnType<typeof sql> {
  const last = sql.ref(`l.${cut}`)
  const halves = ends.map(
    (end) => sql`(
      select from pairs
      where generation = l.generation and ${sql.ref(end.id)} = l.person_id and ${sql.ref(end[list])} > ${last}
      limit ${shownPerList}
    )`,
  )
  return sql`(${last} is not null
    and (select count(*) from (${sql.join(halves, sql` union all `)}) above) < ${shownPerList})`
}

/** As the pairs stand now; null for somebody who was never compared. */
export async function readCuts(tx: Tx, generation: number, personId: string): Promise<Cuts | null> {
  const [cuts] = await rows<Cuts>(
    tx,
    'matching.read-cuts',
    sql`select now.need_cut as "needCut", now.offer_cut as "offerCut"
      from match_lists l
      cross join lateral (${cutsNow}) now
      where l.generation = ${generation} and l.person_id = ${personId}`,
  )
  return cuts ?? null
}

/**
 * After others have entered a list. Only a comparison lowers a cut: above it everybody is known who belongs in the list,
 * and below it nobody says so.
 */
export async function raiseCuts(tx: Tx, list: Omit<MatchList, 'revision'>): Promise<void> {
  await rows(
    tx,
    'matching.raise-cuts',
    sql`update match_lists
      set need_cut = greatest(need_cut, ${list.needCut}::float8),
        offer_cut = greatest(offer_cut, ${list.offerCut}::float8)
      where generation = ${list.generation} and person_id = ${list.personId}`,
  )
}
