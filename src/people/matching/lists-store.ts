/** Queries behind match lists. */
import { plannedRows, rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

export type ListKind = 'needs' | 'offers'

/** Where a page begins: after this match in the order of the list. */
export interface ListPosition {
  readonly score: number
  readonly mutual: number
  readonly otherId: string
}

/** One page of one list. */
export interface ListPage {
  /** `needs`: others whose offers meet my needs. `offers`: others whose needs my offers meet. */
  readonly kind: ListKind
  readonly limit: number
  readonly after: ListPosition | null
}

/** Pages of one person's lists, each kind at most once. */
export interface ListsQuestion {
  /** Null: the one that answers. */
  readonly generation: number | null
  readonly personId: string
  readonly scoreMin: number
  readonly pages: readonly ListPage[]
}

/** A pair from one side, with the sentences of both. */
export interface StoredMatch {
  readonly matchId: string
  readonly otherId: string
  readonly score: number
  readonly mutual: number
  /** Triples as in the row: the asking side's sentence, the answering side's, thousandths. */
  readonly reasons: readonly number[]
  /** Positions in `myNeeds`. */
  readonly unmet: readonly number[]
  readonly myNeeds: readonly string[]
  readonly myOffers: readonly string[]
  /** Read in a list of offers only; empty in a list of needs. */
  readonly theirNeeds: readonly string[]
  /** Read in a list of needs only. */
  readonly theirOffers: readonly string[]
}

/** Either a match, or one of my own lists of sentences as they stood in a revision. */
interface ListRow extends Omit<StoredMatch, 'myNeeds' | 'myOffers' | 'theirNeeds' | 'theirOffers'> {
  readonly kind: ListKind | 'my needs' | 'my offers'
  /** Sentences: theirs in a match, mine otherwise. */
  readonly texts: readonly string[]
  readonly myRevision: number
}

/**
 * The best matches of each direction, ordered by score, then mutual score, then id. Each half of a list walks one index
 * in order; people who left the lists or are blocked are passed over even before their pairs are gone. One statement
 * for all, and arrays as JSON, because round trips and parsing cost more than the search.
 */
export async function listMatches(tx: Tx, question: ListsQuestion): Promise<Record<ListKind, StoredMatch[]>> {
  const { generation, personId, pages } = question
  const of = generation ?? sql`(select id from generations where state = 'active')`
  const asked: Asked = { ...question, of, isHidden: hiddenFrom(personId) }
  const found = await plannedRows<ListRow>(
    tx,
    `matching.list-${pages.map(({ kind }) => kind).join('-')}`,
    sql`select kind, id as "matchId", other as "otherId", score, mutual, reasons, unmet, texts, my_revision as "myRevision"
      from (${ownTexts(asked, 'needs')} union all ${ownTexts(asked, 'offers')} union all
        ${sql.join(
          pages.map((page) => listPage(asked, page)),
          sql` union all `,
        )}) lists
      order by kind, score desc, mutual desc, other`,
  )
  return { needs: matchesOf(found, 'needs'), offers: matchesOf(found, 'offers') }
}

/** A pair whose own side was written anew this moment has lost its sentences: it comes back with the next comparison. */
function matchesOf(found: readonly ListRow[], kind: ListKind): StoredMatch[] {
  const mine = (name: ListRow['kind']): ReadonlyMap<number, readonly string[]> =>
    new Map(found.flatMap((row) => (row.kind === name ? [[row.myRevision, row.texts] as const] : [])))
  const [needs, offers] = [mine('my needs'), mine('my offers')]
  return found.flatMap(({ texts, myRevision, ...row }) => {
    const [myNeeds, myOffers] = [needs.get(myRevision), offers.get(myRevision)]
    if (row.kind !== kind || !myNeeds || !myOffers) return []
    const theirs = kind === 'needs' ? { theirNeeds: [], theirOffers: texts } : { theirNeeds: texts, theirOffers: [] }
    return [{ ...row, myNeeds, myOffers, ...theirs }]
  })
}

type Sql = ReturnType<typeof sql>

interface Asked extends ListsQuestion {
  readonly of: Sql | number
  readonly isHidden: (otherId: Sql) => Sql
}

/** Looked up once for a list, not once for each pair. */
const hiddenFrom =
  (personId: string) =>
  (otherId: Sql): Sql =>
    sql`${otherId} = any(array(select other_id from blocks where person_id = ${personId}
      union all select person_id from blocks where other_id = ${personId}))`

function ownTexts({ of, personId }: Asked, side: ListKind): Sql {
  return sql`select ${sql.lit(`my ${side}`)} as kind, null::uuid as id, null as other, null::float8 as score, null::float8 as mutual,
      null::json as reasons, null::json as unmet, to_json(${sql.ref(side)}) as texts, revision as my_revision
    from facets where generation = ${of} and person_id = ${personId}`
}

function listPage(asked: Asked, page: ListPage): Sql {
  const theirs = sql.ref(`f.${page.kind === 'needs' ? 'offers' : 'needs'}`)
  return sql`select ${sql.lit(page.kind)} as kind, m.id, m.other, m.score, m.mutual, to_json(m.reasons), to_json(m.unmet),
      to_json(${theirs}), m.my_revision
    from (select * from (${halfPage(asked, page, 'a')} union all ${halfPage(asked, page, 'b')}) halves
      order by score desc, mutual desc, other limit ${page.limit}) m
    join facets f on f.generation = ${asked.of} and f.person_id = m.other and f.revision = m.other_revision`
}

function halfPage({ of, personId, scoreMin, isHidden }: Asked, { kind, limit, after }: ListPage, end: 'a' | 'b'): Sql {
  const [me, other] = end === 'a' ? ['a', 'b'] : ['b', 'a']
  const direction = (kind === 'needs') === (end === 'a') ? 'ab' : 'ba'
  const score = sql.ref(`p.score_${direction}`)
  const otherId = sql`${sql.ref(`p.${other}_id`)}`
  const beyond = after
    ? sql`and (${score}, p.mutual) <= (${after.score}::float8, ${after.mutual}::float8)
        and (${score} < ${after.score} or p.mutual < ${after.mutual} or ${otherId} > ${after.otherId})`
    : sql``
  return sql`(select p.id, ${otherId} as other, ${score} as score, p.mutual, ${sql.ref(`p.reasons_${direction}`)} as reasons,
      ${sql.ref(`p.unmet_${me}`)} as unmet, ${sql.ref(`p.${me}_revision`)} as my_revision, ${sql.ref(`p.${other}_revision`)} as other_revision
    from pairs p
    join facets f on f.generation = p.generation and f.person_id = ${otherId} and f.revision = ${sql.ref(`p.${other}_revision`)} and f.is_listed
    where p.generation = ${of} and ${sql.ref(`p.${me}_id`)} = ${personId} and ${score} >= ${scoreMin} ${beyond}
      and not ${isHidden(otherId)}
    order by ${score} desc, p.mutual desc, ${otherId} limit ${limit})`
}

/** True when the person stands in a list at all: embedded, and not paused. */
export async function isComparable(tx: Tx, generation: number, personId: string): Promise<boolean> {
  const found = await rows(
    tx,
    'matching.is-comparable',
    sql`select 1 from facets where generation = ${generation} and person_id = ${personId} and is_listed limit 1`,
  )
  return found.length > 0
}
