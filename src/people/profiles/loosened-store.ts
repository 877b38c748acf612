/** Who would fit if it were not for a condition or two. */
import type { RawBuilder } from 'kysely'
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { ConditionName, Conditions } from './conditions.ts'
import { predicatesOf } from './conditions-store.ts'

interface Question {
  readonly conditions: Conditions
  readonly today: string
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

function failedBy({ conditions, today }: Question): RawBuilder<unknown> {
  const failed = predicatesOf(conditions, today).map(
    ({ name, holds }) => sql`case when ${holds} then null else ${name}::text end`,
  )
  return sql`select p.person_id as "personId", array_remove(array[${sql.join(failed)}], null) as by from profiles p`
}
