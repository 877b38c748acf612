/** Queries on what the pages of a list have shown. */
import { plannedRows, rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

/** One list of one person, as a digest of all that was asked for but the page. */
export interface PagedList {
  readonly digest: Buffer
  readonly userId: string
}

/** How long whoever turns pages may take over one. */
export const pagingMinutes = 10

/** Empty for a list that nobody has looked at of late. */
export async function findShown(tx: Tx, { digest }: PagedList): Promise<readonly string[]> {
  const [found] = await rows<{ shown: string[] }>(
    tx,
    'recommending.find-shown',
    sql`select shown from item_pages
      where digest = ${digest} and turned_at > now() - make_interval(mins => ${pagingMinutes})`,
  )
  return found?.shown ?? []
}

const saveText = `insert into item_pages (digest, user_id, shown) values ($1, $2, $3::text[])
  on conflict (digest) do update set shown = excluded.shown, turned_at = now()
    where $4::text[] is null or item_pages.shown = $4::text[]
      or item_pages.turned_at <= now() - make_interval(mins => $5::integer)
  returning 1`

/**
 * Null `before` begins the list anew. Otherwise false, and nothing is saved, where the list is not as `before` says: another of its pages
 * was turned meanwhile.
 */
export async function saveShown(
  tx: Tx,
  { digest, userId }: PagedList,
  { before, shown }: { readonly before: readonly string[] | null; readonly shown: readonly string[] },
): Promise<boolean> {
  const values = [digest, userId, shown, before, pagingMinutes]
  const saved = await plannedRows(tx, 'recommending.save-shown', { text: saveText, values })
  return saved.length > 0
}

export async function forgetPages(tx: Tx, userId: string): Promise<void> {
  await rows(tx, 'recommending.forget-pages', sql`delete from item_pages where user_id = ${userId}`)
}

/** For the export of a person. */
export async function exportPages(tx: Tx, userId: string): Promise<readonly unknown[]> {
  return rows<unknown>(
    tx,
    'recommending.export-pages',
    sql`select shown, turned_at from item_pages where user_id = ${userId} order by turned_at, digest`,
  )
}

export async function removeOldPages(tx: Tx): Promise<void> {
  await rows(
    tx,
    'recommending.remove-old-pages',
    sql`delete from item_pages where turned_at < now() - make_interval(mins => ${pagingMinutes})`,
  )
}
