/** Keeps us out of somebody else's database: a variable left from an old deployment must not lead us to migrate it. */
import { Problem } from '../../base/index.ts'
import { schemaName } from './schema.ts'
import type { Db } from './port.ts'

/**
 * Tables that only one of the products beside us or before us has, and the setting that was probably meant; the surest
 * first, for a host's database may hold several.
 */
export const foreignTables: Readonly<Record<string, string>> = {
  user_summaries: 'RECIPROCITY_BACKEND_DB_URL',
  embeddings: 'no setting at all (it held the vectors of the old Reciprocity AI, which are made anew here)',
  alembic_version: 'no setting at all (it belongs to the old Reciprocity AI)',
  giver_profiles: 'PROFILES_DATABASE_URL (it belongs to the product beside Circle)',
  help_requests: 'PROFILES_DATABASE_URL (it belongs to the product beside Circle)',
  handpicked_presents: 'MAIN_DATABASE_URL (it belongs to the product beside MySanta)',
  handpicked_likes: 'MAIN_DATABASE_URL (it belongs to the product beside MySanta)',
  handpicked_present_clicks: 'MAIN_DATABASE_URL (it belongs to the product beside MySanta)',
  popular_items: 'no setting at all (it held the results of the old MySanta engine, which are made anew here)',
  item_similarities: 'no setting at all (it held the results of the old MySanta engine, which are made anew here)',
  message_chunks: 'no setting at all (it belongs to the old RelivChats)',
  insight_types: 'no setting at all (it belongs to the old RelivChats)',
  profiles: 'PROFILES_DATABASE_URL, if it is the database of your product',
}

const surest = Object.keys(foreignTables)

export interface ForeignTable {
  readonly schema: string
  readonly name: string
}

/** The sentence that stops the start, or null when the database may be ours. */
export function foreignTableFault(tables: readonly ForeignTable[]): string | null {
  const [found] = tables
    .filter(({ schema, name }) => schema !== schemaName && Object.hasOwn(foreignTables, name))
    .toSorted((one, other) => surest.indexOf(one.name) - surest.indexOf(other.name))
  if (!found) return null
  return (
    `DATABASE_URL leads to a database that belongs to another product: it holds the table ` +
    `"${found.schema}.${found.name}". Probably meant: ${foreignTables[found.name]}. ` +
    `Give DATABASE_URL a database of its own, or leave it out for the embedded one.`
  )
}

/** Stops before anything is written to a database that is not ours. */
export async function refuseForeignDatabase(db: Db): Promise<void> {
  const { rows } = await db.statements(
    `select schemaname as schema, tablename as name from pg_tables where tablename = any($1)`,
    [surest],
  )
  const fault = foreignTableFault(rows as unknown as ForeignTable[])
  if (fault) throw new Problem('server.setting', fault)
}

/** True when two addresses lead to the same database, whatever user, password or options they carry. */
export function isSameDatabase(one: string, other: string): boolean {
  return addressOf(one) === addressOf(other)
}

function addressOf(url: string): string {
  if (!URL.canParse(url)) return url
  const { hostname, port, pathname } = new URL(url)
  const host = ['127.0.0.1', '[::1]', '::1', ''].includes(hostname) ? 'localhost' : hostname
  return `${host}:${port || '5432'}${pathname}`.toLowerCase()
}
