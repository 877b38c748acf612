/** Queries behind match lists. */
import { plannedRows, rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { generationRows } from '../generations/index.ts'

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

/** The same pages of the lists of many people, each kind at most once. */
export interface ListsQuestion {
  /** Null: the one that answers. */
  readonly generation: number | null
  readonly personIds: readonly string[]
  readonly scoreMin: number
  readonly pages: readonly ListPage[]
}

/** What one person is shown; a list that was not asked for is empty. */
export type Lists = Readonly<Record<ListKind, readonly StoredMatch[]>>

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

/** The sentences of the asking person as they stood in one of her revisions. */
type OwnRow = readonly [revision: number, needs: readonly string[], offers: readonly string[]]

/** The sentences are the other person's: offers in a list of needs, needs in a list of offers. */
type MatchRow = readonly [
  matchId: string,
  otherId: string,
  score: number,
  mutual: number,
  reasons: readonly number[],
  unmet: readonly number[],
  myRevision: number,
  sentences: readonly string[],
]

type ListsRow = { readonly mine: readonly OwnRow[] | null } & Readonly<
  Partial<Record<ListKind, readonly MatchRow[] | null>>
>

/**
 * The best matches of each direction, ordered by score, then mutual score, then id; the answers stand in the order of
 * `personIds`. Each half of a list walks one index in order; people who left the lists or are blocked are passed over even
 * before their pairs are gone. Asking for eight people at once costs half of asking eight times, and one JSON text for
 * each person a third of the driver's work on rows and arrays.
 */
export async function listMatches(tx: Tx, question: ListsQuestion): Promise<Lists[]> {
  const { generation, personIds, scoreMin, pages } = question
  const values = [personIds, scoreMin, generation, ...pages.flatMap(valuesOf)]
  const found = await plannedRows<ListsRow>(tx, 'matching.list', { text: statementOf(pages), values })
  return found.map(listsOf)
}

function listsOf({ mine, needs, offers }: ListsRow): Lists {
  const own = new Map((mine ?? []).map((row) => [row[0], row]))
  const read = (kind: ListKind, found: readonly MatchRow[] | null | undefined): StoredMatch[] =>
    (found ?? []).flatMap((row) => matchOf(kind, row, own.get(row[6])) ?? [])
  return { needs: read('needs', needs), offers: read('offers', offers) }
}

/** Null for a pair whose own side was written anew this moment: it comes back with the next comparison. */
function matchOf(kind: ListKind, row: MatchRow, own: OwnRow | undefined): StoredMatch | null {
  if (!own) return null
  const [matchId, otherId, score, mutual, reasons, unmet, , sentences] = row
  const [, myNeeds, myOffers] = own
  const [theirNeeds, theirOffers] = kind === 'needs' ? [[], sentences] : [sentences, []]
  return { matchId, otherId, score, mutual, reasons, unmet, myNeeds, myOffers, theirNeeds, theirOffers }
}

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

/** $1 are the people, $2 the lowest score, $3 the generation or null; each page has its places after these. */
function composeStatement(pages: readonly ListPage[]): string {
  let place = 4
  const lists = pages.map((page) => {
    const list = `(${selectPage(page, place)}) as ${page.kind}`
    place += valuesOf(page).length
    return list
  })
  return `
    with answering as materialized (
      select coalesce($3::integer, (select id from ${generationRows} g where state = 'active')) as id
    )
    select ${[`(${selectOwn}) as mine`, ...lists].join(',\n')}
    from unnest($1::text[]) with ordinality as asked (id, place)
    cross join lateral (${selectHidden} offset 0) as hidden
    order by asked.place`
}

const selectOwn = `
  select json_agg(json_build_array(revision, needs, offers))
  from facets
  where generation = (select id from answering) and person_id = asked.id`

/** Whom the asking person has blocked, and who has blocked her. */
const selectHidden = `
  select array(
    select other_id from blocks where person_id = asked.id
    union all
    select person_id from blocks where other_id = asked.id
  ) as ids`

function selectPage(page: ListPage, place: number): string {
  return `
    select json_agg(
      json_build_array(id, other, score, mutual, reasons, unmet, revision, sentences)
      order by score desc, mutual desc, other
    )
    from (
      select * from (${selectHalf(page, place, 'a')} union all ${selectHalf(page, place, 'b')}) as halves
      order by score desc, mutual desc, other
      limit $${place}
    ) as page`
}

/** The pairs in which the person is `me`. */
function selectHalf({ kind, after }: ListPage, place: number, me: 'a' | 'b'): string {
  const other = me === 'a' ? 'b' : 'a'
  const direction = (kind === 'needs') === (me === 'a') ? 'ab' : 'ba'
  const [score, mutual, otherId] = [`p.score_${direction}`, 'p.mutual', `p.${other}_id`]
  const beyond = after
    ? `and (${score}, ${mutual}) <= ($${place + 1}::float8, $${place + 2}::float8)
       and (${score} < $${place + 1} or ${mutual} < $${place + 2} or ${otherId} > $${place + 3})`
    : ''
  return `(
    select p.id, ${otherId} as other, ${score} as score, ${mutual}, p.reasons_${direction} as reasons,
      p.unmet_${me} as unmet, p.${me}_revision as revision, f.${kind === 'needs' ? 'offers' : 'needs'} as sentences
    from pairs p
    join facets f on f.generation = p.generation and f.person_id = ${otherId}
      and f.revision = p.${other}_revision and f.is_listed
    where p.generation = (select id from answering) and p.${me}_id = asked.id
      and ${score} >= $2 ${beyond} and ${otherId} <> all(hidden.ids)
    order by ${score} desc, ${mutual} desc, ${otherId}
    limit $${place}
  )`
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
