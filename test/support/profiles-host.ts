/** A real PostgreSQL database that plays the host of Circle: its profiles and blocks. */
import { openHostDatabase } from './host-database.ts'
import type { HostDatabase } from './host-database.ts'

/** As Circle's own migrations leave them, as far as they are read. */
const tables = (id: string): string => `
  create table profiles (
    id ${id} primary key,
    first_name text,
    last_name text,
    age integer,
    about text,
    interests text[] default '{""}',
    needs text[] default '{""}',
    latitude numeric(10, 8),
    longitude numeric(11, 8),
    gender text,
    created_at timestamp default now(),
    is_suspended boolean default false,
    is_deleted boolean default false,
    invisible_mode boolean default false,
    deleted_at timestamptz,
    last_active timestamp default (now() at time zone 'utc')
  );
  create table blocks (
    id bigint generated always as identity primary key,
    blocker_id ${id} not null,
    blocked_id ${id} not null
  );`

export interface ProfilesHostDatabase extends HostDatabase {
  /** A profile as the host writes it: the columns that are given, and the defaults. */
  add(row: Readonly<Record<string, unknown>>): Promise<void>
  set(id: string, row: Readonly<Record<string, unknown>>): Promise<void>
  block(blockerId: string, blockedId: string): Promise<void>
}

/** `idType` is the type of the host's ids. */
export async function openProfilesHostDatabase(adminUrl: string, idType = 'uuid'): Promise<ProfilesHostDatabase> {
  const host = await openHostDatabase(adminUrl, tables(idType))
  return {
    ...host,
    async add(row) {
      const names = Object.keys(row)
      const places = names.map((_, index) => `$${index + 1}`)
      await host.rows(`insert into profiles (${names.join()}) values (${places.join()})`, Object.values(row))
    },
    async set(id, row) {
      const changes = Object.keys(row).map((name, index) => `${name} = $${index + 2}`)
      await host.rows(`update profiles set ${changes.join()} where id = $1`, [id, ...Object.values(row)])
    },
    async block(blockerId, blockedId) {
      await host.rows('insert into blocks (blocker_id, blocked_id) values ($1, $2)', [blockerId, blockedId])
    },
  }
}
