/** A real PostgreSQL database that plays the host of MySanta: its items, likes and clicks. */
import { openHostDatabase } from './host-database.ts'
import type { HostDatabase } from './host-database.ts'

/** As Rails leaves them, as far as they are read: times without a zone, and no key that says a like is there once only. */
const tables = (id: string): string => `
  create table handpicked_presents (
    id ${id} primary key,
    user_id ${id},
    geo_id integer,
    categories jsonb,
    price numeric(12, 2),
    platform text,
    status text default 'in_stock',
    created_at timestamp default (now() at time zone 'utc')
  );
  create table handpicked_likes (
    user_id ${id} not null,
    handpicked_present_id ${id} not null,
    created_at timestamp default (now() at time zone 'utc')
  );
  create index on handpicked_likes (user_id, handpicked_present_id);
  create table handpicked_present_clicks (
    handpicked_present_id ${id} not null,
    created_at timestamp default (now() at time zone 'utc')
  );
  create index on handpicked_present_clicks (handpicked_present_id, created_at);`

type Row = Readonly<Record<string, unknown>>

export interface MainHostDatabase extends HostDatabase {
  /** Items as the host writes them: the columns that are given, and the defaults. */
  add(...items: readonly Row[]): Promise<void>
  set(id: string, row: Row): Promise<void>
  remove(id: string): Promise<void>
  like(userId: string, itemId: string, at?: string): Promise<void>
  unlike(userId: string, itemId: string): Promise<void>
  click(itemId: string, at?: string): Promise<void>
}

/** `idType` is the type of the host's ids. */
export async function openMainHostDatabase(adminUrl: string, idType = 'uuid'): Promise<MainHostDatabase> {
  const host = await openHostDatabase(adminUrl, tables(idType))
  const insert = async (table: string, row: Row): Promise<void> => {
    const names = Object.keys(row)
    const places = names.map((_, index) => `$${index + 1}`)
    await host.rows(`insert into ${table} (${names.join()}) values (${places.join()})`, Object.values(row))
  }
  const at = (time: string | undefined): Row => (time === undefined ? {} : { created_at: time })
  return {
    ...host,
    async add(...items) {
      for (const item of items) await insert('handpicked_presents', item)
    },
    async set(id, row) {
      const changes = Object.keys(row).map((name, index) => `${name} = $${index + 2}`)
      await host.rows(`update handpicked_presents set ${changes.join()} where id = $1`, [id, ...Object.values(row)])
    },
    remove: async (id) => void (await host.rows('delete from handpicked_presents where id = $1', [id])),
    like: (userId, itemId, time) =>
      insert('handpicked_likes', { user_id: userId, handpicked_present_id: itemId, ...at(time) }),
    unlike: async (userId, itemId) =>
      void (await host.rows('delete from handpicked_likes where user_id = $1 and handpicked_present_id = $2', [
        userId,
        itemId,
      ])),
    click: (itemId, time) => insert('handpicked_present_clicks', { handpicked_present_id: itemId, ...at(time) }),
  }
}

/** The id of a number, as a `uuid` column has it. */
export const uuidOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
