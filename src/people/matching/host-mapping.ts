/** The names under which the host's tables and columns are known to us: one place, checked at start. */
import { z } from 'zod'
import { hostColumn, hostTable } from '../../platform/db/index.ts'
import type { WantedRights } from '../../platform/db/index.ts'

const optional = hostColumn.nullable()

export const hostMappingShape = z.strictObject({
  /** Read: which ids are valid. Written: the onboarding status. */
  users: z
    .strictObject({ table: hostTable, id: hostColumn, onboarding_status: hostColumn })
    .prefault({ table: 'users', id: 'id', onboarding_status: 'onboarding_status' }),
  /** Each persona. Columns that are null are not written. */
  user_summaries: z
    .strictObject({
      table: hostTable,
      user_id: hostColumn,
      persona: optional.default(null),
      requirements: optional.default(null),
      offerings: optional.default(null),
      updated_at: optional.default(null),
    })
    .prefault({
      table: 'user_summaries',
      user_id: 'user_id',
      persona: 'persona',
      requirements: 'requirements',
      offerings: 'offerings',
    }),
  /** Each pair. Null: pairs are not written, the host learns of them by callback. */
  matches: z
    .strictObject({
      table: hostTable,
      user_a_id: hostColumn,
      user_b_id: hostColumn,
      score: optional.default(null),
      updated_at: optional.default(null),
    })
    .nullable()
    .default(null),
})
/** The mapping with its defaults filled in. */
export type HostMapping = z.infer<typeof hostMappingShape>
export type TableMapping = { readonly table: string }

/** The rights that are needed, no more: on whole tables or on their columns alone. */
export function wantedRights({ users, user_summaries: summaries, matches }: HostMapping): readonly WantedRights[] {
  return [
    { table: users.table, rights: ['SELECT'], columns: [users.id, users.onboarding_status] },
    { table: users.table, rights: ['UPDATE'], columns: [users.onboarding_status] },
    ...rightsToWrite(summaries, [summaries.user_id]),
    ...(matches ? rightsToWrite(matches, [matches.user_a_id, matches.user_b_id]) : []),
  ]
}

function rightsToWrite(
  { table, ...names }: TableMapping & Record<string, string | null>,
  keys: readonly string[],
): readonly WantedRights[] {
  const columns = Object.values(names).filter((column) => column !== null)
  const values = columns.filter((column) => !keys.includes(column))
  return [
    { table, rights: ['SELECT'], columns: keys },
    { table, rights: ['INSERT', 'DELETE'], columns },
    ...(values.length > 0 ? [{ table, rights: ['UPDATE'], columns: values }] : []),
  ]
}
