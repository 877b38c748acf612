/** Queries on the items that a host's database has spoken of. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { IN_STOCK } from './item.ts'

/** By id what the host's database said last; items of which it has said nothing, or our own API since, are not in it. */
export async function hostDigests(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ id: string; digest: string }>(
    tx,
    'catalogue.host-digests',
    sql`select id, host_digest as digest from items where id = any(${[...ids]}::text[]) and host_digest is not null`,
  )
  return new Map(found.map(({ id, digest }) => [id, digest]))
}

/** Ids of items that the host's database spoke of last, in their order. */
export async function listHosted(tx: Tx, after: string, limit: number): Promise<readonly string[]> {
  const found = await rows<{ id: string }>(
    tx,
    'catalogue.list-hosted',
    sql`select id from items where host_digest is not null and id > ${after} order by id limit ${limit}`,
  )
  return found.map(({ id }) => id)
}

/** Where, and since when the host must have been seen to have them. */
export interface Seen {
  /** Null: anywhere. */
  readonly geoId: number | null
  readonly since: Date
}

/** While the host does not answer: which of the ids it had, public and in stock, a short while ago. */
export async function lastSeenIds(
  tx: Tx,
  ids: readonly string[],
  { geoId, since }: Seen,
): Promise<ReadonlySet<string>> {
  const found = await rows<{ id: string }>(
    tx,
    'catalogue.last-seen',
    sql`select id from items where id = any(${[...ids]}::text[]) and status = ${IN_STOCK} and owner_id is null
      and not is_deleted and (${geoId}::integer is null or geo_id is null or geo_id = ${geoId})
      and seen_at >= ${since}`,
  )
  return new Set(found.map(({ id }) => id))
}
