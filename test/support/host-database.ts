/** A real PostgreSQL database that plays the host product's: its users, and what the service beside it may write. */
import pg from 'pg'
import { newId } from '../../src/base/index.ts'
import { migratedDatabase } from './db.ts'

export interface HostDatabase {
  readonly url: string
  /** As the host product itself. */
  rows<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** A new user in the state in which the host leaves her. */
  addUser(id: string): Promise<void>
  /** Does something as a user with these rights and no others; `guest` stands for her name. */
  asGuest(grants: string, work: (url: string) => Promise<void>): Promise<void>
  drop(): Promise<void>
}

/** As the host's own migrations leave it; no constraint says that a row of `matches` is there once only. */
const TABLES = `
  create table users (
    id uuid primary key,
    email text not null,
    onboarding_status text not null default 'in_progress'
  );
  create table user_summaries (
    id bigint generated always as identity primary key,
    user_id uuid not null references users,
    persona jsonb,
    requirements jsonb,
    offerings jsonb,
    updated_at timestamptz,
    note text
  );
  create table matches (
    id bigint generated always as identity primary key,
    user_a_id uuid not null references users,
    user_b_id uuid not null references users,
    score double precision,
    updated_at timestamptz,
    seen boolean not null default false
  );
`

export async function openHostDatabase(adminUrl: string, tables = TABLES): Promise<HostDatabase> {
  const { url, drop } = await migratedDatabase(adminUrl, 'template1')
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => {})
  await pool.query(tables)
  const rows: HostDatabase['rows'] = async (text, values = []) => (await pool.query(text, [...values])).rows
  return {
    url,
    rows,
    addUser: async (id) =>
      void (await pool.query('insert into users (id, email) values ($1, $2)', [id, `${id}@host.example`])),
    async asGuest(grants, work) {
      const role = `guest_${newId().replaceAll('-', '')}`
      await rows(`create role ${role} login password 'hush'; ${grants.replaceAll('guest', role)}`)
      const guest = new URL(url)
      guest.username = role
      guest.password = 'hush'
      try {
        await work(guest.toString())
      } finally {
        await rows(`drop owned by ${role}; drop role ${role}`)
      }
    },
    async drop() {
      await pool.end()
      await drop()
    },
  }
}

/** Everything that can be written there. */
export const wholeMapping = {
  user_summaries: {
    table: 'user_summaries',
    user_id: 'user_id',
    persona: 'persona',
    requirements: 'requirements',
    offerings: 'offerings',
    updated_at: 'updated_at',
  },
  matches: {
    table: 'matches',
    user_a_id: 'user_a_id',
    user_b_id: 'user_b_id',
    score: 'score',
    updated_at: 'updated_at',
  },
}
