/** A database of the host product on a real PostgreSQL, with the tables that its own migrations would make. */
import pg from 'pg'
import { migratedDatabase } from './db.ts'

export interface HostDatabase {
  readonly url: string
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  drop(): Promise<void>
}

const TABLES = `
  create table users (id text primary key, onboarding_status text not null default 'in_progress');
  create table user_summaries (user_id text primary key, persona jsonb, requirements jsonb, offerings jsonb);`

/** `ids` are the people whom the host knows. */
export async function openHostDatabase(adminUrl: string, ids: readonly string[]): Promise<HostDatabase> {
  const { url, drop } = await migratedDatabase(adminUrl, 'template1')
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  await pool.query(TABLES)
  await pool.query('insert into users (id) select unnest($1::text[])', [[...ids]])
  return {
    url,
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    async drop() {
      await pool.end()
      await drop()
    },
  }
}
