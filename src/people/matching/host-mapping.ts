/** The names under which the host's tables and columns are known to us: one place, checked at start. */
import { z } from 'zod'
import { Problem } from '../../base/index.ts'
import { hostColumn, hostTable } from '../../platform/db/index.ts'

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

/** A column as the catalogue has it; `type` is PostgreSQL’s own name. */
export interface ColumnFact {
  readonly table: string
  readonly column: string
  readonly type: string
}

/** What may be done with columns of a table. */
export interface WantedRights {
  readonly table: string
  readonly rights: readonly string[]
  readonly columns: readonly string[]
}

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

/** Which kinds of ids the host has: asking a `uuid` column for another kind is an error, not an empty answer. */
export type IdKind = 'uuid' | 'integer' | 'text'

/** @throws Problem `server.setting`: one sentence that names the first table or column that is not there. */
export function checkColumns(mapping: HostMapping, facts: readonly ColumnFact[]): IdKind {
  for (const entry of Object.values(mapping)) if (entry) checkTable(entry, facts)
  const column = facts.find((fact) => fact.table === mapping.users.table && fact.column === mapping.users.id)
  if (column?.type === 'uuid') return 'uuid'
  return /^int\d$/u.test(column?.type ?? '') ? 'integer' : 'text'
}

function checkTable(
  { table: wanted, ...columns }: TableMapping & Record<string, string | null>,
  facts: readonly ColumnFact[],
): void {
  const known = new Set(facts.filter((fact) => fact.table === wanted).map(({ column }) => column))
  const help = 'Set RECIPROCITY_BACKEND_DB_MAPPING to the names that it uses.'
  if (known.size === 0) {
    throw new Problem('server.setting', `The database of RECIPROCITY_BACKEND_DB_URL has no table "${wanted}". ${help}`)
  }
  const missing = Object.values(columns).find((column) => column !== null && !known.has(column))
  if (missing)
    throw new Problem(
      'server.setting',
      `The table "${wanted}" of RECIPROCITY_BACKEND_DB_URL has no column "${missing}". ${help}`,
    )
}

const patterns = { uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu, integer: /^\d{1,18}$/u } as const

/** True when the host could have such an id at all. */
export function isPossibleId(id: string, kind: IdKind): boolean {
  return kind === 'text' || patterns[kind].test(id)
}
