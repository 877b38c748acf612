/** A host's tables of items, likes and clicks, as queries on them need them. */
import { sql } from '../../platform/db/index.ts'
import type { HostReadTx } from '../../platform/db/index.ts'
import type { InstantType } from './host-instants-store.ts'
import type { MainMapping } from './main-mapping.ts'

export type Fragment = ReturnType<typeof sql>

/** Of the columns that hold times, the types. */
export type InstantTypes = Readonly<Record<'items' | 'updated' | 'likes' | 'clicks', InstantType>>

/** Where rows are read, and how. */
export interface HostTables {
  readonly query: HostReadTx
  readonly mapping: MainMapping
  readonly times: InstantTypes
}

/** A page: what names the last row of the page before (null begins), from when on (null: all), and how many at most. */
export interface PageOf<Key> {
  readonly after: Key | null
  /** ISO 8601. */
  readonly since: string | null
  readonly limit: number
}

export const tableOf = ({ table }: { readonly table: string }): Fragment => sql`${sql.id(...table.split('.'))} as t`

/** With its table: what is selected under the name of a column would be taken for that column where rows are put in order. */
export const columnOf = (name: string): Fragment => sql`${sql.id('t', name)}`

export const every = (conditions: readonly Fragment[]): Fragment => sql.join([...conditions], sql` and `)
