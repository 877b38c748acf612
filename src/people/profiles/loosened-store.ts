/** Who is kept out by one condition alone. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { ConditionName, Conditions } from './conditions.ts'
import { predicatesOf } from './conditions-store.ts'

/** Somebody, and the one condition that she fails. */
export interface KeptOut {
  readonly personId: string
  readonly name: ConditionName
}

/** Everybody of whom `countLoosened` tells, one by one, at most `limit`, in no order. */
export async function listLoosened(
  tx: Tx,
  { conditions, today }: { readonly conditions: Conditions; readonly today: string },
  limit: number,
): Promise<KeptOut[]> {
  const predicates = predicatesOf(conditions, today)
  const failed = predicates.map(({ name, holds }) => sql`case when ${holds} then null else ${name}::text end`)
  return rows<KeptOut>(
    tx,
    'profiles.list-loosened',
    sql`select person_id as "personId", failed[1] as name
      from (select p.person_id, array_remove(array[${sql.join(failed)}], null) as failed from profiles p) as judged
      where cardinality(failed) = 1 limit ${limit}`,
  )
}
