/** Queries on items, one by one or a thousand at once. */
import type { RawBuilder } from 'kysely'
import { plannedRows, rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { IN_STOCK } from './item.ts'
import type { Item, WrittenItem } from './item.ts'

/** Every process hears on it that some item has changed. */
export const catalogueChannel = 'items.changed'

/** Columns of a row of `items`, for a query of this room. */
export const itemColumns = sql`id, title, description, categories, attributes, price, platform, geo_id as "geoId", status,
  owner_id as "ownerId", created_at as "createdAt", updated_at as "updatedAt", source`

/** Ids of items that somebody owns, in the text of a query of another room. */
export const privateItemRows = '(select id from items where owner_id is not null)'

const said = ['title', 'description', 'categories', 'attributes', 'price', 'platform', 'geo_id', 'status', 'owner_id']
const list = (names: readonly string[], table?: string): RawBuilder<unknown> =>
  sql.join(names.map((name) => sql.ref(table === undefined ? name : `${table}.${name}`)))
const isOther = (names: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`(${list(names, 'items')}) is distinct from (${list(names, 'excluded')})`
/** What was deleted and is said again has changed, also where it says nothing. */
const isChange = isOther([...said, 'created_at', 'is_deleted'])
const isEmbeddedAnew = isOther(['title', 'description', 'is_deleted'])

/**
 * Writes whole items in one statement, each at most once, at most a thousand. One that is said again as it stands has not
 * changed; one whose words change needs a vector anew, and what is private has none. What was deleted is there again.
 */
export async function upsertItems(tx: Tx, items: readonly WrittenItem[]): Promise<void> {
  await rows(
    tx,
    'catalogue.save',
    sql`insert into items (id, ${list(said)}, source, host_digest, created_at, seen_at, is_deleted)
      select r.id, ${list(said, 'r')}, r.source, r.host_digest,
        coalesce(r.created_at, case when not known.is_deleted then known.created_at end, now()),
        case when r.source = 'host' then now() end, false
      from json_to_recordset(${JSON.stringify(items.map(toRow))}::json) as r (
        id text, title text, description text, categories jsonb, attributes jsonb, price double precision, platform text,
        geo_id integer, status text, owner_id text, source text, host_digest text, created_at timestamptz
      ) left join items known on known.id = r.id
      order by r.id collate "C"
      on conflict (id) do update set (${list(said)}) = row (${list(said, 'excluded')}),
        source = excluded.source, host_digest = excluded.host_digest, created_at = excluded.created_at,
        seen_at = excluded.seen_at, is_deleted = false,
        updated_at = case when ${isChange} then now() else items.updated_at end,
        changed_in = case when ${isChange} then pg_current_xact_id() else items.changed_in end,
        needs_vector = items.needs_vector or excluded.owner_id is not null or ${isEmbeddedAnew}`,
  )
}

function toRow(item: WrittenItem): Readonly<Record<string, unknown>> {
  const { geoId, ownerId, hostDigest, createdAt, ...rest } = item
  return { ...rest, geo_id: geoId, owner_id: ownerId, host_digest: hostDigest, created_at: createdAt }
}

/** In the transaction of the change. Said often in one transaction it is heard once. */
export async function tellChanged(tx: Tx): Promise<void> {
  await rows(tx, 'catalogue.tell-changed', sql`select pg_notify(${catalogueChannel}, '')`)
}

/** Those of the ids that are there, by id. */
export async function findItems(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Item>> {
  const found = await rows<Item>(
    tx,
    'catalogue.find',
    sql`select ${itemColumns} from items where id = any(${[...ids]}::text[]) and not is_deleted`,
  )
  return new Map(found.map((item) => [item.id, item]))
}

/** An item that is there no more, with the words that are gone. */
export interface GoneItem {
  readonly id: string
  readonly title: string | null
  readonly description: string | null
}

/** Empties the rows; those that are not there are not in the answer. */
export async function emptyItems(tx: Tx, ids: readonly string[]): Promise<readonly GoneItem[]> {
  return rows<GoneItem>(
    tx,
    'catalogue.empty',
    sql`update items set title = null, description = null, categories = '{}', attributes = '{}', price = null,
        platform = null, owner_id = null, host_digest = null, seen_at = null, is_deleted = true, needs_vector = false,
        updated_at = now(), changed_in = pg_current_xact_id()
      from (
        select id, title, description from items
        where id = any(${[...ids]}::text[]) and not is_deleted order by id for update
      ) gone
      where items.id = gone.id
      returning gone.id, gone.title, gone.description`,
  )
}

/** Takes away what was deleted over a day ago; how many, at most `limit`. */
export async function removeEmptied(tx: Tx, limit: number): Promise<number> {
  const gone = await rows(
    tx,
    'catalogue.remove-emptied',
    sql`delete from items where id in (
        select id from items where is_deleted and updated_at < now() - interval '1 day' order by updated_at limit ${limit}
      ) returning 1`,
  )
  return gone.length
}

/** The truth at this moment: which of the ids are public, in stock, and in that place (or anywhere, for null). */
export async function standingIds(tx: Tx, ids: readonly string[], geoId: number | null): Promise<ReadonlySet<string>> {
  const found = await plannedRows<{ id: string }>(tx, 'catalogue.standing', {
    text: standingText,
    values: [ids, IN_STOCK, geoId],
  })
  return new Set(found.map(({ id }) => id))
}

const standingText = `select id from items where id = any($1::text[]) and status = $2 and owner_id is null
  and not is_deleted and ($3::integer is null or geo_id is null or geo_id = $3)`

/** Those that somebody owns: they are hers alone, and go with her. */
export async function listOwned(tx: Tx, ownerId: string): Promise<readonly Item[]> {
  return rows<Item>(
    tx,
    'catalogue.list-owned',
    sql`select ${itemColumns} from items where owner_id = ${ownerId} and not is_deleted order by id`,
  )
}
