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

/** A match, or the sentences of the person herself as they stood in one of her revisions. */
interface ListRow {
  readonly kind: ListKind | 'mine'
  readonly id: string
  readonly other: string
  readonly score: number
  readonly mutual: number
  readonly reasons: readonly number[]
  readonly unmet: readonly number[]
  readonly myRevision: number
  /** Theirs in a list of offers, mine in a row of mine; null in a list of needs. */
  readonly needs: readonly string[] | null
  /** Theirs in a list of needs, mine in a row of mine; null in a list of offers. */
  readonly offers: readonly string[] | null
}

/**
 * The best matches of each direction, ordered by score, then mutual score, then id. Each half of a list walks one index
 * in order; people who left the lists or are blocked are passed over even before their pairs are gone. One statement
 * for all, and arrays as JSON, because round trips and parsing cost more than the search.
 */
export async function listMatches(tx: Tx, question: ListsQuestion): Promise<Record<ListKind, StoredMatch[]>> {
  const { generation, personId, scoreMin, pages } = question
  const values = [personId, scoreMin, generation, ...pages.flatMap(valuesOf)]
  const found = await plannedRows<ListRow>(tx, 'matching.list', { text: statementOf(pages), values })
  const mine = new Map(found.filter(({ kind }) => kind === 'mine').map((row) => [row.myRevision, row]))
  const matches: Record<ListKind, StoredMatch[]> = { needs: [], offers: [] }
  for (const row of found) {
    const own = mine.get(row.myRevision)
    // A pair whose own side was written anew this moment has lost its sentences: it comes back with the next comparison.
    if (row.kind !== 'mine' && own) matches[row.kind].push(matchOf(row, own))
  }
  return matches
}

const matchOf = (row: ListRow, own: ListRow): StoredMatch => ({
  matchId: row.id,
  otherId: row.other,
  score: row.score,
  mutual: row.mutual,
  reasons: row.reasons,
  unmet: row.unmet,
  myNeeds: own.needs ?? [],
  myOffers: own.offers ?? [],
  theirNeeds: row.needs ?? [],
  theirOffers: row.offers ?? [],
})

/** What a page brings to the statement, in the order of its places. */
const valuesOf = ({ limit, after }: ListPage): (string | number)[] =>
  after ? [limit, after.score, after.mutual, after.otherId] : [limit]

const statements = new Map<string, string>()

/** There are few: one for each choice of lists, from the beginning or from further on. */
function statementOf(pages: readonly ListPage[]): string {
  const shape = pages.map(({ kind, after }) => `${kind}${after ? ' after' : ''}`).join(', ')
  const known = statements.get(shape)
  if (known !== undefined) return known
  const statement = composeStatement(pages)
  statements.set(shape, statement)
  return statement
}

/** $1 is the person, $2 the lowest score, $3 the generation or null; each page has its places after these. */
function composeStatement(pages: readonly ListPage[]): string {
  let place = 4
  const selects = pages.map((page) => {
    const select = selectPage(page, place)
    place += valuesOf(page).length
    return select
  })
  return `with answering as materialized (
      select coalesce($3::integer, (select id from generations where state = 'active')) as id
    ), hidden as materialized (
      select array(select other_id from blocks where person_id = $1 union all select person_id from blocks where other_id = $1) as ids
    )
    select 'mine' as kind, null::uuid as id, null as other, null::float8 as score, null::float8 as mutual, null::json as reasons,
      null::json as unmet, revision as "myRevision", to_json(needs) as needs, to_json(offers) as offers
    from facets where generation = (select id from answering) and person_id = $1
    union all ${selects.join(' union all ')}
    order by kind, score desc, mutual desc, other`
}

function selectPage(page: ListPage, place: number): string {
  const texts = page.kind === 'needs' ? 'null::json, to_json(texts)' : 'to_json(texts), null::json'
  return `select '${page.kind}', id, other, score, mutual, to_json(reasons), to_json(unmet), my_revision, ${texts}
    from (select * from (${selectHalf(page, place, 'a')} union all ${selectHalf(page, place, 'b')}) halves
      order by score desc, mutual desc, other limit $${place}) page`
}

/** The pairs in which the person is `me`. */
function selectHalf({ kind, after }: ListPage, place: number, me: 'a' | 'b'): string {
  const other = me === 'a' ? 'b' : 'a'
  const direction = (kind === 'needs') === (me === 'a') ? 'ab' : 'ba'
  const texts = kind === 'needs' ? 'offers' : 'needs'
  const [score, mutual, otherId] = [`p.score_${direction}`, 'p.mutual', `p.${other}_id`]
  const beyond = after
    ? `and (${score}, ${mutual}) <= ($${place + 1}::float8, $${place + 2}::float8)
        and (${score} < $${place + 1} or ${mutual} < $${place + 2} or ${otherId} > $${place + 3})`
    : ''
  return `(select p.id, ${otherId} as other, ${score} as score, ${mutual}, p.reasons_${direction} as reasons, p.unmet_${me} as unmet,
      p.${me}_revision as my_revision, f.${texts} as texts
    from pairs p
    join facets f on f.generation = p.generation and f.person_id = ${otherId} and f.revision = p.${other}_revision and f.is_listed
    where p.generation = (select id from answering) and p.${me}_id = $1 and ${score} >= $2 ${beyond}
      and ${otherId} <> all((select ids from hidden)::text[])
    order by ${score} desc, ${mutual} desc, ${otherId} limit $${place})`
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
