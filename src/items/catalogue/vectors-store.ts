/** Queries on the vectors of items' words. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

/** A unit vector is `vector × scale`. */
export interface ItemVector {
  readonly vector: Int8Array
  readonly scale: number
}

/** Of those of the ids that have one, by id; at most a thousand. */
export async function readVectors(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, ItemVector>> {
  const found = await rows<{ id: string; vector: Buffer; scale: number }>(
    tx,
    'catalogue.read-vectors',
    sql`select item_id as id, vector, scale from item_vectors where item_id = any(${[...ids]}::text[])`,
  )
  return new Map(found.map(({ id, vector, scale }) => [id, { vector: new Int8Array(vector), scale }]))
}

/** An item that waits for a vector. */
export interface Unembedded {
  readonly id: string
  /** Title and description; empty where there are none. */
  readonly text: string
  /** Of the text: it tells whether the words have changed meanwhile. */
  readonly digest: string
}

/** A line break between title and description, as between any two things that somebody says. */
const text = sql`concat_ws(E'\n', title, description)`
const digest = sql`md5(${text})`

/** The latest words wait first. What is private is nobody else's business: it is never shown to a model. */
export async function listUnembedded(tx: Tx, limit: number): Promise<readonly Unembedded[]> {
  return rows<Unembedded>(
    tx,
    'catalogue.list-unembedded',
    sql`select id, ${text} as text, ${digest} as digest from items
      where needs_vector and owner_id is null and not is_deleted order by changed_in desc limit ${limit}`,
  )
}

export interface MadeVector extends Omit<Unembedded, 'text'> {
  /** Null where there is nothing to embed, or the model refuses it. */
  readonly made: ItemVector | null
}

/**
 * Keeps the vectors of items whose words are still those that were embedded. To whoever follows the catalogue each of these
 * items has changed.
 */
export async function saveVectors(tx: Tx, model: string, vectors: readonly MadeVector[]): Promise<void> {
  const current = await markEmbedded(tx, vectors)
  const kept = vectors.flatMap(({ id, digest: of, made }) => (made && current.has(id) ? [{ id, of, made }] : []))
  await rows(
    tx,
    'catalogue.save-vectors',
    sql`insert into item_vectors (item_id, model, digest, vector, scale)
      select id, ${model}, digest, vector, scale from unnest(
        ${kept.map(({ id }) => id)}::text[], ${kept.map(({ of }) => of)}::text[],
        ${kept.map(({ made }) => bytesOf(made.vector))}::bytea[], ${kept.map(({ made }) => made.scale)}::real[]
      ) as made (id, digest, vector, scale)
      on conflict (item_id) do update set model = excluded.model, digest = excluded.digest, vector = excluded.vector,
        scale = excluded.scale`,
  )
  const without = vectors.filter(({ id, made }) => made === null && current.has(id)).map(({ id }) => id)
  if (without.length > 0) await removeVectors(tx, without)
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength)

async function markEmbedded(tx: Tx, vectors: readonly MadeVector[]): Promise<ReadonlySet<string>> {
  const [ids, digests] = [vectors.map(({ id }) => id), vectors.map((made) => made.digest)]
  const marked = await rows<{ id: string }>(
    tx,
    'catalogue.mark-embedded',
    sql`update items set needs_vector = false, changed_in = pg_current_xact_id() from (
        select id from items join unnest(${ids}::text[], ${digests}::text[]) as made (id, digest) using (id)
        where ${digest} = made.digest and owner_id is null and not is_deleted order by id for update of items
      ) current
      where items.id = current.id
      returning items.id`,
  )
  return new Set(marked.map(({ id }) => id))
}

/** Of items that are deleted or have become private. */
export async function removeVectors(tx: Tx, ids: readonly string[]): Promise<void> {
  await rows(tx, 'catalogue.remove-vectors', sql`delete from item_vectors where item_id = any(${[...ids]}::text[])`)
}

/** Of some items, at most `limit`, whose vector another model has made: it goes, and a new one is wanted. How many there were. */
export async function dropVectorsOfOthers(tx: Tx, model: string, limit: number): Promise<number> {
  const dropped = await rows<{ id: string }>(
    tx,
    'catalogue.drop-vectors',
    sql`delete from item_vectors where item_id in (
        select item_id from item_vectors where model < ${model} or model > ${model} limit ${limit}
      ) returning item_id as id`,
  )
  await wantVectors(
    tx,
    dropped.map(({ id }) => id),
  )
  return dropped.length
}

async function wantVectors(tx: Tx, ids: readonly string[]): Promise<void> {
  await rows(
    tx,
    'catalogue.want-vectors',
    sql`update items set needs_vector = true, changed_in = pg_current_xact_id() from (
        select id from items where id = any(${[...ids]}::text[]) order by id for update
      ) wanting
      where items.id = wanting.id and not items.is_deleted`,
  )
}
