/** Who would fit if it were not for a condition or two. */
import type { RawBuilder } from 'kysely'
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { ConditionName, Conditions } from './conditions.ts'
import { fitting, predicatesOf } from './conditions-store.ts'

interface Question {
  readonly conditions: Conditions
  readonly today: string
  /** Conditions that nobody would drop: whoever fails one of these is not looked at. */
  readonly fixed: ReadonlySet<ConditionName>
}

/** Conditions that keep people out, and how many people are kept out by these and by no other. */
export interface Keeping {
  readonly by: readonly ConditionName[]
  readonly count: number
}

/** Of every condition alone, and of every two together; one pass over everybody. */
export async function countKeptOut(tx: Tx, question: Question): Promise<Keeping[]> {
  return rows<Keeping>(
    tx,
    'profiles.count-kept-out',
    sql`select by, count(*)::int as count from (${failedBy(question)}) as judged
      where cardinality(by) between 1 and 2 group by by`,
  )
}

/** Somebody, and all the conditions that she fails. */
export interface KeptOut {
  readonly personId: string
  readonly by: readonly ConditionName[]
}

/** Whoever fails so many conditions, one by one, at most `limit`, in no order. */
export async function listKeptOut(
  tx: Tx,
  question: Question,
  { failing, limit }: { readonly failing: number; readonly limit: number },
): Promise<KeptOut[]> {
  return rows<KeptOut>(
    tx,
    'profiles.list-kept-out',
    sql`select "personId", by from (${failedBy(question)}) as judged where cardinality(by) = ${failing} limit ${limit}`,
  )
}

/** Not flattened into what asks for it, so that each condition is judged once. */
function failedBy({ conditions, today, fixed }: Question): RawBuilder<unknown> {
  const { must = [], may = [] } = Object.groupBy(predicatesOf(conditions, today), ({ name }) =>
    fixed.has(name) ? 'must' : 'may',
  )
  const failed = may.map(({ name, holds }) => sql`case when ${holds} then null else ${name}::text end`)
  return sql`select p.person_id as "personId", array_remove(array[${sql.join(failed)}]::text[], null) as by
    from profiles p where ${fitting(must)} offset 0`
}
