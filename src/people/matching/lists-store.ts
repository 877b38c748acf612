/** Queries behind match lists. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

export type ListKind = 'needs' | 'offers'

/** Where a page begins: after this match in the order of the list. */
export interface ListPosition {
  readonly score: number
  readonly mutual: number
  readonly otherId: string
}

/** One page of one list. */
export interface ListQuestion {
  readonly generation: number
  readonly personId: string
  /** `needs`: others whose offers meet my needs. `offers`: others whose needs my offers meet. */
  readonly kind: ListKind
  readonly scoreMin: number
  readonly limit: number
  readonly after: ListPosition | null
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
  readonly theirNeeds: readonly string[]
  readonly theirOffers: readonly string[]
}

/**
 * The best matches of one direction, ordered by score, then mutual score, then id. Each half of the union walks one
 * index in order; people who left the lists or are blocked are passed over even before their pairs are gone.
 */
export async function listMatches(tx: Tx, question: ListQuestion): Promise<StoredMatch[]> {
  const { generation, personId, limit } = question
  const half = (end: 'a' | 'b'): ReturnType<typeof sql> => halfList(question, end)
  return rows<StoredMatch>(
    tx,
    `matching.list-${question.kind}`,
    sql`select m.id as "matchId", m.other as "otherId", m.score, m.mutual, m.reasons, m.unmet,
        mine.needs as "myNeeds", mine.offers as "myOffers", theirs.needs as "theirNeeds", theirs.offers as "theirOffers"
      from (select * from (${half('a')} union all ${half('b')}) halves order by score desc, mutual desc, other limit ${limit}) m
      join facets mine on mine.generation = ${generation} and mine.person_id = ${personId} and mine.revision = m.my_revision
      join facets theirs on theirs.generation = ${generation} and theirs.person_id = m.other and theirs.revision = m.other_revision
      order by m.score desc, m.mutual desc, m.other`,
  )
}

function halfList(
  { generation, personId, kind, scoreMin, limit, after }: ListQuestion,
  end: 'a' | 'b',
): ReturnType<typeof sql> {
  const [me, other] = end === 'a' ? ['a', 'b'] : ['b', 'a']
  const direction = (kind === 'needs') === (end === 'a') ? 'ab' : 'ba'
  const score = sql.ref(`p.score_${direction}`)
  const otherId = sql.ref(`p.${other}_id`)
  const beyond = after
    ? sql`and (${score}, p.mutual) <= (${after.score}::float8, ${after.mutual}::float8)
        and (${score} < ${after.score} or p.mutual < ${after.mutual} or ${otherId} > ${after.otherId})`
    : sql``
  return sql`(select p.id, ${otherId} as other, ${score} as score, p.mutual, ${sql.ref(`p.reasons_${direction}`)} as reasons,
      ${sql.ref(`p.unmet_${me}`)} as unmet, ${sql.ref(`p.${me}_revision`)} as my_revision, ${sql.ref(`p.${other}_revision`)} as other_revision
    from pairs p where p.generation = ${generation} and ${sql.ref(`p.${me}_id`)} = ${personId} and ${score} >= ${scoreMin} ${beyond}
      and exists (select 1 from facets f where f.generation = p.generation and f.person_id = ${otherId}
        and f.revision = ${sql.ref(`p.${other}_revision`)} and f.is_listed)
      and not exists (select 1 from blocks k where k.person_id = ${personId} and k.other_id = ${otherId})
      and not exists (select 1 from blocks k where k.person_id = ${otherId} and k.other_id = ${personId})
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
